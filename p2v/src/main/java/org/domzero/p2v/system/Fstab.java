package org.domzero.p2v.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.domzero.p2v.text.Lines;

/**
 * The table of file systems, fstab(5). Comments, spacing and order stay as they were read; an entry that goes is
 * commented out.
 */
public final class Fstab {
    private final Lines lines;

    private Fstab(Lines lines) {
        this.lines = lines;
    }

    public static Fstab parse(String text) {
        return new Fstab(Lines.of(text));
    }

    public String text() {
        return lines.text();
    }

    public List<FstabEntry> entries() {
        return lines.contents().stream()
                .flatMap(line -> FstabEntry.of(line).stream())
                .toList();
    }

    /** With what {@code change} makes of each entry. */
    public Fstab with(Function<FstabEntry, Change> change) {
        return new Fstab(lines.flatMapped(line -> FstabEntry.of(line)
                .map(entry -> change.apply(entry).lines(entry))
                .orElse(List.of(line))));
    }

    /** With lines before the first entry. */
    public Fstab beginning(List<String> added) {
        List<String> contents = lines.contents();
        int first = 0;
        while (first < contents.size() && FstabEntry.of(contents.get(first)).isEmpty()) {
            first++;
        }
        return new Fstab(lines.inserted(first, added));
    }

    public Fstab ending(String added) {
        return new Fstab(lines.appended(added));
    }

    /** A line of an entry, in columns as wide as most have them. */
    public static String line(String source, String mountPoint, String type, String options, int dump, int pass) {
        return Stream.of(
                        column(source, 23),
                        column(mountPoint, 23),
                        column(type, 7),
                        column(options, 15),
                        dump + " " + pass)
                .reduce((left, right) -> left + " " + right)
                .orElseThrow();
    }

    private static String column(String field, int width) {
        String written = FstabEntry.escaped(field);
        return written + " ".repeat(Math.max(0, width - written.length()));
    }

    /**
     * What becomes of an entry.
     *
     * @param reason why it is commented out; empty when it stays
     * @param instead lines that follow it
     */
    public record Change(Optional<String> reason, List<String> instead) {
        public static final Change NONE = new Change(Optional.empty(), List.of());

        public static Change out(String reason, String... instead) {
            return new Change(Optional.of(reason), List.of(instead));
        }

        private List<String> lines(FstabEntry entry) {
            List<String> lines = new ArrayList<>();
            reason.ifPresent(why -> lines.add("# domzero: " + why));
            lines.add(reason.isPresent() ? "#" + entry.line() : entry.line());
            lines.addAll(instead);
            return lines;
        }
    }
}
