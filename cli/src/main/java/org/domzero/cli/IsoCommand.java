package org.domzero.cli;

import picocli.CommandLine.Command;

/** {@code domzero iso …}. */
@Command(
        name = "iso",
        description = "Make the installation medium, and look at it.",
        subcommands = {IsoBuildCommand.class, IsoCustomizeCommand.class, IsoInspectCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  domzero iso build --output domzero.iso",
            "  domzero iso customize domzero.iso --answers xen01.toml --output xen01.iso",
            "  domzero iso inspect xen01.iso",
        })
final class IsoCommand {}
