package org.domzero.cli;

import picocli.CommandLine.Command;

/** {@code domzero iso …}. */
@Command(
        name = "iso",
        description = "Make the installation medium.",
        subcommands = {IsoBuildCommand.class, IsoCustomizeCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class IsoCommand {}
