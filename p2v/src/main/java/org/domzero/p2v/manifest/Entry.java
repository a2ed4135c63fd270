package org.domzero.p2v.manifest;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final String TIME = "-?\\d+(?:\\.\\d+)?";
    private static final Pattern FORM = Pattern.compile(
            "([fdlpbc]) ([0-7]{1,4}) (\\d+) (\\d+) (\\d+) (\\d+) (" + TIME + ") (" + TIME + ") (\\d+) (\\d+) (.*)",
            Pattern.DOTALL);

    /**
     * Reads one, without the NUL byte.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Entry parse(String text) {
        int end = text.indexOf(END_OF_PATH);
        Matcher fields = FORM.matcher(text.substring(end < 0 ? 0 : end + END_OF_PATH.length()));
        if (end < 0 || !isPath(text.substring(0, end)) || !fields.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no entry of a manifest");
        }
        return new Entry(
                text.substring(0, end),
                Type.of(fields.group(1).charAt(0)),
                Integer.parseInt(fields.group(2), 8),
                Long.parseLong(fields.group(3)),
                Long.parseLong(fields.group(4)),
                Long.parseLong(fields.group(5)),
                Long.parseLong(fields.group(6)),
                fields.group(7),
                fields.group(8),
                Integer.parseInt(fields.group(9)),
                Long.parseLong(fields.group(10)),
                fields.group(11));
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
    private static boolean isPath(String path) {
        return path.equals(".") || (path.startsWith("./") && !(path + "/").contains("/../"));
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
        return time.split("\\.", 2)[0];
    }

    /** As it is in a manifest, without the NUL byte. */
    String text() {
        return path
                + END_OF_PATH
                + String.join(
                        " ",
                        String.valueOf(type.letter()),
                        Integer.toOctalString(mode),
                        String.valueOf(uid),
                        String.valueOf(gid),
                        String.valueOf(size),
                        String.valueOf(blocks),
                        modified,
                        changed,
                        String.valueOf(links),
                        String.valueOf(inode),
                        target);
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
