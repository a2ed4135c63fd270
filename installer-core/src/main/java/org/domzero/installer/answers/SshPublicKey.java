package org.domzero.installer.answers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A public SSH key as a line of {@code authorized_keys} has it (sshd(8)), without options.
 *
 * @param type one of those OpenSSH accepts, such as {@code ssh-ed25519}
 * @param base64 the key's encoding (RFC 4253, 6.6) in base 64
 * @param comment whose key it is; may be empty
 */
public record SshPublicKey(String type, String base64, String comment) {
    private static final List<String> TYPES = List.of(
            "ssh-ed25519",
            "ssh-rsa",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "sk-ssh-ed25519@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com");
    private static final String PUB_FILE = "the content of a .pub file is meant, as in ~/.ssh/id_ed25519.pub";

    /** Reads {@code TYPE BASE64 COMMENT}; the comment may be left out. */
    public static SshPublicKey parse(String line) {
        if (line.toUpperCase(Locale.ROOT).contains("PRIVATE KEY")) {
            throw WrongValue.hidden("is a private key", PUB_FILE + "; treat the private one as leaked");
        }
        if (line.strip().chars().anyMatch(Character::isISOControl)) {
            throw new WrongValue(line, "must be one line, without control characters", PUB_FILE);
        }
        String[] words = line.strip().split("\\s+", 3);
        String type = words[0];
        if (!TYPES.contains(type)) {
            throw new WrongValue(
                    line, "does not begin with a type of SSH key", "the types are " + String.join(", ", TYPES));
        }
        if (words.length < 2) {
            throw new WrongValue(line, "is not an SSH key: after its type nothing follows", PUB_FILE);
        }
        byte[] blob = decoded(line, words[1]);
        String inner = innerType(blob);
        if (inner == null) {
            throw new WrongValue(line, "is a damaged SSH key: its base64 part is cut or altered", PUB_FILE);
        }
        if (!inner.equals(type)) {
            throw new WrongValue(line, "says it is " + type + ", but its base64 part is another type of key", PUB_FILE);
        }
        return new SshPublicKey(type, words[1], words.length == 3 ? words[2] : "");
    }

    private static byte[] decoded(String line, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new WrongValue(line, "is a damaged SSH key: what follows its type is not base64", PUB_FILE);
        }
    }

    /** The first of the length-prefixed strings an encoded key consists of; null when they do not fill it exactly. */
    private static @Nullable String innerType(byte[] blob) {
        ByteBuffer rest = ByteBuffer.wrap(blob);
        String first = null;
        while (rest.hasRemaining()) {
            int length = rest.remaining() < Integer.BYTES ? -1 : rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                return null;
            }
            byte[] part = new byte[length];
            rest.get(part);
            if (first == null) {
                first = new String(part, StandardCharsets.US_ASCII);
            } else if (!rest.hasRemaining()) {
                return first;
            }
        }
        return null;
    }

    /** The line for {@code authorized_keys}. */
    @Override
    public String toString() {
        return comment.isEmpty() ? type + " " + base64 : type + " " + base64 + " " + comment;
    }
}
