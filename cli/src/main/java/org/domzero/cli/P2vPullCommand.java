package org.domzero.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.domzero.guests.state.StateVolume;
import org.domzero.p2v.disks.LegacySystem;
import org.domzero.p2v.disks.MountedSystem;
import org.domzero.p2v.job.RemoteSource;
import org.domzero.p2v.ssh.RemoteCommands;
import org.domzero.p2v.ssh.SshAddress;
import org.domzero.p2v.ssh.SshSession;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domzero p2v pull}. */
@Command(
        name = "pull",
        description = {
            "Clone a machine that runs, over SSH; or a 32-bit one that was booted from the ISO.",
            "",
            "It needs a shell, find and tar of GNU, and an SSH server, however old. What was interrupted is taken up by the same"
                    + " command. What changes on the machine while it is copied is named in the end: end its services, and"
                    + " bring the rest by --again.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero p2v pull --from root@oldbox --plan",
            "  domzero p2v pull --from root@oldbox --name old1 --size 40GiB",
            "  domzero p2v pull --from root@oldbox --name old1 --again --start",
            "  domzero p2v pull --from root@192.0.2.7 --host-key SHA256:… --root /dev/sda2",
            "  domzero p2v pull --from 192.0.2.7 --legacy-ssh --ssh-password-file /root/p --host-key SHA256:… --yes",
        })
final class P2vPullCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--root",
            paramLabel = "DISK",
            description =
                    "Of a machine booted from the ISO: the device with the root, where there is more than one system"
                            + " on its disks.")
    private @Nullable String root;

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Mixin
    private CloneOptions clone = new CloneOptions();

    @Override
    public Integer call() throws IOException {
        HostTerminal terminal = HostTerminal.of(spec);
        Effects effects = terminal.looking();
        StateVolume.require(effects);
        SshAddress address = source.address();
        Cancellation cancellation = Cancellation.guard();
        try (SshSession session =
                SshSession.connect(address, source.credential(), source.ssh(effects, terminal.out()))) {
            RemoteCommands commands = new RemoteCommands(session);
            if (LegacySystem.runs(commands)) {
                // Its key is another one at each start, and what comes next at that address is another system.
                source.hosts(effects).forget(address);
                return fromDisks(session, commands, terminal);
            }
            if (root != null) {
                throw UserError.usage(
                        "--root is for a machine that was booted from the ISO, and " + address + " runs its own system",
                        "leave it out; to clone another system on its disks boot it from the ISO");
            }
            return clone.clone(new RemoteSource(session), address.toString(), "/", terminal);
        } finally {
            cancellation.close();
        }
    }

    /** What is on the disks is known by its root: the machine has any address. */
    private int fromDisks(SshSession session, RemoteCommands commands, HostTerminal terminal) throws IOException {
        Progress progress = terminal.changing(clone.isJson()).progress();
        try (MountedSystem system = MountedSystem.mount(root, commands, progress)) {
            system.warnings().forEach(progress::warn);
            return clone.clone(new RemoteSource(session), system.name(), MountedSystem.ROOT, terminal);
        }
    }
}
