package org.domzero.tests.machine;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.CommandRunner;

/**
 * A server of disks or directories on this machine's loopback, which a machine with a {@link Nic#user} card reaches as
 * {@link WebServer#ADDRESS}. It can be stopped as if somebody had pulled its cable, and go on.
 */
public final class StorageServer implements AutoCloseable {
    private final Process process;
    private final int port;
    private final CommandRunner commands;

    private StorageServer(Process process, int port, CommandRunner commands) {
        this.process = process;
        this.port = port;
        this.commands = commands;
    }

    /**
     * Exports directories by NFS 4.1 and 4.2, with nfs-ganesha: {@code /vms} to be written, {@code /iso} to be read. By
     * 4.2, its version 4.3 lets every read of the Linux of dom0 fail.
     *
     * @param directory gets {@code vms} and {@code iso}, the server's settings and its log
     */
    public static StorageServer nfs(Path directory, int port, CommandRunner commands) throws IOException {
        Files.createDirectories(directory.resolve("vms"));
        Files.createDirectories(directory.resolve("iso"));
        Path settings = directory.resolve("ganesha.conf");
        Files.writeString(settings, """
                NFS_CORE_PARAM { Protocols = 4; NFS_Port = %1$d; Bind_addr = 127.0.0.1; Enable_NLM = false; Enable_RQUOTA = false; }
                NFSv4 { Graceless = true; Lease_Lifetime = 60; RecoveryBackend = fs; Minor_Versions = 1, 2; Only_Numeric_Owners = true; }
                EXPORT { Export_Id = 1; Path = %2$s/vms; Pseudo = /vms; Access_Type = RW; Squash = No_Root_Squash; SecType = sys; FSAL { Name = VFS; } }
                EXPORT { Export_Id = 2; Path = %2$s/iso; Pseudo = /iso; Access_Type = RO; Squash = No_Root_Squash; SecType = sys; FSAL { Name = VFS; } }
                """.formatted(port, directory));
        return start(
                List.of(
                        "ganesha.nfsd",
                        "-F",
                        "-f",
                        settings.toString(),
                        "-L",
                        directory.resolve("ganesha.log").toString(),
                        "-p",
                        directory.resolve("ganesha.pid").toString()),
                directory.resolve("ganesha.out"),
                port,
                commands);
    }

    /**
     * Offers files as logical units 1, 2 … of one target by iSCSI, with tgt, to whoever knows a password.
     *
     * @param directory gets the server's log
     */
    public static StorageServer iscsi(
            Path directory,
            int port,
            String target,
            List<Path> units,
            String user,
            String password,
            CommandRunner commands)
            throws IOException {
        Files.createDirectories(directory);
        StorageServer server = start(
                List.of("tgtd", "-f", "-C", control(port), "--iscsi", "portal=127.0.0.1:" + port),
                directory.resolve("tgtd.log"),
                port,
                commands);
        server.tgtadm("target", "new", "--tid", "1", "-T", target);
        int lun = 0;
        for (Path unit : units) {
            server.tgtadm("logicalunit", "new", "--tid", "1", "--lun", String.valueOf(++lun), "-b", unit.toString());
        }
        server.tgtadm("account", "new", "--user", user, "--password", password);
        server.tgtadm("account", "bind", "--tid", "1", "--user", user);
        server.tgtadm("target", "bind", "--tid", "1", "-I", "ALL");
        return server;
    }

    /** By which tgtadm finds its tgtd: a number of 15 bits. */
    private static String control(int port) {
        return String.valueOf(port % (1 << 15));
    }

    private void tgtadm(String mode, String operation, String... more) {
        List<String> argv = new ArrayList<>(List.of("tgtadm", "-C", control(port), "--lld", "iscsi"));
        argv.addAll(List.of("--mode", mode, "--op", operation));
        argv.addAll(List.of(more));
        commands.run(argv.toArray(String[]::new));
    }

    /** A port that nobody listens on at this moment. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static StorageServer start(List<String> argv, Path log, int port, CommandRunner commands)
            throws IOException {
        Process process = new ProcessBuilder(AsRoot.command(argv))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        StorageServer server = new StorageServer(process, port, commands);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Listening.await(
                process,
                argv.get(0),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                connected -> {},
                log);
        return server;
    }

    /** Whoever asks it something now gets no answer. */
    public void freeze() {
        commands.run("kill", "-STOP", String.valueOf(process.pid()));
    }

    public void thaw() {
        commands.run("kill", "-CONT", String.valueOf(process.pid()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
