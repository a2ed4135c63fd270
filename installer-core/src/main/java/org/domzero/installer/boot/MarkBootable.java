package org.domzero.installer.boot;

import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Gives a partition the attribute by which {@code gptmbr.bin} finds it. The kernel need not know.
 *
 * @param attributes all it is to have, as {@code sfdisk --part-attrs} takes them
 */
record MarkBootable(String disk, int partition, String attributes) implements CommandAction {
    static final String ATTRIBUTE = "LegacyBIOSBootable";

    @Override
    public String summary() {
        return "mark partition " + partition + " of " + disk + " as bootable by BIOS, in the partition table";
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of(
                        "sfdisk",
                        "--no-reread",
                        "--no-tell-kernel",
                        "--part-attrs",
                        disk,
                        Integer.toString(partition),
                        attributes),
                // It looks at the whole disk again when somebody has written to it.
                Command.of("udevadm", "settle", "--timeout=60"));
    }
}
