package org.domzero.p2v.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * The public key that an SSH server shows.
 *
 * @param type as {@code ssh-ed25519}; RFC 4253 6.6
 * @param base64 the key as the protocol has it, in the form that OpenSSH's files have
 */
public record HostKey(String type, String base64) {
    private static final int LONGEST_TYPE = 64;

    /**
     * Of a key as the protocol has it: it begins with its type.
     *
     * @throws IllegalArgumentException when it does not
     */
    static HostKey of(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key);
        int length = key.length < Integer.BYTES ? 0 : bytes.getInt();
        if (length < 1 || length > LONGEST_TYPE || length > bytes.remaining()) {
            throw new IllegalArgumentException("a key begins with its type");
        }
        String type = new String(key, Integer.BYTES, length, StandardCharsets.US_ASCII);
        return new HostKey(type, Base64.getEncoder().encodeToString(key));
    }

    /** {@code SHA256:} and the digest in base64, as {@code ssh-keygen -lf} prints it. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(base64));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** {@code ED25519}, {@code ECDSA}, {@code RSA} or {@code DSA}, as {@code ssh-keygen -lf} calls it. */
    public String algorithm() {
        if (type.startsWith("ecdsa-")) {
            return "ECDSA";
        }
        return type.equals("ssh-dss") ? "DSA" : type.replaceFirst("^ssh-", "").toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return algorithm() + " key " + fingerprint();
    }
}
