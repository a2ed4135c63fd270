package org.domzero.p2v.ssh;

import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;

/** What makes the key of a server trusted that is not known yet. A key that has changed is never trusted. */
public sealed interface HostKeyTrust {
    /** Nothing: only servers that are known. */
    static HostKeyTrust onlyKnown() {
        return new OnlyKnown();
    }

    /** The word of whoever is asked. */
    static HostKeyTrust asking(Question question) {
        return new Asking(question);
    }

    /**
     * Its fingerprint, known beforehand. It has to fit a server that is known as well.
     *
     * @param fingerprint {@code SHA256:…}, as {@code ssh-keygen -lf} prints it
     * @throws UserError when it is none
     */
    static HostKeyTrust fingerprint(String fingerprint) {
        String plain = fingerprint.strip().replaceFirst("=+$", "");
        // 256 bits, six for each character.
        if (!plain.matches("SHA256:[A-Za-z0-9+/]{43}")) {
            throw UserError.usage(
                    ShownText.quoted(fingerprint) + " is not the fingerprint of a host key",
                    "SHA256:… as 'ssh-keygen -lf /etc/ssh/ssh_host_rsa_key.pub' prints it there; an ssh-keygen that"
                            + " prints pairs of digits is too old: run it here, on a copy of the .pub file");
        }
        return new Fingerprint(plain);
    }

    /** Somebody who can tell whether a key is the server's. */
    @FunctionalInterface
    interface Question {
        /** Called on the thread that connects, with no connection open meanwhile. */
        boolean trusts(SshAddress address, HostKey key);
    }

    record OnlyKnown() implements HostKeyTrust {}

    record Asking(Question question) implements HostKeyTrust {}

    record Fingerprint(String sha256) implements HostKeyTrust {}
}
