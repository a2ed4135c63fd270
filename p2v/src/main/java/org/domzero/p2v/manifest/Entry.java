package org.domzero.p2v.manifest;

import java.io.IOException;

/**
 * A file, directory, link or device of a manifest.
 *
 * <p>Names are bytes, kept as characters of ISO 8859-1. In a manifest an entry is {@code PATH//TYPE MODE UID GID SIZE BLOCKS
 * MTIME CTIME LINKS INODE TARGET} and a NUL byte: no path has two slashes in a row, so the first two end it, and entries sort by
 * their paths as they stand.
 *
 * @param path from where the walk began, as {@code ./etc/passwd}; {@code .} for that itself
 * @param mode the twelve lower bits
 * @param size in bytes, of a regular file; what others say of themselves does not count
 * @param blocks of 512 bytes that its content takes on the disk: less than its size, where it has holes
 * @param modified seconds since 1970, with as many decimals as the system's find(1) knows
 * @param changed the same, of the inode
 * @param links how many names it has
 * @param target of a symbolic link; empty for others
 */
public record Entry(
        String path,
        Type type,
        int mode,
        long uid,
        long gid,
        long size,
        long blocks,
        String modified,
        String changed,
        int links,
        long inode,
        String target) {
    /** As find(1) has them after {@code -type}. */
    public enum Type {
        FILE('f'),
        DIRECTORY('d'),
        LINK('l'),
        PIPE('p'),
        BLOCK_DEVICE('b'),
        CHARACTER_DEVICE('c');

        private final char letter;

        Type(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }

        static Type of(char letter) {
            for (Type type : values()) {
                if (type.letter == letter) {
                    return type;
                }
            }
            throw new IllegalArgumentException("'" + letter + "' is no type of a file");
        }
    }

    private static final int BLOCK = 512;

    static final String END_OF_PATH = "//";

    /**
     * Reads one, without the NUL byte.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Entry parse(String text) {
        int end = text.indexOf(END_OF_PATH);
        if (end < 0 || !isPath(text, end)) {
            throw none(text);
        }
        Fields fields = new Fields(text, end + END_OF_PATH.length());
        return new Entry(
                text.substring(0, end),
                Type.of(fields.letter()),
                fields.mode(),
                fields.number(),
                fields.number(),
                fields.number(),
                fields.number(),
                fields.time(),
                fields.time(),
                fields.count(),
                fields.number(),
                fields.rest());
    }

    private static IllegalArgumentException none(String text) {
        return new IllegalArgumentException("\"" + text + "\" is no entry of a manifest");
    }

    /** What follows the path, with a space after each but the last. By hand, for a list has millions of them. */
    private static final class Fields {
        private static final int DIGITS_OF_MODE = 4;

        private final String text;
        private int position;

        Fields(String text, int position) {
            this.text = text;
            this.position = position;
        }

        char letter() {
            if (position + 1 >= text.length() || text.charAt(position + 1) != ' ') {
                throw none(text);
            }
            position += 2;
            return text.charAt(position - 2);
        }

        int mode() {
            int begin = position;
            int end = end();
            if (end - begin > DIGITS_OF_MODE) {
                throw none(text);
            }
            return (int) parsed(begin, end, 8);
        }

        long number() {
            int begin = position;
            return parsed(begin, end(), 10);
        }

        int count() {
            long number = number();
            if (number > Integer.MAX_VALUE) {
                throw none(text);
            }
            return (int) number;
        }

        /** As find writes it: digits, with a sign and decimals perhaps. */
        String time() {
            int begin = position;
            int end = end();
            int digits = afterDigits(begin < end && text.charAt(begin) == '-' ? begin + 1 : begin);
            if (digits < end && text.charAt(digits) == '.') {
                digits = afterDigits(digits + 1);
            }
            if (digits != end) {
                throw none(text);
            }
            return text.substring(begin, end);
        }

        String rest() {
            return text.substring(position);
        }

        private int end() {
            int end = text.indexOf(' ', position);
            if (end < 0) {
                throw none(text);
            }
            position = end + 1;
            return end;
        }

        /** One at least. */
        private int afterDigits(int begin) {
            int at = begin;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            if (at == begin) {
                throw none(text);
            }
            return at;
        }

        /** A sign, which Java would take, is not. */
        private long parsed(int begin, int end, int radix) {
            if (begin == end || !isDigit(text.charAt(begin))) {
                throw none(text);
            }
            return Long.parseLong(text, begin, end, radix);
        }

        private static boolean isDigit(char character) {
            return character >= '0' && character <= '9';
        }
    }

    /** As {@link #parse}, of what was read from somewhere. */
    static Entry read(String text) throws IOException {
        try {
            return parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }

    /** A list of foreign make must not lead anywhere else. */
    private static boolean isPath(String text, int end) {
        if (!text.startsWith(".") || (end > 1 && text.charAt(1) != '/')) {
            return false;
        }
        // Each name begins after a slash, and the end of the path is one.
        int up = text.indexOf("/../");
        return up < 0 || up >= end;
    }

    /** The same by another path. */
    public Entry at(String newPath) {
        return new Entry(newPath, type, mode, uid, gid, size, blocks, modified, changed, links, inode, target);
    }

    /** With the time of its content in whole seconds; that of its inode, which is not carried, stays as exact as it is. */
    public Entry inSeconds() {
        return new Entry(path, type, mode, uid, gid, size, blocks, seconds(modified), changed, links, inode, target);
    }

    private static String seconds(String time) {
        int point = time.indexOf('.');
        return point < 0 ? time : time.substring(0, point);
    }

    /** As it is in a manifest, without the NUL byte. */
    String text() {
        return path
                + END_OF_PATH
                + type.letter()
                + ' '
                + Integer.toOctalString(mode)
                + ' '
                + uid
                + ' '
                + gid
                + ' '
                + size
                + ' '
                + blocks
                + ' '
                + modified
                + ' '
                + changed
                + ' '
                + links
                + ' '
                + inode
                + ' '
                + target;
    }

    /** How many bytes of a file are to be carried, by a tar that sees holes. */
    public long content() {
        return type == Type.FILE ? Math.min(size, blocks * BLOCK) : 0;
    }

    /** When its inode was changed, in whole seconds since 1970. */
    public long changedSeconds() {
        return Long.parseLong(seconds(changed));
    }

    /** By path, as entries sort in a manifest. */
    int compareByPath(Entry other) {
        return comparePaths(path, other.path);
    }

    /** As strings compare that {@link #END_OF_PATH} follows; there are millions, so none are made. */
    static int comparePaths(String one, String other) {
        int shorter = Math.min(one.length(), other.length()) + END_OF_PATH.length();
        for (int i = 0; i < shorter; i++) {
            int difference = characterAt(one, i) - characterAt(other, i);
            if (difference != 0) {
                return difference;
            }
        }
        return one.length() - other.length();
    }

    private static char characterAt(String path, int index) {
        return index < path.length() ? path.charAt(index) : '/';
    }

    /**
     * Whether nothing has been done to it since the other was noted of the same system: each change of content, owner, mode
     * or attributes moves the time of the inode's change.
     */
    public boolean isUntouchedSince(Entry before) {
        return looksLike(before) && changed.equals(before.changed) && inode == before.inode && links == before.links;
    }

    /** Whether a copy of it is one: what a copy cannot have in common, inode and time of its change, does not count. */
    public boolean looksLike(Entry copy) {
        return path.equals(copy.path)
                && type == copy.type
                && uid == copy.uid
                && gid == copy.gid
                && target.equals(copy.target)
                && (type == Type.LINK || mode == copy.mode)
                && (type != Type.FILE || size == copy.size)
                && (type == Type.LINK || isSameTime(modified, copy.modified));
    }

    /** A find(1) before 4.3 knows whole seconds only. */
    private static boolean isSameTime(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        String[] first = one.split("\\.", 2);
        String[] second = other.split("\\.", 2);
        return first[0].equals(second[0])
                && (first.length == 1 || second.length == 1 || digits(first[1]).equals(digits(second[1])));
    }

    /** Nanoseconds: find writes a tenth digit, which is always 0. */
    private static String digits(String fraction) {
        return (fraction + "000000000").substring(0, 9);
    }
}
