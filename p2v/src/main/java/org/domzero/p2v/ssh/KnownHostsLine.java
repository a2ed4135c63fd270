package org.domzero.p2v.ssh;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.domzero.toolkit.Glob;

/**
 * A line of a file of known hosts: sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.
 *
 * @param marker {@code @revoked}, {@code @cert-authority}, or nothing
 * @param hosts names, patterns, or one that is hashed
 */
record KnownHostsLine(String marker, List<String> hosts, HostKey key) {
    private static final String HASHED = "|1|";

    /** Empty for a comment, and for what is no such line: OpenSSH too passes that over. */
    static Optional<KnownHostsLine> parse(String line) {
        String[] words = line.strip().split("[ \\t]+", -1);
        boolean marked = words[0].startsWith("@");
        int first = marked ? 1 : 0;
        if (words[0].startsWith("#") || words.length < first + 3 || !isKey(words[first + 2])) {
            return Optional.empty();
        }
        return Optional.of(new KnownHostsLine(
                marked ? words[0] : "",
                List.of(words[first].split(",")),
                new HostKey(words[first + 1], words[first + 2])));
    }

    private static boolean isKey(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean isRevoked() {
        return marker.equals("@revoked");
    }

    /**
     * Whether it is about a host; one that a negated pattern fits never is.
     *
     * @param host as {@link SshAddress#known} has it
     */
    boolean names(String host) {
        boolean named = false;
        for (String pattern : hosts) {
            if (pattern.startsWith("!") && fits(pattern.substring(1), host)) {
                return false;
            }
            named = named || fits(pattern, host);
        }
        return named;
    }

    private static boolean fits(String pattern, String host) {
        if (pattern.startsWith(HASHED)) {
            return isHashOf(pattern.substring(HASHED.length()).split("\\|", -1), host);
        }
        return new Glob(pattern.toLowerCase(Locale.ROOT)).matches(host);
    }

    /** A salt, and the HMAC-SHA1 of the name by it. */
    private static boolean isHashOf(String[] saltAndHash, String host) {
        try {
            if (saltAndHash.length != 2) {
                return false;
            }
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(saltAndHash[0]), "HmacSHA1"));
            byte[] hash = mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(saltAndHash[1]));
        } catch (IllegalArgumentException | InvalidKeyException damaged) {
            return false;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA1", e);
        }
    }
}
