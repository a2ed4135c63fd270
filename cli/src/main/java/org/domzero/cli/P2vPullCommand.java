package org.domzero.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.domzero.guests.state.StateVolume;
import org.domzero.p2v.job.RemoteSource;
import org.domzero.p2v.ssh.SshSession;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code domzero p2v pull}. */
@Command(
        name = "pull",
        description = {
            "Clone a machine that runs, over SSH.",
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
            "  domzero p2v pull --from 192.0.2.7 --legacy-ssh --ssh-password-file /root/p --host-key SHA256:… --yes",
        })
final class P2vPullCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Mixin
    private CloneOptions clone = new CloneOptions();

    @Override
    public Integer call() throws IOException {
        HostTerminal terminal = HostTerminal.of(spec);
        Effects effects = terminal.looking();
        StateVolume.require(effects);
        Cancellation cancellation = Cancellation.guard();
        try (SshSession session =
                SshSession.connect(source.address(), source.credential(), source.ssh(effects, terminal.out()))) {
            return clone.clone(new RemoteSource(session), source.address().toString(), "/", terminal);
        } finally {
            cancellation.close();
        }
    }
}
