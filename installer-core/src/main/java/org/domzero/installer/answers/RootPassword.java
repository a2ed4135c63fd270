package org.domzero.installer.answers;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Root's password. Its {@code toString} never shows it. */
public sealed interface RootPassword {
    /**
     * As {@code /etc/shadow} keeps it.
     *
     * @param crypt in one of the forms of crypt(5) that are still good: yescrypt ({@code $y$}), gost-yescrypt
     *     ({@code $gy$}), bcrypt ({@code $2b$}), SHA-512 ({@code $6$}), SHA-256 ({@code $5$})
     */
    record Hash(String crypt) implements RootPassword {
        private static final Pattern FORM =
                Pattern.compile("\\$g?y\\$[./A-Za-z0-9]+\\$[./A-Za-z0-9]{0,86}\\$[./A-Za-z0-9]{43}"
                        + "|\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}"
                        + "|\\$6\\$(rounds=\\d{4,9}\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{86}"
                        + "|\\$5\\$(rounds=\\d{4,9}\\$)?[./A-Za-z0-9]{1,16}\\$[./A-Za-z0-9]{43}");

        public Hash {
            if (!FORM.matcher(crypt).matches()) {
                throw WrongValue.hidden(
                        crypt.matches("\\$(y|gy|2[aby]|6|5)\\$.*")
                                ? "is an incomplete or damaged password hash"
                                : "is not a password hash of a form that begins with $y$, $2b$, $6$ or $5$",
                        "'mkpasswd -m sha-512' or 'openssl passwd -6' makes one; a password itself goes into root-password");
            }
        }

        @Override
        public String toString() {
            return "Hash[hidden]";
        }
    }

    /** The password itself; it has to become a {@link Hash} before it is written anywhere. */
    record Plain(String password) implements RootPassword {
        /** In bytes: what {@code openssl passwd} reads; it would leave the rest out without a word. */
        private static final int LONGEST = 256;

        public Plain {
            if (password.isEmpty()) {
                throw WrongValue.hidden("must not be empty", "leave the key out for a host that only takes SSH keys");
            }
            if (password.chars().anyMatch(Character::isISOControl)) {
                throw WrongValue.hidden(
                        "must not hold line breaks or other control characters",
                        "root-password-hash takes any password, as its hash");
            }
            if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                throw WrongValue.hidden(
                        "must not be longer than 256 bytes", "root-password-hash takes any password, as its hash");
            }
        }

        @Override
        public String toString() {
            return "Plain[hidden]";
        }
    }
}
