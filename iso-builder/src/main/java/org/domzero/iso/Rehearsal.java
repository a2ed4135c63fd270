package org.domzero.iso;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.installer.medium.MediumFile;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.Sha256;

/**
 * A whole install of a machine that is a few files: what the kernel says of it is recorded, and so is what its programs
 * say, for which one script stands in. Only the shell and {@code openssl} are real, so that digests are right. Nothing
 * of it is taken from the machine that builds.
 */
final class Rehearsal {
    /** As the live system starts it, so with the answers that are on the medium. */
    static final List<String> INSTALL = List.of("install", "--unattended");

    /** Where all programs of the root are. */
    static final String PATH = "/bin";

    /** What the installer says of itself, from the root on. */
    static final String LOG = "var/log/domzero/install.log";

    private static final String FOLDER = "rehearsal/";
    private static final String STAND_IN = "stand-in";
    private static final String MEDIUM = "run/live/medium/";
    /** What Java and the installer write to. */
    private static final List<String> WRITTEN = List.of("dev", "run", "tmp", "var");

    private Rehearsal() {}

    /** All that it is made of. */
    static List<String> ingredients() {
        List<String> ingredients = new ArrayList<>(INSTALL);
        ingredients.addAll(programs());
        ingredients.addAll(List.of(standIn(), tree(), answers()));
        return ingredients;
    }

    static List<String> programs() {
        return Resource.list(FOLDER + "programs.txt");
    }

    /** The machine, its programs and the medium in its drive, without the shell and {@code openssl}. */
    static Layer layer() {
        List<Layer.Entry> entries = new ArrayList<>(recorded(tree()));
        entries.add(new Layer.TextFile(PATH.substring(1) + "/" + STAND_IN, standIn(), true));
        for (String program : programs()) {
            entries.add(new Layer.Link(PATH.substring(1) + "/" + program, STAND_IN));
        }
        // Without them Java would gather chance from how its threads run.
        entries.add(text("dev/random", "no chance here\n".repeat(8192)));
        entries.add(text("dev/urandom", "no chance here\n".repeat(8192)));
        entries.addAll(medium());
        return new Layer(entries);
    }

    /** Lays it out. Without root's rights Java writes to it under another user id. */
    static void layOut(Path root) throws IOException {
        layer().writeTo(root);
        for (String directory : WRITTEN) {
            List<Path> all;
            try (Stream<Path> walk = Files.walk(Files.createDirectories(root.resolve(directory)))) {
                all = walk.toList();
            }
            for (Path path : all) {
                Scratch.openToAll(path);
            }
        }
    }

    /**
     * Files as text, as the tests of the installer have them too: {@code === PATH} begins a file, {@code === PATH ->
     * TARGET} makes a link.
     */
    static List<Layer.Entry> recorded(String tree) {
        List<Layer.Entry> entries = new ArrayList<>();
        for (String part : tree.substring("=== ".length()).split("\n=== ", -1)) {
            String[] lines = part.split("\n", 2);
            String[] header = lines[0].split(" -> ", 2);
            entries.add(
                    header.length == 2
                            ? new Layer.Link(header[0], header[1])
                            : text(header[0], lines[1].stripTrailing() + "\n"));
        }
        return entries;
    }

    private static List<Layer.Entry> medium() {
        List<Layer.Entry> entries = new ArrayList<>();
        MediumManifest manifest = new MediumManifest(
                "0.1.0",
                "6.12.48+deb13-amd64",
                "4.20-amd64",
                List.of(file("live/10-dom0.squashfs", entries), file("live/20-domzero.squashfs", entries)),
                file("live/vmlinuz", entries),
                file("live/initrd.img", entries),
                file("domzero/xen.gz", entries),
                file("domzero/xen.efi", entries),
                Instant.EPOCH);
        entries.add(text(MEDIUM + MediumManifest.PATH, manifest.toJson()));
        entries.add(text(MEDIUM + MediumManifest.ANSWERS_PATH, answers()));
        return entries;
    }

    private static MediumFile file(String path, List<Layer.Entry> entries) {
        byte[] content = path.getBytes(StandardCharsets.UTF_8);
        entries.add(text(MEDIUM + path, path));
        return new MediumFile(path, content.length, Sha256.of(content));
    }

    private static Layer.TextFile text(String path, String content) {
        return new Layer.TextFile(path, content, false);
    }

    private static String standIn() {
        return Resource.text(FOLDER + STAND_IN);
    }

    private static String tree() {
        return Resource.text(FOLDER + "machine.tree");
    }

    private static String answers() {
        return Resource.text(FOLDER + "answers.toml");
    }
}
