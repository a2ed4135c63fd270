package org.domzero.toolkit.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.ByteSize;

/** An amount in words: {@code 12 %, 1.2 GiB of 9.8 GiB, 10234 of 80211 files, 38.2 MiB/s, about 4 min left}. */
final class AmountText {
    private AmountText() {}

    static String of(ProgressEvent.Amount amount) {
        List<String> parts = new ArrayList<>();
        amount.done().ifPresent(done -> parts.add((int) (done * 100) + " %"));
        if (amount.ofBytes() > 0) {
            parts.add(new ByteSize(amount.bytes()) + " of " + new ByteSize(amount.ofBytes()));
        }
        parts.add(amount.files() + (amount.ofFiles() > 0 ? " of " + amount.ofFiles() : "") + " files");
        amount.rate().ifPresent(rate -> parts.add(new ByteSize(rate) + "/s"));
        amount.left().ifPresent(left -> parts.add("about " + of(left) + " left"));
        return String.join(", ", parts);
    }

    /** Two units at most: nobody knows it better. */
    private static String of(Duration left) {
        if (left.toSeconds() < 100) {
            return Math.max(1, left.toSeconds()) + " s";
        }
        long minutes = left.plusSeconds(30).toMinutes();
        if (minutes < 100) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        return hours < 48 ? hours + " h " + minutes % 60 + " min" : hours / 24 + " days " + hours % 24 + " h";
    }
}
