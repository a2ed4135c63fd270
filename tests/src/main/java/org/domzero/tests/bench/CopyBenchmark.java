package org.domzero.tests.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.domzero.p2v.copy.Copy;
import org.domzero.p2v.copy.CopyReport;
import org.domzero.p2v.copy.Source;
import org.domzero.p2v.copy.SourceTree;
import org.domzero.p2v.copy.TarAbilities;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProcessStarter;
import org.domzero.toolkit.RunningProgram;
import org.domzero.toolkit.progress.PlainProgress;

/**
 * Copies a tree of many files within this machine: for the first time, again, and after each file has changed its mode.
 * Every tenth file has a second name. Arguments: the directory to work in, and how many files.
 */
public final class CopyBenchmark {
    private static final int IN_A_DIRECTORY = 100;

    private static final TarAbilities ABILITIES = new TarAbilities(TarOptions.OF_TODAY, true, false);

    private static final String ALONE =
            "cd \"$1\" && tar --create --xattrs --acls --sparse -f - . | tar --extract --xattrs --acls -f - -C \"$2\"";

    private final PrintStream out;

    private CopyBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        Path work = Files.createTempDirectory(Path.of(arguments[0]), "copy-");
        CopyBenchmark benchmark = new CopyBenchmark(System.out);
        try {
            benchmark.run(work, Integer.parseInt(arguments[1]));
        } finally {
            Shell.run("rm -rf \"$1\"", work);
        }
    }

    private void run(Path work, int files) throws IOException {
        Path source = Files.createDirectory(work.resolve("source"));
        Path alone = Files.createDirectory(work.resolve("alone"));
        Path target = Files.createDirectory(work.resolve("target"));
        fill(source, files);
        long begin = System.nanoTime();
        Shell.run(ALONE, source, alone);
        tell("tar alone", begin);
        Shell.run("rm -rf \"$1\"", alone);
        copy("first copy", source, target);
        copy("again, nothing changed", source, target);
        Shell.run("chmod -R go-rwx \"$1\"", source);
        copy("again, all changed", source, target);
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        out.println(String.format(Locale.ROOT, "%-24s %7d MiB", "heap at its highest", heap >> 20));
        out.println(String.format(Locale.ROOT, "%-24s %7d MiB", "resident at its highest", Resident.mebibytes()));
    }

    private static void fill(Path source, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            Path directory = source.resolve("directory-" + i / IN_A_DIRECTORY / IN_A_DIRECTORY)
                    .resolve("another-one-" + i / IN_A_DIRECTORY);
            if (i % IN_A_DIRECTORY == 0) {
                Files.createDirectories(directory);
            }
            Path file = directory.resolve("a-file-of-some-name-" + i);
            if (i % 10 == 1) {
                Files.createLink(file, directory.resolve("a-file-of-some-name-" + (i - 1)));
            } else {
                Files.write(file, new byte[i % 50]);
            }
        }
    }

    private void copy(String what, Path source, Path target) {
        long begin = System.nanoTime();
        CopyReport report = new Copy(
                        new LocalSource(),
                        List.of(new SourceTree("/", source.toString())),
                        ABILITIES,
                        target,
                        new ProcessStarter(),
                        new PlainProgress(out::println, InstantSource.system(), false))
                .run();
        tell(what, begin);
        out.println(String.format(
                Locale.ROOT, "  %d sent, %d the same, %s", report.files(), report.verified(), report.isWhole()));
    }

    private static final class LocalSource implements Source {
        @Override
        public RunningProgram start(String script, Consumer<String> onError) {
            return new ProcessStarter().start(Command.of("sh", "-c", script), onError);
        }
    }

    private void tell(String what, long begin) {
        out.println(String.format(Locale.ROOT, "%-24s %9.1f s", what, (System.nanoTime() - begin) / 1e9));
    }
}
