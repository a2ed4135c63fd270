package org.domzero.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.domzero.p2v.ssh.Algorithms;
import org.domzero.p2v.ssh.Credential;
import org.domzero.p2v.ssh.HostKeyTrust;
import org.domzero.p2v.ssh.KnownHosts;
import org.domzero.p2v.ssh.Secret;
import org.domzero.p2v.ssh.SshLimits;
import org.domzero.p2v.ssh.SshOptions;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an SSH server is known, and how one logs in there. */
final class LoginOptions {
    @Option(
            names = "--host-key",
            paramLabel = "SHA256:…",
            description = "The fingerprint of its host key, where nobody can be asked. 'ssh-keygen -lf"
                    + " /etc/ssh/ssh_host_rsa_key.pub' shows it there.")
    private @Nullable String hostKey;

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description = "Log in by this private key. Default: a password, which is asked for, or in"
                    + " DOMZERO_SSH_PASSWORD.")
    private @Nullable Path identity;

    @Option(
            names = "--ssh-password-file",
            paramLabel = "FILE",
            description = "The first line of this file is the password, or the key's passphrase; - for standard input.")
    private @Nullable Path passwordFile;

    Credential credential() {
        Secret secret = passwordFile != null
                ? Secret.ofFile(passwordFile)
                : Secret.ofEnvironment(System.getenv()).orElseGet(() -> Secret.asked(LoginOptions::typed));
        return identity == null ? new Credential.Password(secret) : new Credential.KeyFile(identity, secret);
    }

    /** @param knownHosts the file with the keys of servers that were trusted before */
    SshOptions ssh(String knownHosts, Algorithms algorithms, Effects effects, PrintWriter out) {
        return new SshOptions(
                new KnownHosts(effects, knownHosts),
                Optional.ofNullable(hostKey).map(HostKeyTrust::fingerprint).orElseGet(() -> trust(out)),
                algorithms,
                SshLimits.USUAL);
    }

    // Java 22 and later always have a console; one that is no terminal then ends, which is no consent.
    @SuppressWarnings("SystemConsoleNull")
    private static HostKeyTrust trust(PrintWriter out) {
        Console terminal = System.console();
        return terminal == null
                ? HostKeyTrust.onlyKnown()
                : HostKeyTrust.asking((address, key) -> {
                    out.println(address + " is not known yet. It shows the " + key + ".");
                    out.flush();
                    return RepairCommand.isYes(terminal.readLine("Is it the machine that is meant? [y/N] "));
                });
    }

    // As above: no password.
    @SuppressWarnings("SystemConsoleNull")
    private static @Nullable String typed(String what) {
        Console terminal = System.console();
        char[] typed = terminal == null ? null : terminal.readPassword("%s: ", what);
        return typed == null ? null : new String(typed);
    }
}
