package org.domzero.cli;

import java.io.PrintWriter;
import org.domzero.guests.state.StateVolume;
import org.domzero.p2v.ssh.Algorithms;
import org.domzero.p2v.ssh.Credential;
import org.domzero.p2v.ssh.KnownHosts;
import org.domzero.p2v.ssh.SshAddress;
import org.domzero.p2v.ssh.SshOptions;
import org.domzero.toolkit.plan.Effects;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The machine to be cloned, and how it is reached. */
final class SourceOptions {
    private static final String KNOWN_HOSTS = StateVolume.MOUNT + "/p2v/known_hosts";

    @Option(
            names = "--from",
            paramLabel = "USER@HOST",
            required = true,
            description =
                    "The machine, by SSH: [USER@]HOST[:PORT], an IPv6 address in brackets. The user has to be root.")
    private String from = "";

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Option(
            names = "--legacy-ssh",
            description = "Allow what SSH servers until about 2010 need, and is not safe any more, for this machine.")
    private boolean legacy;

    SshAddress address() {
        return SshAddress.parse(from);
    }

    Credential credential() {
        return login.credential();
    }

    KnownHosts hosts(Effects effects) {
        return new KnownHosts(effects, KNOWN_HOSTS);
    }

    SshOptions ssh(Effects effects, PrintWriter out) {
        return login.ssh(KNOWN_HOSTS, legacy ? Algorithms.LEGACY : Algorithms.MODERN, effects, out);
    }
}
