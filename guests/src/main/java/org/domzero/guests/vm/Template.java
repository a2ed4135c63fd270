package org.domzero.guests.vm;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.domzero.toolkit.ByteSize;
import org.tomlj.Toml;

/**
 * What guests are made of: the image of a disk with a root, and what the guest around it has to be.
 *
 * @param from the machine that it was cloned from, as a user called it
 * @param cards how many network cards
 * @param swap what the guest's swap has to be, if it wants any; it is made anew for each guest
 */
public record Template(
        String name,
        String from,
        GuestType type,
        ByteSize memory,
        int processors,
        int cards,
        Image root,
        Optional<Swap> swap) {
    /** The name of the file with the description, in a directory with a template. */
    public static final String FILE = "template.toml";

    /** The name of the image there. */
    public static final String IMAGE = "root.raw";

    /** The version of the description that this program reads and writes. */
    static final long VERSION = 1;

    /**
     * A disk with a root.
     *
     * @param file beside the description; or the path of a volume in a repository
     * @param fileSystem the uuid of the root, by which its boot menu may find it
     */
    public record Image(String file, ByteSize size, UUID fileSystem) {}

    /** The uuid is one that the root's fstab may name. */
    public record Swap(ByteSize size, UUID uuid) {}

    /** The description, in TOML; sizes are in bytes. */
    public byte[] toml() {
        StringBuilder text = new StringBuilder("# A template: domzero vm create NAME --clone-template "
                + (root.file().startsWith("/") ? name : "DIRECTORY") + "\n");
        text.append("version = ").append(VERSION).append('\n');
        add(text, "name", name);
        add(text, "from", from);
        add(text, "type", type.word());
        add(text, "memory", memory.bytes());
        add(text, "processors", processors);
        add(text, "cards", cards);
        text.append("\n[root]\n");
        add(text, "image", root.file());
        add(text, "size", root.size().bytes());
        add(text, "file-system", root.fileSystem().toString());
        swap.ifPresent(wanted -> {
            text.append("\n[swap]\n");
            add(text, "size", wanted.size().bytes());
            add(text, "uuid", wanted.uuid().toString());
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void add(StringBuilder text, String key, long value) {
        text.append(key).append(" = ").append(value).append('\n');
    }

    private static void add(StringBuilder text, String key, String value) {
        text.append(key).append(" = \"").append(Toml.tomlEscape(value)).append("\"\n");
    }
}
