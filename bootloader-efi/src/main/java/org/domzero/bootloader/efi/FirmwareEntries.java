package org.domzero.bootloader.efi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The firmware's boot entries as {@code efibootmgr} lists them: {@code Boot0001* LABEL}, a tabulator, the device path.
 * Up to version 17 the path is only there with {@code -v}.
 */
public final class FirmwareEntries {
    /** What domzero calls its own. */
    public static final String LABEL = "domzero";

    private static final Pattern ENTRY = Pattern.compile("Boot(\\p{XDigit}{4})([* ]) ([^\\t]*)(?:\\t(.*))?");
    /** A hard drive's node of a device path (UEFI specification, 10.3.5.1) as text. */
    private static final Pattern PARTITION =
            Pattern.compile("HD\\(\\d+,GPT,(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}),.*");

    private FirmwareEntries() {}

    /**
     * One of them.
     *
     * @param number four hexadecimal digits
     * @param active whether the firmware may try it
     * @param partition the uuid, in lower case, of the GPT partition that holds its program
     */
    public record Entry(String number, boolean active, String label, Optional<String> partition) {}

    /** In the order of the list, which is that of their numbers. */
    public static List<Entry> parse(List<String> output) {
        return output.stream()
                .map(ENTRY::matcher)
                .filter(Matcher::matches)
                .map(FirmwareEntries::entry)
                .toList();
    }

    private static Entry entry(Matcher line) {
        Matcher path = PARTITION.matcher(line.group(4) == null ? "" : line.group(4));
        return new Entry(
                line.group(1),
                line.group(2).equals("*"),
                line.group(3).strip(),
                path.matches() ? Optional.of(path.group(1).toLowerCase(Locale.ROOT)) : Optional.empty());
    }

    /** The four hexadecimal digits of each entry that has exactly this label, in the order of the list. */
    static List<String> numbersOf(String label, List<String> output) {
        return parse(output).stream()
                .filter(entry -> entry.label().equals(label))
                .map(Entry::number)
                .toList();
    }
}
