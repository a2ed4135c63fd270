package org.domzero.iso;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entries of a boot menu, read back from either of its forms. */
final class MenuEntries {
    private static final Pattern GRUB_ENTRY = Pattern.compile("menuentry \"([^\"]*)\" --id (\\S+) \\{.*");
    private static final Pattern GRUB_LINUX = Pattern.compile("linux \\S+ ?(.*)");
    private static final Pattern LABEL = Pattern.compile("label (\\S+)");
    private static final Pattern TITLE = Pattern.compile("menu label (.*)");
    private static final Pattern APPEND = Pattern.compile("append (.*)");

    private MenuEntries() {}

    static List<BootMenu.Entry> ofIsolinux(String menu) {
        return read(menu, LABEL, TITLE, APPEND);
    }

    static List<BootMenu.Entry> ofGrub(String menu) {
        return read(menu, GRUB_ENTRY, GRUB_ENTRY, GRUB_LINUX);
    }

    private static List<BootMenu.Entry> read(String menu, Pattern begin, Pattern title, Pattern options) {
        List<BootMenu.Entry> entries = new ArrayList<>();
        String id = "";
        String shown = "";
        for (String line : menu.lines().map(String::strip).toList()) {
            Matcher beginning = begin.matcher(line);
            if (beginning.matches()) {
                id = beginning.group(beginning.groupCount());
            }
            Matcher named = title.matcher(line);
            if (named.matches()) {
                shown = named.group(1);
            }
            Matcher given = options.matcher(line);
            if (given.matches() && !id.isEmpty()) {
                String kernel = given.group(1).replaceFirst("initrd=\\S+ ?", "").strip();
                entries.add(new BootMenu.Entry(id, shown, kernel));
            }
        }
        return entries;
    }
}
