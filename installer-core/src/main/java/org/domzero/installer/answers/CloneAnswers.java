package org.domzero.installer.answers;

import org.domzero.toolkit.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * Everything that cloning a machine to a Xen host asks, answered: the content of an answer file with {@code mode =
 * "clone"}. What is null is decided as if nobody had said anything.
 */
public record CloneAnswers(Host host, Guest guest, FinishAction action) {
    /**
     * The Xen host, and how it is reached.
     *
     * @param to {@code [user@]host[:port]}
     * @param hostKey the fingerprint of its SSH host key: {@code SHA256:…}
     * @param password the user's or, if there is a key, its passphrase
     */
    public record Host(String to, String hostKey, SshLogin.@Nullable Password password, SshLogin.@Nullable Key key) {}

    /**
     * What becomes of the machine.
     *
     * @param root the device with the root, where there are several systems
     * @param size of the disk
     * @param type {@code pvh}, {@code pv} or {@code hvm}
     * @param template a directory of the host that a template goes into, in place of a guest; empty for the repository
     */
    public record Guest(
            @Nullable String root,
            @Nullable String name,
            @Nullable String repository,
            @Nullable ByteSize size,
            @Nullable ByteSize memory,
            @Nullable String type,
            boolean hostKernel,
            String bridge,
            boolean allCards,
            boolean newMac,
            boolean again,
            boolean despiteErrors,
            boolean start,
            @Nullable String template) {}
}
