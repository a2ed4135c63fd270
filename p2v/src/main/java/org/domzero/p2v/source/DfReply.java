package org.domzero.p2v.source;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What df(1) says with -P of one file system: a heading and a line. */
final class DfReply {
    /** Blanks may also be in the source and in the mount point; a file system without inodes says {@code -}. */
    private static final Pattern LINE = Pattern.compile("(?m)\\s(\\d+|-)\\s+(\\d+|-)\\s+(-?\\d+|-)\\s+(\\d+%|-)\\s+/");

    private DfReply() {}

    /** The third column: KiB or inodes in use. */
    static OptionalLong used(String reply) {
        int line = reply.indexOf('\n');
        Matcher matcher = LINE.matcher(line < 0 ? "" : reply.substring(line));
        if (!matcher.find() || matcher.group(2).length() > 15) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(matcher.group(2).equals("-") ? 0 : Long.parseLong(matcher.group(2)));
    }
}
