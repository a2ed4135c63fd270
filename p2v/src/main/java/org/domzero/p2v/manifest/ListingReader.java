package org.domzero.p2v.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Listing#command} writes, one entry after the other, and knows whether that was all of it. */
public final class ListingReader implements AutoCloseable {
    private static final Pattern BEGUN = Pattern.compile("begun (?:(\\d{1,18})|.{0,80})", Pattern.DOTALL);
    private static final Pattern ENDED = Pattern.compile("ended (\\d{1,3})");

    private final RecordReader records;
    private OptionalLong begun = OptionalLong.empty();
    private OptionalInt ended = OptionalInt.empty();
    private boolean isFirst = true;

    /** @param in read in large pieces; closed with this */
    public ListingReader(InputStream in) {
        this.records = new RecordReader(in);
    }

    /**
     * The next one; null where no more have come, be it the end or not.
     *
     * @throws IOException when what is there is no listing, or ends within an entry
     */
    public @Nullable Entry next() throws IOException {
        String record = records.next();
        if (record != null && isFirst) {
            isFirst = false;
            begun = time(record);
            record = records.next();
        }
        if (record == null) {
            return null;
        }
        if (ended.isEmpty() && record.startsWith("ended ")) {
            Matcher end = ENDED.matcher(record);
            if (end.matches()) {
                ended = OptionalInt.of(Integer.parseInt(end.group(1)));
                return next();
            }
        }
        if (ended.isPresent()) {
            throw new IOException("the list of files goes on after its end");
        }
        return Entry.read(record);
    }

    private static OptionalLong time(String record) throws IOException {
        Matcher begin = BEGUN.matcher(record);
        if (!begin.matches()) {
            throw new IOException("\"" + record + "\" is no begin of a list of files");
        }
        String seconds = begin.group(1);
        return seconds == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(seconds));
    }

    /** When it was begun, by the clock of the system: seconds since 1970. Empty where that has no date(1) that tells. */
    public OptionalLong begun() {
        return begun;
    }

    /** The status of find(1), after all entries; empty where the list was cut off, between two of them perhaps. */
    public OptionalInt ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
