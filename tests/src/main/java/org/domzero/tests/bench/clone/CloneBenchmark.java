package org.domzero.tests.bench.clone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.tests.bench.Shell;

/**
 * Clones sets of files over SSH by each {@link Method}, into an empty directory and after one file of a hundred has changed.
 * What it needs around it {@code tests/bench/clone} has made. Arguments: the directory to work in, the server, the network
 * interface that leads there, which is the name of its namespace too, the one at the other end, the data and the links with
 * spaces between them, how much of the data, whether domzero may use zstd, and the options of its Java.
 */
public final class CloneBenchmark {
    private static final int FIXED = 8;

    private final Path run;
    private final Cable cable;
    private final List<Method> methods;
    private final Table table;

    private CloneBenchmark(Path run, Cable cable, List<Method> methods, Table table) {
        this.run = run;
        this.cable = cable;
        this.methods = methods;
        this.table = table;
    }

    public static void main(String[] arguments) throws IOException {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        PrintStream out = System.out;
        List<String> words = List.of(arguments);
        Path run = Path.of(words.get(0));
        Server server = new Server(run, words.get(1));
        Cable cable = new Cable(words.get(2), words.get(3));
        String cipher = server.cipher();
        out.println("cipher of all: " + cipher);
        List<String> java = words.subList(FIXED, words.size());
        boolean zstd = Boolean.parseBoolean(words.get(7));
        out.println("domzero: " + (zstd ? "with" : "without") + " zstd, java " + String.join(" ", java));
        List<Method> methods = List.of(
                new Method.Tar(server.ssh(cipher)),
                new Method.Rsync(server.ssh(cipher)),
                new Method.Domzero(server, zstd, java));
        CloneBenchmark benchmark = new CloneBenchmark(run, cable, methods, new Table(out));
        for (String name : words.get(4).split(" ")) {
            benchmark.measure(Data.of(name, Double.parseDouble(words.get(6))), words.get(5));
        }
        benchmark.table.phases();
    }

    private void measure(Data data, String links) throws IOException {
        Path source = Files.createDirectory(run.resolve("source"));
        data.make(source);
        for (String name : links.split(" ")) {
            Cable.Speed speed = Cable.Speed.of(name);
            cable.limit(speed);
            List<Method> all = new ArrayList<>(methods);
            for (Method method : all) {
                Files.createDirectory(target(method));
                measure(data, speed, "first", method, source);
            }
            data.change(source);
            for (Method method : all) {
                if (method.bringsUpToDate()) {
                    measure(data, speed, "1 % changed", method, source);
                }
                Shell.run("rm -rf \"$1\"", target(method));
            }
        }
        Shell.run("rm -rf \"$1\"", source);
    }

    private void measure(Data data, Cable.Speed speed, String which, Method method, Path source) throws IOException {
        Path target = target(method);
        Shell.run("sync; echo 3 > /proc/sys/vm/drop_caches");
        long before = cable.bytes();
        long begin = System.nanoTime();
        List<String> said = Shell.run(method.command(source, target));
        double seconds = (System.nanoTime() - begin) / 1e9;
        Shell.run("sync --file-system \"$1\"", target);
        double synced = (System.nanoTime() - begin) / 1e9;
        table.row(new Measured(data, speed, which, method, seconds, synced, cable.bytes() - before, said));
        requireSame(method, source, target);
    }

    private Path target(Method method) {
        return run.resolve("target-" + method.title().split(" ")[0]);
    }

    /** Byte for byte, and all that rsync knows of beside the bytes. */
    private static void requireSame(Method method, Path source, Path target) throws IOException {
        List<String> different = Shell.run(
                "rsync --dry-run -aHAX --numeric-ids --checksum --delete --itemize-changes \"$1/\" \"$2/\"",
                source,
                target);
        if (!different.isEmpty()) {
            throw new IllegalStateException(method.title() + " made no copy: "
                    + String.join("; ", different.subList(0, Math.min(10, different.size()))));
        }
    }
}
