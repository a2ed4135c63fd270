package org.domzero.iso;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.domzero.installer.answers.AnswersGuide;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;

/**
 * The program's classes, and those of Java it uses, as the runtime has them in memory ("class data sharing", the
 * {@code java} command's manual page): it maps the file instead of reading and checking jars. A directory of the cache.
 *
 * <p>The runtime takes such a file only if its own files, the jars, their paths and their time stamps are the same as
 * when it was made. So it is made in a root laid out like the image, with the image's date on every file. A
 * {@link Rehearsal} in that root shows which classes an install loads; nothing there, not even {@code /proc}, is that
 * of the machine that builds, since they must not depend on it.
 */
record ClassArchive(Path directory) {
    private static final String FILE = "domzero.jsa";
    private static final String ANSWERS = "/tmp/answers.toml";
    /** Together these load what an install does, and what people ask for before one. */
    private static final List<List<String>> RUNS = List.of(
            List.of("--version"),
            List.of("install", "--help"),
            List.of("answers", "check", ANSWERS),
            List.of("probe", "--json"),
            List.of("install", "--plan"),
            Rehearsal.INSTALL);

    /** Loaded only where a thread has to wait for another, which is chance: so they are always in it. */
    private static final List<String> WAITING = List.of(
            "java/util/concurrent/CompletableFuture$Signaller",
            "java/util/concurrent/FutureTask$WaitNode",
            "java/util/concurrent/locks/AbstractQueuedSynchronizer$ConditionNode",
            "java/util/concurrent/locks/AbstractQueuedSynchronizer$ExclusiveNode");

    /** What Java does with threads depends on how many processors there are: not on those of the machine that builds. */
    private static final List<String> LOADING =
            List.of("-XX:ActiveProcessorCount=2", "-XX:DumpLoadedClassList=/tmp/loaded");

    Path file() {
        return directory.resolve(FILE);
    }

    static ClassArchive build(ImageCache cache, BuildContext context, MediumTools tools, List<Path> jars)
            throws IOException {
        List<String> ingredients = new ArrayList<>(ProgramLayer.arguments(jars));
        ingredients.add(tools.directory().getFileName().toString());
        ingredients.add(context.releases().epoch());
        RUNS.forEach(ingredients::addAll);
        ingredients.addAll(WAITING);
        ingredients.addAll(LOADING);
        ingredients.addAll(Rehearsal.ingredients());
        for (Path jar : ProgramLayer.sorted(jars)) {
            ingredients.add(Sha256.ofFile(jar).hex());
        }
        return new ClassArchive(cache.get("classes", ingredients, making -> make(making, context, tools, jars)));
    }

    private static void make(Path making, BuildContext context, MediumTools tools, List<Path> jars) throws IOException {
        context.effects().progress().info("program: sharing its classes");
        try (Scratch scratch = Scratch.create(making, context.effects().commands())) {
            Path archive = dump(scratch.directory().resolve("root"), context, tools, jars);
            Files.copy(archive, making.resolve(FILE));
            Files.setPosixFilePermissions(making.resolve(FILE), PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static Path dump(Path root, BuildContext context, MediumTools tools, List<Path> jars) throws IOException {
        new Layer(List.of(new Layer.Copied("", tools.base()))).writeTo(root);
        ProgramLayer.layer(tools, jars, null, "").writeTo(root);
        Rehearsal.layOut(root);
        date(root, FileTime.from(context.releases().date()));
        Path temporary = root.resolve("tmp");
        write(root, ANSWERS, List.of(AnswersGuide.example()));

        TreeSet<String> classes = new TreeSet<>(own(jars));
        classes.addAll(WAITING);
        for (List<String> run : RUNS) {
            Path list = temporary.resolve("loaded");
            CommandResult result = context.effects().commands().tryRun(java(context, root, jars, LOADING, run));
            if (!result.succeeded()) {
                throw refused(run, result, root.resolve(Rehearsal.LOG));
            }
            classes.addAll(loaded(Files.readAllLines(list)));
            Files.delete(list);
        }
        write(root, "/tmp/classes", classes);
        // G1 alone can put objects into the archive; any collector takes them out. Several threads would put them there
        // in any order.
        List<String> dump = List.of(
                "-Xshare:dump",
                "-XX:-UseSerialGC",
                "-XX:+UseG1GC",
                "-XX:ParallelGCThreads=1",
                "-XX:ConcGCThreads=1",
                "-XX:SharedClassListFile=/tmp/classes",
                "-XX:SharedArchiveFile=/tmp/" + FILE);
        check(context.effects().commands().tryRun(java(context, root, jars, dump, List.of())));
        check(context.effects()
                .commands()
                .tryRun(java(
                        context,
                        root,
                        jars,
                        List.of("-Xshare:on", "-XX:SharedArchiveFile=/tmp/" + FILE),
                        List.of("--version"))));
        return temporary.resolve(FILE);
    }

    /** For all to read: without root's rights Java runs under another user id. */
    private static void write(Path root, String path, Iterable<String> lines) throws IOException {
        Path file = Files.write(root.resolve(path.substring(1)), lines);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /**
     * Java run in the root, without root's rights if need be. Without the kernel's {@code /proc} it has to be told its
     * libraries; and a process it starts closes all files it could have open, of which a container may allow 2³⁰.
     */
    static Command java(
            BuildContext context, Path root, List<Path> jars, List<String> options, List<String> arguments) {
        List<String> argv = new ArrayList<>(List.of(
                "env",
                "-i",
                "LC_ALL=C.UTF-8",
                "LD_LIBRARY_PATH=/" + ProgramLayer.HOME + "runtime/lib",
                "PATH=" + Rehearsal.PATH,
                "/usr/sbin/chroot",
                root.toString(),
                "/bin/sh",
                "-c",
                "ulimit -n 1024 && exec \"$@\"",
                "sh",
                ProgramLayer.JAVA));
        List<String> usual = ProgramLayer.arguments(jars);
        argv.addAll(usual.subList(0, ProgramLayer.OPTIONS.size()));
        argv.addAll(options);
        argv.addAll(usual.subList(ProgramLayer.OPTIONS.size(), usual.size()));
        argv.addAll(arguments);
        return Command.of(context.privileged(argv));
    }

    /** Of {@code -XX:DumpLoadedClassList}: the numbers and the order in it are those of one run and of no use. */
    static List<String> loaded(List<String> list) {
        return list.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.contains(" source: "))
                .map(line -> line.replaceFirst(" id: \\d+$", ""))
                .toList();
    }

    /** All classes of domzero, whether these runs load them or not. */
    private static List<String> own(List<Path> jars) {
        List<String> names = new ArrayList<>();
        for (Path jar : jars) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                zip.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith("org/domzero/") && name.endsWith(".class"))
                        .filter(name -> !name.endsWith("/package-info.class"))
                        .map(name -> name.substring(0, name.length() - ".class".length()))
                        .forEach(names::add);
            } catch (IOException e) {
                throw new UncheckedIOException(jar + ": " + e.getMessage(), e);
            }
        }
        return names;
    }

    private static void date(Path root, FileTime date) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(path -> Files.isRegularFile(path, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : files) {
            Files.setLastModifiedTime(file, date);
        }
    }

    private static void check(CommandResult result) {
        if (!result.succeeded()) {
            throw failed(result);
        }
    }

    /** A program that goes another way than it used to must not end up with an archive of half its classes. */
    private static UserError refused(List<String> run, CommandResult result, Path log) throws IOException {
        List<String> said = new ArrayList<>(result.tail(10).lines().toList());
        List<String> logged = Files.exists(log) ? Files.readAllLines(log) : List.of();
        said.addAll(logged.subList(Math.max(0, logged.size() - 20), logged.size()));
        return UserError.failed(
                "the rehearsal of \"domzero " + String.join(" ", run) + "\" ended with status " + result.status(),
                "iso-builder's resources in rehearsal/ are the machine for it; it said:\n        "
                        + String.join("\n        ", said));
    }

    private static UserError failed(CommandResult result) {
        return UserError.failed(
                "the program's classes cannot be shared: Java ended with status " + result.status(),
                "it said: " + result.tail(5).replace("\n", "\n        "));
    }
}
