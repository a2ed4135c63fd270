package org.domzero.tests.machine;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;

/**
 * A machine that runs beside the machines under test, to be cloned: with two disks, a network and processes
 * of its own, on this machine's kernel. Machines with a {@link Nic#user} card reach it at {@link #ADDRESS}, by SSH.
 */
public final class OldMachine implements AutoCloseable {
    public static final String ADDRESS = "198.18.0.2";
    public static final String PASSWORD = "old-machine";

    private static final String NAME = "domzero-old";
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
    public static void install(Path directory, OldSystem system, CommandRunner commands) throws IOException {
        Path tar = system.tar(commands);
        Files.createDirectories(directory);
        Path files = Files.writeString(directory.resolve("files.sh"), system.files());
        run(
                commands,
                INSTALL,
                "unshare",
                "--mount",
                "sh",
                "-c",
                OldSystem.script("old-machine.sh"),
                "old-machine.sh",
                tar.toAbsolutePath().toString(),
                directory.toAbsolutePath().toString(),
                files.toAbsolutePath().toString());
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
                        OldSystem.script("old-machine-run.sh"),
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

    /** By which those who clone it know it. */
    public String fingerprint() {
        return run("ssh-keygen -lf /etc/ssh/ssh_host_rsa_key.pub").split(" ")[1];
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
