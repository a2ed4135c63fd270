package org.domzero.bootloader.efi;

import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Makes the firmware's memory name systemd-boot on this disk, first in its order and instead of what an earlier install
 * left there.
 *
 * <p>Never fails: much firmware refuses or forgets such entries, and all of it boots {@code EFI/BOOT/BOOTX64.EFI}
 * without one. What went wrong is a warning.
 *
 * @param disk the device: {@code /dev/sda}
 * @param partition the boot partition's number, from 1
 */
public record AddFirmwareEntry(String disk, int partition) implements Action {
    private static final String LABEL = FirmwareEntries.LABEL;

    @Override
    public String summary() {
        return "add the firmware boot entry \"" + LABEL + "\" for partition " + partition + " of " + disk;
    }

    @Override
    public void perform(Effects effects) {
        try {
            CommandResult list = effects.commands().run("efibootmgr");
            for (String number : FirmwareEntries.numbersOf(LABEL, list.lines())) {
                effects.commands().run("efibootmgr", "--quiet", "--bootnum", number, "--delete-bootnum");
            }
            effects.commands().run(create());
        } catch (UserError error) {
            effects.progress()
                    .warn("the firmware took no boot entry for " + disk
                            + "; it has to find EFI/BOOT/BOOTX64.EFI there by itself, as most does ("
                            + reason(error.problems().get(0)) + ")");
        }
    }

    private static String reason(Problem problem) {
        return problem.hint() == null ? problem.message() : problem.message() + "; " + problem.hint();
    }

    private Command create() {
        return Command.of(
                "efibootmgr",
                "--create",
                "--disk",
                disk,
                "--part",
                Integer.toString(partition),
                "--label",
                LABEL,
                "--loader",
                "\\EFI\\systemd\\systemd-bootx64.efi");
    }
}
