package org.domzero.installer.finish;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public SSH host key, as one compares it at the first login.
 *
 * @param type {@code ED25519}, {@code RSA}, {@code ECDSA}
 * @param fingerprint {@code SHA256:…}
 */
record HostKey(String type, String fingerprint) {
    /** {@code 256 SHA256:… COMMENT (ED25519)}: ssh-keygen(1), {@code -l}. The comment may hold blanks, or be missing. */
    private static final Pattern LINE = Pattern.compile("\\d+ (SHA256:\\S+) (?:.* )?\\((\\S+)\\)");

    /** Lines that are none are passed over. */
    static List<HostKey> parse(List<String> lines) {
        return lines.stream().map(HostKey::parse).flatMap(Optional::stream).toList();
    }

    private static Optional<HostKey> parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        return matcher.matches() ? Optional.of(new HostKey(matcher.group(2), matcher.group(1))) : Optional.empty();
    }
}
