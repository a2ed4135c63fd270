package org.domzero.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.domzero.guests.state.HostLock;
import org.domzero.p2v.disks.MountedSystem;
import org.domzero.p2v.push.ScriptServer;
import org.domzero.p2v.ssh.Credential;
import org.domzero.p2v.ssh.RemoteExit;
import org.domzero.p2v.ssh.RemoteProcess;
import org.domzero.p2v.ssh.SshAddress;
import org.domzero.p2v.ssh.SshOptions;
import org.domzero.p2v.ssh.SshSession;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessStarter;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * Clones the system on this machine's disks to a Xen host, which does the work.
 *
 * @param root the device with the root, where there are several systems
 * @param arguments what the host is asked for, as {@link CloneOptions#arguments} has it
 */
record Push(
        SshAddress to,
        Credential credential,
        SshOptions ssh,
        @Nullable String root,
        List<String> arguments) {
    static final String KNOWN_HOSTS = "/run/domzero/p2v/known_hosts";

    private static final String AGAIN = "run the same command again, it goes on where it was";
    private static final int SECRET_BYTES = 32;
    /** After its output has ended. */
    private static final Duration ENDING = Duration.ofMinutes(1);

    Push {
        arguments = List.copyOf(arguments);
    }

    /** Where the host's words go, a line each. */
    record Words(Consumer<String> out, Consumer<String> err) {}

    /** How far it goes. */
    sealed interface Extent {
        /** Only the plan is shown. */
        record PlanOnly() implements Extent {}

        /** The plan is shown, and carried out if that answers yes. */
        record Asking(BooleanSupplier question) implements Extent {}

        /** The plan is shown and carried out. */
        record Whole() implements Extent {}
    }

    /** Returns the exit status; everything here is as it was then. */
    int run(Extent extent, Effects effects, Words words) {
        Cancellation cancellation = Cancellation.guard();
        try {
            return HostLock.ofDisks(effects, () -> connected(extent, effects, words));
        } finally {
            cancellation.close();
        }
    }

    private int connected(Extent extent, Effects effects, Words words) {
        try (SshSession host = SshSession.connect(to, credential, ssh);
                MountedSystem system = MountedSystem.mount(root, effects.commands(), effects.progress())) {
            system.warnings().forEach(effects.progress()::warn);
            return push(host, system, extent, words);
        } catch (IOException e) {
            throw UserError.failed(String.valueOf(e.getMessage()), AGAIN, e);
        }
    }

    private int push(SshSession host, MountedSystem system, Extent extent, Words words) throws IOException {
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
        receive.addAll(arguments);
        if (!(extent instanceof Extent.Whole)) {
            int status = run(host, receive, "--plan", secret, words);
            if (status != ExitCode.DONE.status() || !(extent instanceof Extent.Asking asking)) {
                return status;
            }
            if (!asking.question().getAsBoolean()) {
                words.out().accept("nothing has been copied");
                return ExitCode.DONE.status();
            }
        }
        return run(host, receive, "--yes", secret, words);
    }

    /** What it says there is said here. */
    private static int run(SshSession host, List<String> receive, String how, String secret, Words words)
            throws IOException {
        List<String> argv = new ArrayList<>(receive);
        argv.add(how);
        try (RemoteProcess process = host.open("exec " + Command.of(argv).line(), line -> say(line, words.err()))) {
            try (OutputStream input = process.stdin()) {
                input.write((secret + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            BufferedReader output = new BufferedReader(new InputStreamReader(process.stdout(), StandardCharsets.UTF_8));
            String line;
            while ((line = output.readLine()) != null) {
                words.out().accept(line);
            }
            RemoteExit exit = process.waitFor(ENDING);
            if (exit instanceof RemoteExit.Status status) {
                return status.code();
            }
            throw UserError.failed("what ran on the host was ended there", AGAIN);
        }
    }

    /** @param line of bytes, each the character of that number */
    private static void say(String line, Consumer<String> err) {
        err.accept(new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }
}
