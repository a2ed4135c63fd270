package org.domzero.bootloader.efi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an entry's file, which is where boot counting keeps its count (UAPI.1, "Boot Counting"): {@code
 * NAME.conf} is not counted, {@code NAME+LEFT.conf} and {@code NAME+LEFT-DONE.conf} are. systemd-boot renames a counted
 * entry each time before it starts it; one with no tries left is only started by hand.
 *
 * @param name without count and suffix: {@code domzero-a}
 * @param triesLeft null when boots are not counted
 * @param triesDone 0 when boots are not counted, and where the file's name leaves it out
 */
public record LoaderEntryName(String name, @Nullable Integer triesLeft, int triesDone) {
    private static final Pattern COUNTED = Pattern.compile("(.+)\\+(\\d{1,9})(?:-(\\d{1,9}))?\\.conf");
    private static final String SUFFIX = ".conf";

    public LoaderEntryName {
        if (name.isEmpty() || name.contains("/")) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a boot loader entry");
        }
        if (triesDone < 0 || (triesLeft == null ? triesDone != 0 : triesLeft < 0)) {
            throw new IllegalArgumentException(
                    "an entry cannot have " + triesLeft + " tries left, " + triesDone + " done");
        }
    }

    /** An entry that starts without being counted. */
    public static LoaderEntryName uncounted(String name) {
        return new LoaderEntryName(name, null, 0);
    }

    /**
     * Reads a file's name, without folder.
     *
     * @throws IllegalArgumentException when it does not end in {@code .conf} or has nothing before that
     */
    public static LoaderEntryName parse(String fileName) {
        Matcher matcher = COUNTED.matcher(fileName);
        if (matcher.matches()) {
            return new LoaderEntryName(
                    matcher.group(1),
                    Integer.valueOf(matcher.group(2)),
                    matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
        }
        if (!fileName.endsWith(SUFFIX)) {
            throw new IllegalArgumentException("\"" + fileName + "\" is not a boot loader entry: those end in .conf");
        }
        return uncounted(fileName.substring(0, fileName.length() - SUFFIX.length()));
    }

    public String fileName() {
        if (triesLeft == null) {
            return name + SUFFIX;
        }
        return name + "+" + triesLeft + (triesDone == 0 ? "" : "-" + triesDone) + SUFFIX;
    }

    /** The entry with one try from now on: booted once, and not again unless that boot is {@link #committed}. */
    public LoaderEntryName armed() {
        return new LoaderEntryName(name, 1, 0);
    }

    /** The entry as one that is good: not counted any more. */
    public LoaderEntryName committed() {
        return uncounted(name);
    }

    /** Whether its tries are used up, which is how a boot that was not committed looks. */
    public boolean exhausted() {
        return triesLeft != null && triesLeft == 0;
    }
}
