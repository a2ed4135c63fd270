package org.domzero.bootloader.extlinux;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * An {@code extlinux.conf} (syslinux.cfg(5)), with every comment, blank line and directive it came with. What is not
 * edited is rendered exactly as it was read.
 *
 * <p>Keywords are read in any case. Where Syslinux lets the last of several directives win, so do the accessors; where
 * settings of the whole file stand among an entry's, they are found and stay when the entry goes. Included files are
 * not followed.
 *
 * <p>A backslash at the end of a directive continues it on the next line, except for {@code SAY} and {@code MENU}.
 * Syslinux itself knows no continuation: such lines are understood and kept here, but never written.
 */
public final class ExtlinuxConfig {
    /**
     * How to decode and encode the file: Syslinux knows bytes only, and this keeps every one of them, whatever the
     * encoding was meant to be.
     */
    public static final Charset CHARSET = StandardCharsets.ISO_8859_1;

    private static final String FILE = "extlinux.conf";

    private final List<Line> lines;
    private final List<Section> sections;

    private ExtlinuxConfig(List<Line> lines) {
        this.lines = lines;
        this.sections = sections(lines);
    }

    /**
     * Reads a file.
     *
     * @throws UserError naming every line that Syslinux would silently misread: {@code LABEL} without a name,
     *     {@code TIMEOUT}, {@code PROMPT} or {@code SERIAL} without a number, {@code TEXT} without {@code ENDTEXT}, a
     *     line longer than 4095 characters. Everything else, known or not, is accepted
     */
    public static ExtlinuxConfig parse(String text) {
        return parse(FILE, text);
    }

    /**
     * As {@link #parse(String)}.
     *
     * @param file what errors call the file
     */
    public static ExtlinuxConfig parse(String file, String text) {
        return new ExtlinuxConfig(ConfigParser.parse(file, text));
    }

    public String render() {
        return lines.stream().map(Line::raw).collect(Collectors.joining());
    }

    public Optional<SerialDirective> serial() {
        return last("serial").map(line -> SerialDirective.parse(line.value()));
    }

    /** How long the prompt or menu waits, in tenths of a second; 0 for ever. */
    public OptionalInt timeout() {
        return number("timeout");
    }

    /** Whether the prompt is shown without a key being held; false where the file does not tell. */
    public boolean prompt() {
        return number("prompt").orElse(0) != 0;
    }

    /** The entry that is booted when nobody chooses; it need not exist. */
    public Optional<String> defaultLabel() {
        return last("default").map(Line::firstWord).filter(label -> !label.isEmpty());
    }

    /** The command that runs at the timeout instead of the default. */
    public Optional<String> onTimeout() {
        return last("ontimeout").map(Line::value);
    }

    /** The menu that takes the place of the prompt, with its arguments: {@code menu.c32}. */
    public Optional<String> ui() {
        return last("ui").map(Line::value);
    }

    /** All entries in the file's order. Of several with the same label, Syslinux boots the first. */
    public List<ExtlinuxEntry> entries() {
        return sections.stream().map(this::entry).toList();
    }

    public Optional<ExtlinuxEntry> entry(String label) {
        return section(label).map(this::entry);
    }

    /**
     * The file with another entry as its default. Where the new label is as long as the old one, one run of bytes
     * changes and nothing moves: in a file of domzero's own it lies in the first sector, so writing the result in
     * place is one sector's write. Do it only after all the entry names is on the disk.
     *
     * @throws UserError when there is no such entry
     */
    public ExtlinuxConfig withDefault(String label) {
        if (section(label).isEmpty()) {
            throw noSuchEntry(label);
        }
        return withSetting("default", label);
    }

    /** The file with another serial port. A new directive becomes the first: Syslinux wants it before all others. */
    public ExtlinuxConfig withSerial(SerialDirective serial) {
        int first = 0;
        while (first < lines.size() && !lines.get(first).isDirective()) {
            first++;
        }
        return last("serial").isPresent()
                ? withSetting("serial", serial.render())
                : edit().insert(first, keyword("serial") + " " + serial.render())
                        .done();
    }

    /**
     * The file with another timeout.
     *
     * @param tenths in tenths of a second; 0 to wait for ever
     */
    public ExtlinuxConfig withTimeout(int tenths) {
        if (tenths < 0) {
            throw new IllegalArgumentException("a timeout cannot be negative: " + tenths);
        }
        return withSetting("timeout", String.valueOf(tenths));
    }

    /**
     * The file with this entry. One of the same label is changed in place: directives that differ are replaced, those
     * that are null here go, and all others, as well as comments, stay as they are. A new one goes to the end.
     */
    public ExtlinuxConfig withEntry(ExtlinuxEntry entry) {
        Optional<Section> existing = section(entry.label());
        return existing.isPresent() ? changed(existing.get(), entry) : appended(entry);
    }

    /**
     * The file without the entry, and without any later one of the same label. Settings of the whole file that stand
     * among the entry's stay, as do comments and blank lines after it.
     *
     * @throws UserError when there is no such entry
     */
    public ExtlinuxConfig withoutEntry(String label) {
        if (section(label).isEmpty()) {
            throw noSuchEntry(label);
        }
        Edit edit = edit();
        for (Section section : sections) {
            if (section.label.equals(label)) {
                for (int i = section.start; i < section.lastOwn + 1; i++) {
                    Line line = lines.get(i);
                    if (!line.isDirective() || i == section.start || line.belongsToEntry()) {
                        edit.delete(i);
                    }
                }
                deleteSurplusBlanks(section, edit);
            }
        }
        return edit.done();
    }

    private void deleteSurplusBlanks(Section section, Edit edit) {
        if (section.start > 0 && !lines.get(section.start - 1).isBlank()) {
            return;
        }
        for (int i = section.lastOwn + 1; i < lines.size() && lines.get(i).isBlank(); i++) {
            edit.delete(i);
        }
    }

    private ExtlinuxConfig withSetting(String keyword, String value) {
        int last = lastIndex(0, lines.size(), line -> line.keyword().equals(keyword));
        if (last >= 0) {
            return edit().value(last, value).done();
        }
        int preamble = lines.size();
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).endsEntry()) {
                preamble = i;
            }
        }
        int after = lastIndex(0, preamble, Line::isDirective);
        return edit().insert(after + 1, keyword(keyword) + " " + value).done();
    }

    private ExtlinuxConfig changed(Section section, ExtlinuxEntry wanted) {
        ExtlinuxEntry current = entry(section);
        Edit edit = edit();
        change(edit, section, "menu label", current.menuLabel(), wanted.menuLabel());
        ExtlinuxEntry.Boot from = current.boot();
        ExtlinuxEntry.Boot to = wanted.boot();
        if (to == null) {
            section.indices(lines, Line::namesBoot).forEach(edit::delete);
        } else if (from == null || from.kind() == to.kind()) {
            change(edit, section, to.kind().keyword(), from == null ? null : from.operand(), to.operand());
        } else {
            int last = section.last(lines, Line::namesBoot);
            edit.replace(last, lines.get(last).indent() + keyword(to.kind().keyword()) + " " + to.operand());
        }
        change(edit, section, "append", current.append(), wanted.append());
        change(edit, section, "initrd", current.initrd(), wanted.initrd());
        return edit.done();
    }

    private void change(Edit edit, Section section, String keyword, @Nullable String current, @Nullable String wanted) {
        Predicate<Line> same = line -> line.keyword().equals(keyword);
        if (wanted == null) {
            section.indices(lines, same).forEach(edit::delete);
        } else if (current == null) {
            edit.insert(section.lastOwn + 1, entryIndent() + keyword(keyword) + " " + wanted);
        } else if (!current.equals(wanted)) {
            edit.value(section.last(lines, same), wanted);
        }
    }

    private ExtlinuxConfig appended(ExtlinuxEntry entry) {
        Edit edit = edit();
        int end = lines.size();
        if (end > 0 && !lines.get(end - 1).isBlank()) {
            edit.insert(end, "");
        }
        edit.insert(end, keyword("label") + " " + entry.label());
        appendValue(edit, "menu label", entry.menuLabel());
        ExtlinuxEntry.Boot boot = entry.boot();
        if (boot != null) {
            appendValue(edit, boot.kind().keyword(), boot.operand());
        }
        appendValue(edit, "append", entry.append());
        appendValue(edit, "initrd", entry.initrd());
        return edit.done();
    }

    private void appendValue(Edit edit, String keyword, @Nullable String value) {
        if (value != null) {
            edit.insert(lines.size(), entryIndent() + keyword(keyword) + " " + value);
        }
    }

    private ExtlinuxEntry entry(Section section) {
        int boot = section.last(lines, Line::namesBoot);
        ExtlinuxEntry.Boot.@Nullable Kind kind = boot < 0
                ? null
                : ExtlinuxEntry.Boot.Kind.ofKeyword(lines.get(boot).keyword());
        return new ExtlinuxEntry(
                section.label,
                lastValue(section, "menu label"),
                kind == null
                        ? null
                        : new ExtlinuxEntry.Boot(kind, lines.get(boot).value()),
                lastValue(section, "append"),
                lastValue(section, "initrd"));
    }

    private @Nullable String lastValue(Section section, String keyword) {
        int last = section.last(lines, line -> line.keyword().equals(keyword));
        return last < 0 ? null : lines.get(last).value();
    }

    private Optional<Section> section(String label) {
        return sections.stream().filter(section -> section.label.equals(label)).findFirst();
    }

    private UserError noSuchEntry(String label) {
        String labels = sections.stream().map(Section::label).collect(Collectors.joining(", "));
        return UserError.usage(
                "no boot entry is called \"" + label + "\"",
                labels.isEmpty() ? "the file has no entries" : "the entries are " + labels);
    }

    private Optional<Line> last(String keyword) {
        int last = lastIndex(0, lines.size(), line -> line.keyword().equals(keyword));
        return last < 0 ? Optional.empty() : Optional.of(lines.get(last));
    }

    private OptionalInt number(String keyword) {
        return last(keyword)
                .map(line -> OptionalInt.of(Integer.parseInt(line.firstWord())))
                .orElse(OptionalInt.empty());
    }

    private int lastIndex(int start, int end, Predicate<Line> wanted) {
        return lastIndex(lines, start, end, wanted);
    }

    private static int lastIndex(List<Line> lines, int start, int end, Predicate<Line> wanted) {
        for (int i = end - 1; i >= start; i--) {
            if (wanted.test(lines.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** A keyword in the case the file has. */
    private String keyword(String lowerCase) {
        boolean upper = lines.stream()
                .filter(Line::isDirective)
                .findFirst()
                .map(line -> line.head().equals(line.head().toUpperCase(Locale.ROOT)))
                .orElse(false);
        return upper ? lowerCase.toUpperCase(Locale.ROOT) : lowerCase;
    }

    private String entryIndent() {
        return sections.stream()
                .flatMap(section -> lines.subList(section.start + 1, section.end).stream())
                .filter(Line::belongsToEntry)
                .map(Line::indent)
                .findFirst()
                .orElse("  ");
    }

    private Edit edit() {
        return new Edit();
    }

    private static List<Section> sections(List<Line> lines) {
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).keyword().equals("label")) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).endsEntry()) {
                    end++;
                }
                int lastOwn = Math.max(i, lastIndex(lines, i + 1, end, Line::belongsToEntry));
                sections.add(new Section(lines.get(i).firstWord(), i, end, lastOwn));
            }
        }
        return List.copyOf(sections);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExtlinuxConfig config && config.render().equals(render());
    }

    @Override
    public int hashCode() {
        return render().hashCode();
    }

    @Override
    public String toString() {
        return render();
    }

    /**
     * The lines of one entry.
     *
     * @param start the index of its LABEL line
     * @param end the index after the last line before the next entry
     * @param lastOwn the index of the last line that belongs to it; what follows up to the end is comments, blank
     *     lines and settings of the whole file
     */
    private record Section(String label, int start, int end, int lastOwn) {
        int last(List<Line> lines, Predicate<Line> wanted) {
            return lastIndex(lines, start + 1, end, wanted);
        }

        List<Integer> indices(List<Line> lines, Predicate<Line> wanted) {
            List<Integer> found = new ArrayList<>();
            for (int i = start + 1; i < end; i++) {
                if (wanted.test(lines.get(i))) {
                    found.add(i);
                }
            }
            return found;
        }
    }

    /** Changes to the lines, by their present indices; the new text is parsed afresh. */
    private final class Edit {
        private final String newline = !lines.isEmpty() && lines.get(0).raw().contains("\r\n") ? "\r\n" : "\n";
        private final List<String> raws =
                new ArrayList<>(lines.stream().map(Line::raw).toList());
        private final List<List<String>> before = new ArrayList<>();

        Edit() {
            for (int i = 0; i <= raws.size(); i++) {
                before.add(new ArrayList<>());
            }
        }

        Edit value(int index, String value) {
            raws.set(index, lines.get(index).rawWithValue(value));
            return this;
        }

        void replace(int index, String text) {
            raws.set(index, text + lines.get(index).ending());
        }

        void delete(int index) {
            raws.set(index, "");
        }

        Edit insert(int index, String text) {
            before.get(index).add(text + newline);
            return this;
        }

        ExtlinuxConfig done() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i <= raws.size(); i++) {
                if (!before.get(i).isEmpty()) {
                    closeLast(text, i - 1);
                    before.get(i).forEach(text::append);
                }
                if (i < raws.size()) {
                    text.append(raws.get(i));
                }
            }
            return parse(text.toString());
        }

        /** The file's last line may lack its end, or end in a backslash that would swallow what is put after it. */
        private void closeLast(StringBuilder text, int index) {
            if (index != lines.size() - 1 || index < 0) {
                return;
            }
            Line last = lines.get(index);
            String raw = raws.get(index);
            if (raw.equals(last.raw())) {
                text.setLength(text.length() - raw.length());
                text.append(last.rawClosed(newline));
            } else if (!raw.isEmpty() && !raw.endsWith("\n")) {
                text.append(newline);
            }
        }
    }
}
