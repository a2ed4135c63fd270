package org.domzero.p2v.job;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.domzero.guests.state.StateVolume;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.JsonMembers;
import org.domzero.toolkit.PrettyJson;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/**
 * What is known of a clone from its first disk on, be it to become a guest or a template: enough to go on after anything,
 * and to take it back. A file {@code NAME.json} in the state volume.
 *
 * @param name the guest's, or the template's
 * @param from the machine, as the user calls it
 * @param guest the guest's uuid; a template's volume is tagged with it as well
 * @param place where the disks are
 * @param root the volume with the root
 * @param rootFileSystem the uuid by which the guest finds it
 * @param swap the volume for swap, if there is one; a template has none, and tells its guests what it would be
 * @param template whether it is to be a template
 * @param stage how far it has come
 * @param asOf from when on changes of the machine may not be in the copy, by the machine's clock: seconds since 1970; empty
 *     before one was finished, and in records of versions that did not know
 */
public record CloneRecord(
        String name,
        String from,
        UUID guest,
        Place place,
        Disk root,
        UUID rootFileSystem,
        Optional<Swap> swap,
        boolean template,
        Stage stage,
        OptionalLong asOf) {
    private static final String DIRECTORY = StateVolume.MOUNT + "/p2v";
    private static final String ENDING = ".json";

    /** Where disks are. */
    public sealed interface Place {
        /** Volumes of the repository with this uuid. */
        record InRepository(UUID repository) implements Place {}

        /** A template in a directory of the host; see {@link DirectoryTemplate}. */
        record InDirectory(String directory) implements Place {}
    }

    /** A volume. */
    public record Disk(UUID uuid, ByteSize size) {}

    /** A volume for swap, and the uuid that mkswap(8) gives it. */
    public record Swap(Disk disk, UUID uuid) {}

    /** How far it has come. */
    public enum Stage {
        /** There may be disks, and nothing on them that counts. */
        BEGUN,
        /** The disks have file systems, which are filled. */
        FILLING,
        /** There is a guest. */
        DEFINED
    }

    public CloneRecord at(Stage newStage) {
        return new CloneRecord(name, from, guest, place, root, rootFileSystem, swap, template, newStage, asOf);
    }

    CloneRecord asOf(OptionalLong time) {
        return new CloneRecord(name, from, guest, place, root, rootFileSystem, swap, template, stage, time);
    }

    /** With a root of another size. */
    CloneRecord withRoot(ByteSize size) {
        return new CloneRecord(
                name, from, guest, place, new Disk(root.uuid(), size), rootFileSystem, swap, template, stage, asOf);
    }

    /** The uuid of the repository with the disks; only where they are in one. */
    public UUID repository() {
        if (place instanceof Place.InRepository in) {
            return in.repository();
        }
        throw new IllegalStateException(name + " is in no repository");
    }

    /** The directory with the template, if it is in one. */
    Optional<String> directory() {
        return place instanceof Place.InDirectory in ? Optional.of(in.directory()) : Optional.empty();
    }

    /** That of a guest's name, if there is one. */
    public static Optional<CloneRecord> of(String name, Effects effects) {
        Path file = effects.resolve(file(name));
        return Files.exists(file) ? Optional.of(parse(file.toString(), StateVolume.text(file))) : Optional.empty();
    }

    /** All that there are, by name. */
    public static List<CloneRecord> all(Effects effects) {
        List<CloneRecord> all = new ArrayList<>();
        for (Path file : StateVolume.files(effects, DIRECTORY, ENDING)) {
            all.add(parse(file.toString(), StateVolume.text(file)));
        }
        return all;
    }

    /** Keeps it, in place of what was known. */
    public void write(Effects effects) {
        StateVolume.write(effects, file(name), json().getBytes(StandardCharsets.UTF_8));
    }

    public void forget(Effects effects) {
        StateVolume.remove(effects, file(name));
    }

    private static String file(String name) {
        return DIRECTORY + "/" + name + ENDING;
    }

    String json() {
        JsonObject json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("from", from);
        json.addProperty("guest", guest.toString());
        directory()
                .ifPresentOrElse(
                        path -> json.addProperty("directory", path),
                        () -> json.addProperty("repository", repository().toString()));
        if (template) {
            json.addProperty("template", true);
        }
        json.add("root", json(root, rootFileSystem));
        swap.ifPresent(there -> json.add("swap", json(there.disk(), there.uuid())));
        json.addProperty("stage", stage.name().toLowerCase(Locale.ROOT));
        asOf.ifPresent(time -> json.addProperty("as-of", time));
        return PrettyJson.of(json) + "\n";
    }

    private static JsonObject json(Disk disk, UUID content) {
        JsonObject json = new JsonObject();
        json.addProperty("volume", disk.uuid().toString());
        json.addProperty("size", disk.size().bytes());
        json.addProperty("uuid", content.toString());
        return json;
    }

    static CloneRecord parse(String file, String text) {
        try {
            JsonMembers members = JsonMembers.of(JsonParser.parseString(text).getAsJsonObject());
            JsonMembers root = members.object("root");
            return new CloneRecord(
                    members.text("name"),
                    members.text("from"),
                    UUID.fromString(members.text("guest")),
                    members.has("directory")
                            ? new Place.InDirectory(members.text("directory"))
                            : new Place.InRepository(UUID.fromString(members.text("repository"))),
                    disk(root),
                    UUID.fromString(root.text("uuid")),
                    members.has("swap") ? Optional.of(swap(members.object("swap"))) : Optional.empty(),
                    members.has("template") && members.flag("template"),
                    members.constant("stage", Stage.class),
                    members.has("as-of") ? OptionalLong.of(members.number("as-of")) : OptionalLong.empty());
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
            throw UserError.failed(
                    file + " does not tell what a clone is: " + e.getMessage(),
                    "mend it, or move it away: its volumes, whose tags name no guest, then have to be removed by hand",
                    e);
        }
    }

    private static Disk disk(JsonMembers members) {
        return new Disk(UUID.fromString(members.text("volume")), new ByteSize(members.number("size")));
    }

    private static Swap swap(JsonMembers members) {
        return new Swap(disk(members), UUID.fromString(members.text("uuid")));
    }
}
