package org.domzero.cli;

import picocli.CommandLine.Command;

/** {@code domzero boot}. */
@Command(
        name = "boot",
        description = "The boot partition of an installed host: what it holds, and bringing it in step with the slot.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BootStatusCommand.class, BootUpdateCommand.class},
        footer = {"", "Examples:", "  domzero boot update --plan", "  domzero boot status"})
final class BootCommand {}
