package org.domzero.p2v.manifest;

import java.util.List;
import org.domzero.toolkit.Command;

/** How a system lists its files: with find(1) of GNU, of whatever age. */
public final class Listing {
    private Listing() {}

    /**
     * A shell command that writes an unsorted manifest of one file system, from its mount point on, between two records
     * that {@link ListingReader} knows: what the time was before, and how find has ended. Sockets are left out: they are
     * nothing without the program that made them.
     *
     * @param directory the mount point, absolute
     */
    public static String command(String directory) {
        return command(directory, "");
    }

    /**
     * The same, but for a directory in it.
     *
     * @param name of the directory, which is in the mount point; of letters, points and hyphens
     */
    public static String commandWithout(String name, String directory) {
        return command(directory, "-path ./" + name + " -prune -o ");
    }

    private static String command(String directory, String without) {
        StringBuilder find = new StringBuilder(Command.of("cd", directory).line());
        find.append(" && { printf 'begun %s\\000' \"$(date +%s 2> /dev/null)\"; LC_ALL=C find . -xdev");
        String or = " " + without;
        for (Entry.Type type : Entry.Type.values()) {
            // %y tells the type too, but not in versions before 4.2.
            find.append(or)
                    .append("-type ")
                    .append(type.letter())
                    .append(" -printf '%p//")
                    .append(type.letter())
                    .append(" %m %U %G %s %b %T@ %C@ %n %i %l\\0'");
            or = " -o ";
        }
        // Whatever cuts a list off, be it between two entries, this is not in it then.
        return find.append("; ended=$?; printf 'ended %s\\000' \"$ended\"; exit \"$ended\"; }")
                .toString();
    }

    /** Sorts one from standard input: on disk what does not fit into so much memory. */
    public static List<String> sort(String memory) {
        return List.of("sort", "--zero-terminated", "--buffer-size=" + memory);
    }
}
