package org.domzero.installer.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.domzero.installer.answers.AnswerFile;
import org.domzero.installer.boot.BootSettings;
import org.domzero.installer.bundle.BundleItem.Copy;
import org.domzero.installer.bundle.BundleItem.Output;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.finish.Secrets;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.PrettyJson;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.Version;
import org.domzero.toolkit.plan.Effects;

/**
 * Collects what a machine knows of itself and of its install into a {@code .tar.gz}. What cannot be had is noted in its
 * {@code bundle.txt}; a file that holds a secret of the machine is left out, and that is noted too.
 */
public final class Bundle {
    private static final String RECORDS = "/var/log/domzero";
    private static final String BOOT = "/boot/domzero";
    private static final String LOADER_ENTRIES = "/boot/domzero/loader/entries";
    /** Of longer texts the end is kept, where the news is. */
    private static final int LONGEST = 16 * 1024 * 1024;

    private final Effects effects;
    private final Secrets secrets;
    private final Path directory;
    private final List<String> index = new ArrayList<>();

    private Bundle(Effects effects, Secrets secrets, Path directory) {
        this.effects = effects;
        this.secrets = secrets;
        this.directory = directory;
    }

    /**
     * Writes the bundle; only its owner may read it.
     *
     * @param output the file, which must not be there yet
     * @param name of the directory in it
     * @param medium where the installation medium would be mounted
     * @param facts looks at the machine
     * @throws UserError when it cannot be written; not for anything that cannot be collected
     */
    public static void write(Path output, String name, String medium, Supplier<MachineFacts> facts, Effects effects) {
        if (Files.exists(output)) {
            throw UserError.usage(output + " is there already", "name another file with --output");
        }
        Path parent = Objects.requireNonNull(output.toAbsolutePath().getParent());
        try {
            Path work = Files.createTempDirectory(parent, ".domzero-bundle-");
            try {
                collect(Files.createDirectory(work.resolve(name)), medium, facts, effects);
                Path packed = Files.createFile(
                        work.resolve("bundle.tar.gz"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                effects.commands()
                        .run(
                                "tar",
                                "--create",
                                "--gzip",
                                "--owner=root:0",
                                "--group=root:0",
                                "--file",
                                packed.toString(),
                                "--directory",
                                work.toString(),
                                name);
                Files.move(packed, output, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(work);
            }
        } catch (IOException e) {
            throw UserError.failed(
                    output + " cannot be written: " + IoReason.of(e), "name a place with free space with --output", e);
        }
    }

    /** Fills a directory. */
    static void collect(Path directory, String medium, Supplier<MachineFacts> facts, Effects effects)
            throws IOException {
        BundleAnswers answers = BundleAnswers.find(medium, effects);
        List<String> known = new ArrayList<>(HostSecrets.read(effects));
        known.addAll(answers.secrets());
        new Bundle(effects, Secrets.of(known), directory).collect(answers, facts);
    }

    private void collect(BundleAnswers answers, Supplier<MachineFacts> facts) throws IOException {
        index.add("domzero " + Version.current());
        index.add("Passwords, the script of the answers and addresses' credentials are left out.");
        index.add("");
        for (Map.Entry<String, AnswerFile> file : answers.read().entrySet()) {
            add(
                    "answers" + (file.getKey().startsWith("/etc/") ? "" : "-of-the-medium") + ".toml",
                    file.getKey(),
                    BundleAnswers.text(file.getValue()));
        }
        answers.unread().forEach((path, why) -> miss("answers", path, why));
        addFacts(facts);
        for (BundleItem item : items()) {
            if (item instanceof Output output) {
                addOutput(output);
            } else if (item instanceof Copy copy) {
                addFile(copy.name(), copy.path());
            }
        }
        Files.writeString(directory.resolve("bundle.txt"), String.join("\n", index) + "\n");
    }

    private List<BundleItem> items() {
        List<BundleItem> items = new ArrayList<>(BundleItem.always());
        items.addAll(BundleItem.beside(
                Files.exists(effects.resolve("/sys/hypervisor/type")),
                Files.exists(effects.resolve("/sys/firmware/efi"))));
        for (String file : filesIn(RECORDS)) {
            items.add(new Copy("log/" + file, RECORDS + "/" + file));
        }
        for (String file : filesIn(LOADER_ENTRIES)) {
            items.add(new Copy("boot/entries/" + file, LOADER_ENTRIES + "/" + file));
        }
        for (String slot : List.of("a", "b")) {
            for (String generation : in(BOOT + "/" + slot, Files::isDirectory)) {
                String folder = slot + "/" + generation;
                for (String file : filesIn(BOOT + "/" + folder)) {
                    if (file.endsWith(".cfg") || file.endsWith(".json")) {
                        items.add(new Copy("boot/" + folder + "/" + file, BOOT + "/" + folder + "/" + file));
                    }
                }
            }
        }
        if (Files.exists(effects.resolve(BootSettings.PATH))) {
            items.add(new Copy("boot/boot.toml", BootSettings.PATH));
        }
        return items;
    }

    private List<String> filesIn(String folder) {
        return in(folder, Files::isRegularFile);
    }

    private List<String> in(String folder, Predicate<Path> kind) {
        try (Stream<Path> files = Files.list(effects.resolve(folder))) {
            return files.filter(kind)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    private void addFacts(Supplier<MachineFacts> facts) throws IOException {
        try {
            add("facts.json", "domzero probe --json", PrettyJson.of(facts.get().toJson()));
        } catch (RuntimeException unreadable) {
            // Whatever is wrong with the machine, the rest of the bundle is wanted all the more.
            miss("facts.json", "domzero probe --json", String.valueOf(unreadable.getMessage()));
        }
    }

    private void addOutput(Output output) throws IOException {
        String line = output.command().line();
        try {
            CommandResult result = effects.commands().tryRun(output.command());
            String text = result.output();
            if (!result.succeeded()) {
                miss(
                        output.name(),
                        line,
                        "status " + result.status() + (result.errors().isBlank() ? "" : ": " + result.tail(3)));
            }
            if (!text.isBlank()) {
                add(output.name(), line, text);
            }
        } catch (UserError error) {
            miss(output.name(), line, String.valueOf(error.getMessage()));
        }
    }

    private void addFile(String name, String path) throws IOException {
        try {
            add(name, path, new String(Files.readAllBytes(effects.resolve(path)), StandardCharsets.UTF_8));
        } catch (IOException e) {
            miss(name, path, IoReason.of(e));
        }
    }

    private void add(String name, String from, String text) throws IOException {
        String shown = Secrets.withoutUrlCredentials(text);
        if (secrets.isIn(shown)) {
            miss(name, from, "left out, as it holds a secret of this machine");
            return;
        }
        boolean cut = shown.length() > LONGEST;
        Path file = directory.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, cut ? shown.substring(shown.length() - LONGEST) : shown);
        index.add(name + ": " + from + (cut ? " (its end)" : ""));
    }

    private void miss(String name, String from, String why) {
        index.add("MISSING " + name + ": " + from + ": "
                + secrets.removedFrom(why).replace("\n", "\n    "));
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
