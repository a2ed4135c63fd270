package org.domzero.bootloader.efi;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The firmware's boot entries as {@code efibootmgr} lists them: {@code Boot0001* LABEL}, a tabulator, the device path.
 * Up to version 17 the path is only there with {@code -v}.
 */
final class FirmwareEntries {
    private static final Pattern ENTRY = Pattern.compile("Boot(\\p{XDigit}{4})[* ] ([^\\t]*).*");

    private FirmwareEntries() {}

    /** The four hexadecimal digits of each entry that has exactly this label, in the order of the list. */
    static List<String> numbersOf(String label, List<String> output) {
        return output.stream()
                .map(ENTRY::matcher)
                .filter(Matcher::matches)
                .filter(entry -> entry.group(2).strip().equals(label))
                .map(entry -> entry.group(1))
                .toList();
    }
}
