package org.domzero.bootloader.extlinux;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;

/**
 * The configuration Extlinux has on a domzero host: a menu on the screen and the serial line, an entry per slot.
 *
 * <p>The file lies on FAT, which replaces nothing atomically. It is therefore kept below {@link #MAX_BYTES}, with
 * {@code default} in its first sector, and slots are switched by {@link ExtlinuxConfig#withDefault}, which changes that
 * word alone, written in place after the slot's files are on the disk.
 */
public final class DomzeroExtlinux {
    /** The file is smaller than this, and so lies in one cluster of a boot partition as domzero makes it. */
    public static final int MAX_BYTES = 4096;

    private static final int TIMEOUT_TENTHS = 30;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern PATH = Pattern.compile("[\\w.+~-]+");
    private static final Pattern DIRECTORY = Pattern.compile("(/[\\w.+~-]+)+");
    private static final Pattern TEXT = Pattern.compile("[ -~]*[!-\\[\\]-~] *|");

    private DomzeroExtlinux() {}

    /**
     * The configuration for a host. Paths in it are from the root of the boot partition, except for Extlinux's own
     * modules, which lie beside the file.
     *
     * @throws UserError when a value cannot be written into the file, with all of them
     */
    public static ExtlinuxConfig configuration(XenBoot boot) {
        check(boot);
        StringBuilder text = new StringBuilder();
        if (boot.serial() != null) {
            // Syslinux wants it first: what comes before is not shown on the port.
            line(text, "serial " + SerialDirective.of(boot.serial()).render());
        }
        line(text, "default " + boot.defaultLabel());
        line(text, "prompt 0");
        line(text, "timeout " + TIMEOUT_TENTHS);
        line(text, "ui menu.c32");
        line(text, "menu title domzero");
        ExtlinuxConfig config = ExtlinuxConfig.parse(text.toString());
        for (XenBoot.Slot slot : boot.slots()) {
            config = config.withEntry(entry(slot).toEntry());
        }
        checkSize(config.render());
        return config;
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

    static void checkSize(String configuration) {
        int bytes = configuration.getBytes(ExtlinuxConfig.CHARSET).length;
        if (bytes >= MAX_BYTES) {
            throw UserError.usage(
                    "extlinux.conf would be " + bytes + " bytes long, and has to stay below " + MAX_BYTES,
                    "shorten the options of Xen and Linux");
        }
    }

    private static void check(XenBoot boot) {
        List<Problem> problems = new ArrayList<>();
        Set<String> labels = new HashSet<>();
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
        if (!labels.contains(boot.defaultLabel())) {
            problems.add(Problem.of(
                    "no slot is called \"" + boot.defaultLabel() + "\", which is to be the default",
                    labels.isEmpty() ? "there are no slots" : "the slots are " + String.join(", ", labelsOf(boot))));
        }
        if (!problems.isEmpty()) {
            throw new UserError(ExitCode.USAGE, problems);
        }
    }

    private static List<String> labelsOf(XenBoot boot) {
        return boot.slots().stream().map(XenBoot.Slot::label).toList();
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
