package org.domzero.p2v.ssh;

import org.domzero.toolkit.UserError;

/** Whether a server's key is trusted. */
final class HostKeyDecision {
    private HostKeyDecision() {}

    /**
     * Decides on a key that a server shows, and notes one that is newly trusted.
     *
     * @throws UserError when it is not to be trusted
     */
    static void decide(HostKeyTrust trust, SshAddress address, HostKey key, KnownHosts hosts) {
        if (trust instanceof HostKeyTrust.Fingerprint given && !given.sha256().equals(key.fingerprint())) {
            throw UserError.refused(
                    address + " shows the " + key + ", not " + given.sha256(),
                    "is it the fingerprint of another of its keys? 'ssh-keygen -lf' there, on the .pub files in"
                            + " /etc/ssh, shows them; if none fits, something else answers in its place");
        }
        switch (hosts.verdict(address, key)) {
            case KNOWN -> {}
            case UNKNOWN -> {
                requireTrust(trust, address, key);
                hosts.add(address, key);
            }
            case CHANGED ->
                throw UserError.refused(
                        "the host key of " + address + " has changed: it shows the " + key + ", and is known by the "
                                + String.join(
                                        ", the ",
                                        hosts.keys(address).stream()
                                                .map(HostKey::toString)
                                                .toList()),
                        "something else may answer in its place; if it was installed anew, '"
                                + hosts.forgetting(address) + "' forgets the old key");
            case REVOKED ->
                throw UserError.refused(
                        address + " shows the " + key + ", which is revoked",
                        "it is marked so in " + hosts.file() + ": somebody else may have that key");
        }
    }

    private static void requireTrust(HostKeyTrust trust, SshAddress address, HostKey key) {
        if (trust instanceof HostKeyTrust.OnlyKnown) {
            throw UserError.refused(
                    address + " is not known: it shows the " + key,
                    "if that is its key, --host-key " + key.fingerprint() + "; 'ssh-keygen -lf' there, on the .pub"
                            + " files in /etc/ssh, shows its keys");
        }
        if (trust instanceof HostKeyTrust.Asking asking && !asking.question().trusts(address, key)) {
            throw UserError.refused(
                    "the " + key + " of " + address + " is not trusted",
                    "'ssh-keygen -lf' there, on the .pub files in /etc/ssh, shows its keys");
        }
    }
}
