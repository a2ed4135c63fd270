package org.domzero.p2v.ssh;

import java.nio.file.Path;

/** By what a user logs in. */
public sealed interface Credential {
    /** Also for servers that ask for it interactively (RFC 4256), as many old ones do and nothing else. */
    record Password(Secret secret) implements Credential {}

    /**
     * A private key.
     *
     * @param file in OpenSSH's own format, or PEM; absolute or relative to the working directory
     * @param passphrase asked for only if the key has one
     */
    record KeyFile(Path file, Secret passphrase) implements Credential {}
}
