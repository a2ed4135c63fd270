package org.domzero.bootloader.extlinux;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Makes the next boot take an entry, and the one after that the default again. Extlinux keeps it in its own file, and
 * forgets it before it starts the entry.
 *
 * @param mountPoint where the boot partition is mounted, writable
 * @param label the entry's
 */
public record BootOnce(String mountPoint, String label) implements CommandAction {
    public BootOnce {
        if (label.isEmpty() || !Line.firstWord(label).equals(label)) {
            throw new IllegalArgumentException("\"" + label + "\" is not a label: it has to be one word");
        }
    }

    @Override
    public String summary() {
        return "boot entry " + label + " once, by Extlinux in " + folder(mountPoint);
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("extlinux", "--once=" + label, folder(mountPoint)));
    }

    /** Where Extlinux lives on the boot partition; the first of the places it looks for its configuration. */
    static String folder(String mountPoint) {
        return mountPoint + (mountPoint.endsWith("/") ? "" : "/") + "extlinux";
    }
}
