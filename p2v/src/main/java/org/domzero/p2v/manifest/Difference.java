package org.domzero.p2v.manifest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What two sorted manifests do not have in common, found in one pass over both. */
public final class Difference {
    /** Is told of each difference, in the order of the paths. */
    public interface Found {
        /**
         * It is only in the second, or another one there.
         *
         * @param instead of which one in the first; null when that has none of the path
         */
        void toSend(Entry entry, @Nullable Entry instead) throws IOException;

        /** It is only in the first. */
        void toRemove(Entry entry) throws IOException;
    }

    /** Whether a copy is not to be trusted, though it looks like what it is of. Asked in the order of the paths. */
    @FunctionalInterface
    public interface Doubt {
        boolean about(Entry copy, Entry original) throws IOException;
    }

    private interface Likeness {
        boolean between(Entry present, Entry old) throws IOException;
    }

    private Difference() {}

    /**
     * From what a system had to what it has.
     *
     * @throws IOException when one of them cannot be read, or is not sorted
     */
    public static void sinceThen(EntryReader before, EntryReader now, Found found) throws IOException {
        find(before, now, Entry::isUntouchedSince, found);
    }

    /**
     * From a copy to what it is of.
     *
     * @param doubt what looks the same and is doubted counts as another one
     * @throws IOException when one of them cannot be read, or is not sorted
     */
    public static void ofCopy(EntryReader copy, EntryReader original, Doubt doubt, Found found) throws IOException {
        find(copy, original, (present, old) -> !doubt.about(old, present) && present.looksLike(old), found);
    }

    private static void find(EntryReader first, EntryReader second, Likeness likeness, Found found) throws IOException {
        Entry old = next(first, null);
        Entry present = next(second, null);
        while (old != null || present != null) {
            int order = old == null ? 1 : present == null ? -1 : old.compareByPath(present);
            if (order < 0 && old != null) {
                found.toRemove(old);
                old = next(first, old);
            } else if (present != null) {
                if (order > 0 || old == null) {
                    found.toSend(present, null);
                } else if (!likeness.between(present, old)) {
                    found.toSend(present, old);
                }
                if (order == 0 && old != null) {
                    old = next(first, old);
                }
                present = next(second, present);
            }
        }
    }

    private static @Nullable Entry next(EntryReader reader, @Nullable Entry last) throws IOException {
        Entry next = reader.next();
        if (next != null && last != null && last.compareByPath(next) >= 0) {
            throw new IOException("the list of files is not sorted: " + next.path() + " comes after " + last.path());
        }
        return next;
    }
}
