package org.domzero.installer.answers;

import java.util.regex.Pattern;

/** By what an SSH server is logged in to. Its {@code toString} never shows it. */
public sealed interface SshLogin {
    /** A password, or the passphrase of a key. */
    record Password(String text) implements SshLogin {
        public Password {
            if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
                throw WrongValue.hidden("must not be empty or hold control characters", null);
            }
        }

        @Override
        public String toString() {
            return "Password[hidden]";
        }
    }

    /**
     * A private key, whole.
     *
     * @param text as {@code ssh-keygen} writes it, in its own format or in PEM
     */
    record Key(String text) implements SshLogin {
        private static final Pattern FORM = Pattern.compile(
                "(?s)-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----\r?\n.*\n-----END \\1PRIVATE KEY-----(?:\r?\n)*");

        public Key {
            if (!FORM.matcher(text).matches()) {
                throw WrongValue.hidden(
                        "is not a private key",
                        "it is the whole text of the file without .pub, from -----BEGIN to -----END, between ''' and '''");
            }
        }

        @Override
        public String toString() {
            return "Key[hidden]";
        }
    }
}
