package org.domzero.cli;

import org.domzero.toolkit.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero vm cd …}. */
@Command(
        name = "cd",
        description = "The CD in a guest's drive. A guest that runs sees it at once.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  domzero vm cd insert web1 debian.iso       of an ISO library",
            "  domzero vm cd insert web1 /srv/tools.iso",
            "  domzero vm cd eject web1",
        })
final class VmCdCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "insert",
            description = "Put an ISO file into the drive, in place of what is in it.",
            footer = {"", "Example:", "  domzero vm cd insert web1 debian.iso"})
    int insert(
            @Parameters(paramLabel = "GUEST", description = VmCommand.GUEST) String name,
            @Parameters(paramLabel = "ISO", description = "A file, or its name in an ISO library.") String iso) {
        HostTerminal.of(spec).guests().changeCd(name, iso);
        return ExitCode.DONE.status();
    }

    @Command(
            name = "eject",
            description = "Take out what is in the drive.",
            footer = {"", "Example:", "  domzero vm cd eject web1"})
    int eject(@Parameters(paramLabel = "GUEST", description = VmCommand.GUEST) String name) {
        HostTerminal.of(spec).guests().changeCd(name, "");
        return ExitCode.DONE.status();
    }
}
