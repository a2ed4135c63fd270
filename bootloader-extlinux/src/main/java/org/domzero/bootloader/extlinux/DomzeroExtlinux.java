package org.domzero.bootloader.extlinux;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;

/**
 * The configuration Extlinux has on a domzero host: a menu on the screen and the serial line, an entry per bootable
 * dom0.
 *
 * <p>The file lies on FAT, which replaces nothing atomically. It is therefore always {@link #BYTES} long, filled up
 * with empty lines, and overwritten in place: none of the file system's own data changes. The settings of the whole
 * file stand in its first sector and every entry begins one of its own, so that a write of which only some sectors
 * reached the disk leaves each entry either as it was or as it is to be.
 */
public final class DomzeroExtlinux {
    /** The length of the file: one cluster of a boot partition as domzero makes it. */
    public static final int BYTES = 4096;

    /** The unit that a disk writes whole or not at all. */
    private static final int SECTOR = 512;

    private static final int TENTHS = 10;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern PATH = Pattern.compile("[\\w.+~-]+");
    private static final Pattern DIRECTORY = Pattern.compile("(/[\\w.+~-]+)+");
    private static final Pattern TEXT = Pattern.compile("[ -~]*[!-\\[\\]-~] *|");

    private DomzeroExtlinux() {}

    /**
     * The configuration for a host, its entries in the order of their labels. Paths in it are from the root of the boot
     * partition, except for Extlinux's own modules, which lie beside the file.
     *
     * @return {@link #BYTES} ASCII characters
     * @throws UserError when a value cannot be written into the file, with all of them
     */
    public static String file(XenBoot boot) {
        check(boot);
        Map<String, ExtlinuxEntry> entries = new TreeMap<>();
        boot.others().forEach(entry -> entries.put(entry.label(), entry));
        boot.slots().forEach(slot -> entries.put(slot.label(), entry(slot).toEntry()));
        List<String> blocks = new ArrayList<>();
        blocks.add(settings(boot));
        entries.values()
                .forEach(entry ->
                        blocks.add(ExtlinuxConfig.parse("").withEntry(entry).render()));
        return filled(blocks);
    }

    private static String settings(XenBoot boot) {
        StringBuilder text = new StringBuilder();
        if (boot.serial() != null) {
            // Syslinux wants it first: what comes before is not shown on the port.
            line(text, "serial " + SerialDirective.of(boot.serial()).render());
        }
        line(text, "default " + boot.defaultLabel());
        line(text, "prompt 0");
        line(text, "timeout " + boot.timeoutSeconds() * TENTHS);
        line(text, "ui menu.c32");
        line(text, "menu title domzero");
        line(text, "# Written by 'domzero boot update' from /etc/domzero/boot.toml; comments are not kept.");
        return text.toString();
    }

    /** Each block at the beginning of a sector, if there are enough of them; else one after the other. */
    private static String filled(List<String> blocks) {
        StringBuilder text = new StringBuilder();
        for (String block : blocks) {
            text.append("\n".repeat((SECTOR - text.length() % SECTOR) % SECTOR)).append(block);
        }
        if (text.length() > BYTES) {
            text = new StringBuilder(String.join("\n", blocks));
        }
        if (text.length() > BYTES) {
            throw UserError.usage(
                    "extlinux.conf would be " + text.length() + " bytes long, and has to fit into " + BYTES,
                    "shorten the options of Xen and Linux");
        }
        return text + "\n".repeat(BYTES - text.length());
    }

    private static XenEntry entry(XenBoot.Slot slot) {
        return new XenEntry(
                slot.label(),
                slot.title(),
                XenEntry.MBOOT,
                new MultibootCommand(List.of(
                        MultibootCommand.Module.of(slot.directory() + "/" + slot.xen(), slot.xenOptions()),
                        MultibootCommand.Module.of(slot.directory() + "/" + slot.linux(), slot.linuxOptions()),
                        MultibootCommand.Module.of(slot.directory() + "/" + slot.initrd(), ""))));
    }

    private static void check(XenBoot boot) {
        List<Problem> problems = new ArrayList<>();
        Set<String> labels = new LinkedHashSet<>();
        for (XenBoot.Slot slot : boot.slots()) {
            String where = "slot \"" + slot.label() + "\": ";
            require(problems, LABEL, where + "label", slot.label(), "up to 32 of a-z, 0-9 and -");
            if (!labels.add(slot.label())) {
                problems.add(Problem.of(where + "there are two of that label", "give each slot a label of its own"));
            }
            require(problems, TEXT, where + "title", slot.title(), "printable ASCII, no backslash at the end");
            require(problems, DIRECTORY, where + "directory", slot.directory(), "an absolute path, as /a");
            require(problems, PATH, where + "Xen file", slot.xen(), "a file name, as xen.gz");
            require(problems, PATH, where + "kernel file", slot.linux(), "a file name, as vmlinuz");
            require(problems, PATH, where + "initrd file", slot.initrd(), "a file name, as initrd.img");
            options(problems, where + "Xen options", slot.xenOptions());
            options(problems, where + "Linux options", slot.linuxOptions());
        }
        boot.others().forEach(other -> labels.add(other.label()));
        if (!labels.contains(boot.defaultLabel())) {
            problems.add(Problem.of(
                    "no entry is called \"" + boot.defaultLabel() + "\", which is to be the default",
                    labels.isEmpty() ? "there are no slots" : "the entries are " + String.join(", ", labels)));
        }
        if (!problems.isEmpty()) {
            throw new UserError(ExitCode.USAGE, problems);
        }
    }

    private static void options(List<Problem> problems, String what, String options) {
        require(problems, TEXT, what, options, "printable ASCII on one line, no backslash at the end");
        if ((" " + options + " ").contains(" --- ")) {
            problems.add(Problem.of(
                    what + " contain \"---\", which mboot.c32 takes for the end of the module", "leave it out"));
        }
    }

    private static void require(List<Problem> problems, Pattern form, String what, String value, String hint) {
        if (!form.matcher(value).matches()) {
            problems.add(Problem.of(what + " cannot be \"" + value + "\"", hint));
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
