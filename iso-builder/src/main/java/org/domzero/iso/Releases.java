package org.domzero.iso;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an archive holds at one moment.
 *
 * @param date of the archive's main release file: every time stamp that a build would take from the clock is this one
 *     instead, so that building the same packages again gives the same bytes
 * @param digests one line for each release file, which changes when a package does
 */
record Releases(Instant date, List<String> digests) {
    private static final String DATE = "date ";

    Releases {
        digests = List.copyOf(digests);
    }

    /** Seconds since 1970, as {@code SOURCE_DATE_EPOCH} wants them. */
    String epoch() {
        return String.valueOf(date.getEpochSecond());
    }

    /** What an image made from these packages depends on, beside its recipe. */
    List<String> ingredients() {
        List<String> all = new ArrayList<>(digests);
        all.add(DATE + date);
        return all;
    }

    /** As they are kept in a file, for {@link #parse}. */
    List<String> lines() {
        return ingredients();
    }

    /** @throws IllegalArgumentException when these are not lines of {@link #lines} */
    static Releases parse(List<String> lines) {
        List<String> dates =
                lines.stream().filter(line -> line.startsWith(DATE)).toList();
        if (dates.size() != 1 || lines.size() < 2) {
            throw new IllegalArgumentException("no date among " + lines.size() + " lines");
        }
        try {
            Instant date = Instant.parse(dates.get(0).substring(DATE.length()));
            return new Releases(
                    date, lines.stream().filter(line -> !line.startsWith(DATE)).toList());
        } catch (java.time.format.DateTimeParseException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
