package org.domzero.p2v.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.domzero.guests.state.StateVolume;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/**
 * A file with the host keys that are trusted, in OpenSSH's format: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT. Names may be
 * hashed or patterns; what is added has neither. Certificate authorities in it are not asked.
 *
 * @param file its absolute path; it need not be there
 */
public record KnownHosts(Effects effects, String file) {
    /** What is known of the key that a server shows. */
    enum Verdict {
        KNOWN,
        UNKNOWN,
        /** There are other keys for this host. One of another type counts too: else that would be a way round the pin. */
        CHANGED,
        REVOKED
    }

    Verdict verdict(SshAddress address, HostKey key) {
        if (revoked(address).contains(key)) {
            return Verdict.REVOKED;
        }
        List<HostKey> keys = keys(address);
        if (keys.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        return keys.contains(key) ? Verdict.KNOWN : Verdict.CHANGED;
    }

    /** The keys that are trusted for a server, as the file has them. */
    List<HostKey> keys(SshAddress address) {
        List<HostKey> revoked = revoked(address);
        return about(address).stream()
                .filter(line -> line.marker().isEmpty())
                .map(KnownHostsLine::key)
                .filter(key -> !revoked.contains(key))
                .toList();
    }

    private List<HostKey> revoked(SshAddress address) {
        return about(address).stream()
                .filter(KnownHostsLine::isRevoked)
                .map(KnownHostsLine::key)
                .toList();
    }

    /**
     * Adds a key, at the end. The file is written as a whole or not at all, for its owner alone.
     *
     * @throws UserError when it cannot be written
     */
    void add(SshAddress address, HostKey key) {
        String before = text();
        String line = address.known() + " " + key.type() + " " + key.base64() + "\n";
        String whole = before + (before.isEmpty() || before.endsWith("\n") ? "" : "\n") + line;
        StateVolume.write(effects, file, whole.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Takes out what {@link #add} has added for a server: its key was for once.
     *
     * @throws UserError when the file cannot be written
     */
    public void forget(SshAddress address) {
        String before = text();
        String without = before.lines()
                .filter(line -> !line.startsWith(address.known() + " "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        if (!without.equals(before)) {
            StateVolume.write(effects, file, without.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The command that takes a server's keys out of the file. */
    String forgetting(SshAddress address) {
        return Command.of("ssh-keygen", "-f", file, "-R", address.known()).line();
    }

    private List<KnownHostsLine> about(SshAddress address) {
        return text().lines()
                .map(KnownHostsLine::parse)
                .flatMap(Optional::stream)
                .filter(line -> line.names(address.known()))
                .toList();
    }

    /** Comments may be in any encoding. */
    private String text() {
        Path path = effects.resolve(file);
        try {
            return Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw UserError.failed(file + " cannot be read: " + IoReason.of(e), "run this as root", e);
        }
    }
}
