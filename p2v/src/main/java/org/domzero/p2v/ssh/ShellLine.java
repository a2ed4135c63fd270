package org.domzero.p2v.ssh;

import java.nio.charset.StandardCharsets;
import org.domzero.p2v.text.PrintfBytes;

/**
 * A script as a line that every login shell passes on to {@code /bin/sh} as it is. An SSH server hands what it is to run
 * to the user's login shell: root's is csh on some old machines, where the quotes of sh do not hold: ! and line ends keep
 * their meaning in them. So whatever a shell might take for its own is written as an octal number, which sh's own printf
 * turns back: single quotes around nothing but letters, digits, blanks and backslashes mean the same to sh, csh, tcsh,
 * zsh, ksh and fish.
 *
 * <p>The first thing that it writes to standard error is its own number: {@link Pid}.
 *
 * <p>Standard input stays the script's own: a script that sh read from there would have to share it with sh, and some
 * shells read ahead.
 */
final class ShellLine {
    /** Old versions of csh take no longer words. */
    private static final int LONGEST_WORD = 400;

    /** Linux takes no longer argument than 128 KiB. */
    private static final int LONGEST_LINE = 120_000;

    private ShellLine() {}

    /**
     * The line.
     *
     * @param script for {@code /bin/sh}, of bytes, each the character of that number, none of them NUL
     * @throws IllegalArgumentException when it is too long for an argument: 24 kB never are
     */
    static String of(String script) {
        StringBuilder line =
                new StringBuilder("exec /bin/sh -c 'echo " + Pid.MARK + "$$ >&2; eval \"$(printf %b \"$@\")\"' sh '");
        int word = 0;
        for (byte each : script.getBytes(StandardCharsets.ISO_8859_1)) {
            if (word > LONGEST_WORD) {
                line.append("' '");
                word = 0;
            }
            String written = PrintfBytes.of(each & 0xff);
            line.append(written);
            word += written.length();
        }
        if (line.length() > LONGEST_LINE) {
            throw new IllegalArgumentException("a script of " + script.length() + " characters is too long");
        }
        return line.append("'").toString();
    }
}
