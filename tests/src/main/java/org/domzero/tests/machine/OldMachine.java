package org.domzero.tests.machine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.Sha256;

/**
 * A Debian 11 that runs beside the machines under test, to be cloned: with two disks, a network and processes of its own,
 * on this machine's kernel. Machines with a {@link Nic#user} card reach it at {@link #ADDRESS}, by SSH.
 */
public final class OldMachine implements AutoCloseable {
    public static final String ADDRESS = "198.18.0.2";
    public static final String PASSWORD = "old-machine";

    /** A script: {@code old-files.sh TREE FSTAB BOOT_UUID ROOT} with the tar on its standard input. */
    public static final String FILES = script("old-files.sh");

    private static final String NAME = "domzero-old";
    /** A whole Debian is downloaded and installed, where it is not in the cache. */
    private static final Duration BOOTSTRAP = Duration.ofMinutes(40);

    private static final Duration INSTALL = Duration.ofMinutes(10);
    private static final Duration START = Duration.ofSeconds(60);
    private static final int SSH = 22;
    private static final String GREETING = "SSH-2.0-OpenSSH_8.4";

    private final Process process;
    private final String init;
    private final CommandRunner commands;

    /** Which algorithms its SSH server knows. */
    public enum Algorithms {
        /** Those of its release. */
        USUAL,
        /** Those of 2005. */
        OLD
    }

    private OldMachine(Process process, String init, CommandRunner commands) {
        this.process = process;
        this.init = init;
        this.commands = commands;
    }

    /** Makes its disks in a directory that is new. */
    public static void install(Path directory, CommandRunner commands) throws IOException {
        Path debian = debian(commands);
        Files.createDirectories(directory);
        Path files = Files.writeString(directory.resolve("old-files.sh"), FILES);
        run(
                commands,
                INSTALL,
                "unshare",
                "--mount",
                "sh",
                "-c",
                script("old-machine.sh"),
                "old-machine.sh",
                debian.toAbsolutePath().toString(),
                directory.toAbsolutePath().toString(),
                files.toAbsolutePath().toString());
    }

    /** Its files, without what makes them those of a machine: {@link #FILES} does. */
    public static Path debian(CommandRunner commands) throws IOException {
        return debian("old-debian.sh", commands);
    }

    /** Those of a Debian 12 for 32-bit PCs, whose packages have to be installed yet. */
    public static Path debian32(CommandRunner commands) throws IOException {
        return debian("old-debian-i386.sh", commands);
    }

    private static Path debian(String name, CommandRunner commands) throws IOException {
        String script = script(name);
        String digest = Sha256.of(script.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 16);
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "domzero");
        Path debian = cache.resolve("old-debian-" + digest + ".tar");
        if (!Files.exists(debian)) {
            Files.createDirectories(cache);
            Path making = cache.resolve("making-" + debian.getFileName());
            run(commands, BOOTSTRAP, "sh", "-c", script, name, making.toString());
            Files.move(making, debian, StandardCopyOption.ATOMIC_MOVE);
        }
        return debian;
    }

    /**
     * Starts it from its disks.
     *
     * @param directory as {@link #install} has left it, or the machine when it ran last
     */
    public static OldMachine start(Path directory, Algorithms algorithms, CommandRunner commands) throws IOException {
        Path log = directory.resolve("sshd.log");
        Process process = new ProcessBuilder(AsRoot.command(
                        "sh",
                        "-c",
                        script("old-machine-run.sh"),
                        "old-machine-run.sh",
                        directory.toAbsolutePath().toString(),
                        NAME,
                        algorithms == Algorithms.OLD ? "old" : "usual"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(new File("/dev/null"))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Listening.await(
                process, "the old machine", new InetSocketAddress(ADDRESS, SSH), OldMachine::requireGreeting, log);
        // That which waits for it comes first.
        String init = run(commands, START, "ip", "netns", "pids", NAME)
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        return new OldMachine(process, init, commands);
    }

    /** Until the address is its own, somebody elsewhere may answer. */
    private static void requireGreeting(Socket socket) throws IOException {
        byte[] greeting = socket.getInputStream().readNBytes(GREETING.length());
        if (!new String(greeting, StandardCharsets.US_ASCII).equals(GREETING)) {
            throw new IOException("it is no SSH server of Debian 11");
        }
    }

    /** Runs a script in its shell. */
    public String run(String script) {
        return run(
                commands,
                INSTALL,
                "nsenter",
                "--target",
                init,
                "--mount",
                "--pid",
                "--uts",
                "--net",
                "--root",
                "--wd",
                "/bin/sh",
                "-euc",
                script);
    }

    private static String run(CommandRunner commands, Duration limit, String... argv) {
        return commands.run(Command.of(AsRoot.command(argv)).withLimit(limit)).output();
    }

    private static String script(String name) {
        try (InputStream in = Objects.requireNonNull(OldMachine.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Switches it off. Its disks stay as they are. */
    @Override
    public void close() {
        // The first of its processes takes all others with it.
        commands.tryRun(Command.of(AsRoot.command("kill", "-KILL", init)));
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commands.tryRun(Command.of(AsRoot.command("ip", "netns", "del", NAME)));
    }
}
