package org.domzero.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.domzero.guests.state.HostLock;
import org.domzero.p2v.disks.MountedSystem;
import org.domzero.p2v.push.ScriptServer;
import org.domzero.p2v.ssh.Algorithms;
import org.domzero.p2v.ssh.RemoteExit;
import org.domzero.p2v.ssh.RemoteProcess;
import org.domzero.p2v.ssh.SshAddress;
import org.domzero.p2v.ssh.SshSession;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessStarter;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domzero p2v push}. */
@picocli.CommandLine.Command(
        name = "push",
        description = {
            "Clone the machine that this ISO was booted on to a Xen host.",
            "",
            "Nothing is written to its disks: the kernel is told to refuse it, arrays and volumes are put together read-only,"
                    + " and what a journal has to say is replayed in memory. The host, where domzero has to be installed, does"
                    + " the rest through this connection, and takes up what was interrupted.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero p2v push --to root@xen01 --plan",
            "  domzero p2v push --to root@xen01 --name old1 --start",
            "  domzero p2v push --to 192.0.2.10 --host-key SHA256:… --ssh-password-file /root/p --yes",
        })
final class P2vPushCommand implements Callable<Integer> {
    private static final String KNOWN_HOSTS = "/run/domzero/p2v/known_hosts";
    private static final int SECRET_BYTES = 32;
    /** After its output has ended. */
    private static final Duration ENDING = Duration.ofMinutes(1);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "USER@HOST",
            description =
                    "The Xen host, by SSH: [USER@]HOST[:PORT], an IPv6 address in brackets. Is asked for otherwise.")
    private @Nullable String to;

    @Option(
            names = "--root",
            paramLabel = "DISK",
            description = "The device with the root, where there is more than one system on the disks.")
    private @Nullable String root;

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Mixin
    private CloneOptions clone = new CloneOptions();

    @Override
    public Integer call() {
        HostTerminal terminal = HostTerminal.of(spec);
        Effects effects = terminal.changing(false);
        SshAddress address = SshAddress.parse(to == null ? asked() : to);
        Cancellation cancellation = Cancellation.guard();
        try {
            return HostLock.ofDisks(effects, () -> push(address, effects, terminal));
        } finally {
            cancellation.close();
        }
    }

    private int push(SshAddress address, Effects effects, HostTerminal terminal) {
        try (SshSession host = SshSession.connect(
                        address,
                        login.credential(),
                        login.ssh(KNOWN_HOSTS, Algorithms.MODERN, effects, terminal.out()));
                MountedSystem system = MountedSystem.mount(root, effects)) {
            system.warnings().forEach(effects.progress()::warn);
            return push(host, system, terminal);
        } catch (IOException e) {
            throw UserError.failed(
                    String.valueOf(e.getMessage()), "run the same command again, it goes on where it was", e);
        }
    }

    private int push(SshSession host, MountedSystem system, HostTerminal terminal) throws IOException {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        List<String> receive = new ArrayList<>(List.of(
                "domzero",
                "p2v",
                "receive",
                "--port",
                String.valueOf(host.listen(new ScriptServer(secret, new ProcessStarter())::serve)),
                "--root",
                MountedSystem.ROOT,
                "--from",
                system.name()));
        receive.addAll(clone.arguments());
        if (clone.isPlanOnly() || !clone.isAgreed()) {
            int status = run(host, receive, "--plan", secret, terminal);
            if (clone.isPlanOnly() || status != ExitCode.DONE.status()) {
                return status;
            }
            if (!VmCommand.Consent.asked("Clone it? [y/N] ")) {
                terminal.show("nothing has been copied\n");
                return ExitCode.DONE.status();
            }
        }
        return run(host, receive, "--yes", secret, terminal);
    }

    // Java 22 and later always have a console; one that is no terminal then ends, which is no answer.
    @SuppressWarnings("SystemConsoleNull")
    private static String asked() {
        Console terminal = System.console();
        String typed = terminal == null ? null : terminal.readLine("Xen host (root@host): ");
        if (typed == null || typed.isBlank()) {
            throw UserError.usage("no Xen host was named", "--to root@host");
        }
        return typed.strip();
    }

    /** What it says there is said here. */
    private static int run(SshSession host, List<String> receive, String how, String secret, HostTerminal terminal)
            throws IOException {
        List<String> argv = new ArrayList<>(receive);
        argv.add(how);
        try (RemoteProcess process = host.open("exec " + Command.of(argv).line(), line -> say(line, terminal.err()))) {
            try (OutputStream input = process.stdin()) {
                input.write((secret + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            Reader output = new InputStreamReader(process.stdout(), StandardCharsets.UTF_8);
            char[] buffer = new char[1 << 12];
            int read;
            while ((read = output.read(buffer)) >= 0) {
                terminal.show(new String(buffer, 0, read));
            }
            RemoteExit exit = process.waitFor(ENDING);
            if (exit instanceof RemoteExit.Status status) {
                return status.code();
            }
            throw UserError.failed(
                    "what ran on the host was ended there", "run the same command again, it goes on where it was");
        }
    }

    /** A line of bytes, each the character of that number. */
    private static void say(String line, PrintWriter err) {
        err.println(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        err.flush();
    }
}
