package org.domzero.bootloader.efi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file beside {@code xen.efi} that tells it what to boot, {@code xen.cfg} (Xen's docs/misc/efi.pandoc). ASCII;
 * {@code #} begins a comment wherever it stands, {@code ;} only at the beginning of a line, so no value can hold a
 * {@code #}.
 *
 * @param sections in their order; values before the first header are in one whose name is empty
 */
public record XenCfg(List<Section> sections) {
    private static final String GLOBAL = "global";
    private static final String DOMZERO = "domzero";

    public XenCfg {
        sections = List.copyOf(sections);
    }

    /**
     * Boots {@code vmlinuz} and {@code initrd.img} of the folder that holds {@code xen.efi}.
     *
     * @throws IllegalArgumentException when options hold a character that the file cannot; the message is fit for a
     *     user
     */
    public static XenCfg domzero(String xenOptions, String linuxOptions) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("options", xenOptions.strip());
        values.put("kernel", ("vmlinuz " + linuxOptions).strip());
        values.put("ramdisk", "initrd.img");
        return new XenCfg(List.of(new Section(GLOBAL, Map.of("default", DOMZERO)), new Section(DOMZERO, values)));
    }

    /**
     * Reads what Xen would: any control character ends a line, a last line that is not ended counts for nothing, of a
     * key given twice the first counts, and a line that is neither header nor {@code key=value} is passed over.
     * Comments are not kept.
     */
    public static XenCfg parse(String text) {
        List<Section> sections = new ArrayList<>();
        String name = "";
        Map<String, String> values = new LinkedHashMap<>();
        String[] lines = text.split("\\p{Cntrl}", -1);
        for (String raw : List.of(lines).subList(0, lines.length - 1)) {
            String line = withoutComment(raw);
            int equals = line.indexOf('=');
            if (line.startsWith("[") && line.contains("]")) {
                if (!name.isEmpty() || !values.isEmpty()) {
                    sections.add(new Section(name, values));
                }
                name = line.substring(1, line.indexOf(']'));
                values = new LinkedHashMap<>();
            } else if (equals > 0) {
                values.putIfAbsent(
                        line.substring(0, equals), line.substring(equals + 1).strip());
            }
        }
        if (!name.isEmpty() || !values.isEmpty()) {
            sections.add(new Section(name, values));
        }
        return new XenCfg(sections);
    }

    private static String withoutComment(String raw) {
        String line = raw.strip();
        int comment = line.startsWith(";") ? 0 : line.indexOf('#');
        return comment < 0 ? line : line.substring(0, comment).strip();
    }

    public String render() {
        StringBuilder text = new StringBuilder();
        for (Section section : sections) {
            boolean first = text.isEmpty();
            if (!first) {
                text.append('\n');
            }
            // Without its header, one of no name would be part of the section before it.
            if (!first || !section.name().isEmpty()) {
                text.append('[').append(section.name()).append("]\n");
            }
            section.values()
                    .forEach((key, value) ->
                            text.append(key).append('=').append(value).append('\n'));
        }
        return text.toString();
    }

    /** The first section of that name, which is the one Xen looks at. */
    public Optional<Section> section(String name) {
        return sections.stream().filter(section -> section.name().equals(name)).findFirst();
    }

    /** The section that boots when {@code xen.efi} is given no name. */
    public Optional<Section> defaultSection() {
        return section(GLOBAL).map(global -> global.value("default")).flatMap(this::section);
    }

    /**
     * A part of the file under a header.
     *
     * @param values in their order; keys are Xen's: {@code options}, {@code kernel} (file name, then Linux's options),
     *     {@code ramdisk} …
     */
    public record Section(String name, Map<String, String> values) {
        public Section {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            values.forEach(Section::check);
        }

        public @Nullable String value(String key) {
            return values.get(key);
        }

        private static void check(String key, String value) {
            value.chars()
                    .filter(character -> character == '#' || character < ' ' || character > '~')
                    .findFirst()
                    .ifPresent(character -> {
                        throw new IllegalArgumentException("\"" + value + "\" cannot be the value of " + key
                                + " in xen.cfg: it holds " + describe(character)
                                + ", and Xen reads only printable ASCII there, with # beginning a comment");
                    });
        }

        private static String describe(int character) {
            return character > ' ' && character <= '~'
                    ? Character.toString(character)
                    : String.format(Locale.ROOT, "U+%04X", character);
        }
    }
}
