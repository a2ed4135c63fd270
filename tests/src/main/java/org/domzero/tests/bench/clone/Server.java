package org.domzero.tests.bench.clone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.domzero.p2v.ssh.Algorithms;
import org.domzero.p2v.ssh.Credential;
import org.domzero.p2v.ssh.HostKeyTrust;
import org.domzero.p2v.ssh.KnownHosts;
import org.domzero.p2v.ssh.Secret;
import org.domzero.p2v.ssh.SshAddress;
import org.domzero.p2v.ssh.SshLimits;
import org.domzero.p2v.ssh.SshOptions;
import org.domzero.p2v.ssh.SshSession;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;

/**
 * The SSH server.
 *
 * @param run the directory with its log, what it is known by, and the key that it takes
 * @param address as {@code root@192.0.2.7}
 */
record Server(Path run, String address) {
    private static final Pattern AGREED = Pattern.compile("kex: server->client cipher: (\\S+)");

    /** As {@code domzero p2v pull} opens it. */
    SshSession connect() throws IOException {
        Effects effects = new Effects(new ProcessCommandRunner(), Path.of("/"), Progress.SILENT);
        return SshSession.connect(
                SshAddress.parse(address),
                new Credential.KeyFile(run.resolve("user"), new Secret.Given("")),
                new SshOptions(
                        new KnownHosts(effects, run.resolve("known_hosts").toString()),
                        HostKeyTrust.onlyKnown(),
                        Algorithms.MODERN,
                        SshLimits.USUAL));
    }

    /** What domzero and the server agree on: the server's log tells. */
    String cipher() throws IOException {
        try (SshSession session = connect()) {
            session.run("true", Duration.ofMinutes(1));
        }
        return AGREED.matcher(Files.readString(run.resolve("sshd.log")))
                .results()
                .reduce((earlier, last) -> last)
                .orElseThrow(() -> new IOException("the server's log does not tell the cipher"))
                .group(1);
    }

    /** OpenSSH's client with that cipher, without the host. */
    List<String> ssh(String cipher) {
        return List.of(
                "ssh",
                "-F",
                "none",
                "-i",
                run.resolve("user").toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "UserKnownHostsFile=" + run.resolve("known_hosts"),
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "BatchMode=yes",
                "-c",
                cipher,
                address);
    }
}
