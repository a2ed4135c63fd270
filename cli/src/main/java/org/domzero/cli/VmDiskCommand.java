package org.domzero.cli;

import org.domzero.guests.vm.GuestPlans;
import org.domzero.guests.vm.HostGuests;
import org.domzero.toolkit.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero vm disk …}. */
@Command(
        name = "disk",
        description = "A guest's disks: add, grow, remove. A guest that runs sees it at once.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  domzero vm disk add web1 50GiB",
            "  domzero vm disk grow web1 xvda 40GiB",
            "  domzero vm disk remove web1 xvdb",
        })
final class VmDiskCommand {
    private static final String DEVICE = "The disk as the guest sees it: xvda.";

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "add",
            description = "Give a guest one more disk.",
            footer = {"", "Example:", "  domzero vm disk add web1 50GiB --repository fast"})
    int add(
            @Parameters(paramLabel = "GUEST", description = VmCommand.GUEST) String name,
            @Parameters(paramLabel = "SIZE", description = "As 50GiB.") String size,
            @Option(
                            names = "--repository",
                            paramLabel = "REPOSITORY",
                            description = "Where it goes, if not the default.")
                    @Nullable
                    String repository) {
        HostTerminal.of(spec).guests().addDisk(name, VmCommand.size("SIZE", size), repository);
        return ExitCode.DONE.status();
    }

    @Command(
            name = "grow",
            description = "Make a disk larger. What is on it has to be grown inside the guest.",
            footer = {"", "Example:", "  domzero vm disk grow web1 xvda 40GiB"})
    int grow(
            @Parameters(paramLabel = "GUEST", description = VmCommand.GUEST) String name,
            @Parameters(paramLabel = "DEVICE", description = DEVICE) String device,
            @Parameters(paramLabel = "SIZE", description = "Its new size, as 40GiB.") String size) {
        HostTerminal.of(spec).guests().growDisk(name, device, VmCommand.size("SIZE", size));
        return ExitCode.DONE.status();
    }

    @Command(
            name = "remove",
            description = "Take a disk from a guest, and remove it with all that is on it.",
            footer = {"", "Example:", "  domzero vm disk remove web1 xvdb"})
    int remove(
            @Parameters(paramLabel = "GUEST", description = VmCommand.GUEST) String name,
            @Parameters(paramLabel = "DEVICE", description = DEVICE) String device,
            @Option(names = "--yes", description = "Without asking.") boolean yes) {
        HostTerminal terminal = HostTerminal.of(spec);
        HostGuests.Inventory here = terminal.inventory();
        terminal.show(GuestPlans.removeDisk(here.guests(), here.guests().named(name), here.volumes(), device)
                .render());
        if (!yes && !VmCommand.Consent.asked("Remove " + device + " of " + name + "? [y/N] ")) {
            terminal.show("nothing has been removed\n");
            return ExitCode.DONE.status();
        }
        HostTerminal.of(spec).guests().removeDisk(name, device);
        return ExitCode.DONE.status();
    }
}
