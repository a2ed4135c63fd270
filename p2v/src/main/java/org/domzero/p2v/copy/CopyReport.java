package org.domzero.p2v.copy;

import java.util.OptionalLong;

/**
 * How a copy has ended. Paths begin at the root, as {@code ./etc/passwd}, each byte as the character of that number.
 *
 * @param files how many files, directories, links and devices were sent
 * @param bytes of the files among them
 * @param verified how many there are on both sides, the same
 * @param changing those that were written to on the source between the last two looks at it: another run brings them. None
 *     where the second look was the last
 * @param unreadable those of which not everything could be read; they are not in the copy
 * @param different those that the copy does not have as the source does, for no reason known
 * @param complaints of tar, about anything else
 * @param asOf from when on, by the source's clock, changes may not be in it: seconds since 1970; for the next run
 */
public record CopyReport(
        long files,
        long bytes,
        long verified,
        Excerpt changing,
        Excerpt unreadable,
        Excerpt different,
        Excerpt complaints,
        OptionalLong asOf) {
    /** Whether the copy is one, but for what changed meanwhile. */
    public boolean isWhole() {
        return unreadable.isEmpty() && different.isEmpty() && complaints.isEmpty();
    }
}
