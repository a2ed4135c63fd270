package org.domzero.cli;

import org.domzero.toolkit.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero vm nic …}. */
@Command(
        name = "nic",
        description = "A guest's network cards: add, remove. A guest that runs sees it at once.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  domzero vm nic add web1 --bridge xenbr0",
            "  domzero vm nic remove web1 00:16:3e:12:34:56",
        })
final class VmNicCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "add",
            description = "Give a guest one more network card.",
            footer = {"", "Example:", "  domzero vm nic add web1"})
    int add(
            @Parameters(paramLabel = "GUEST", description = VmCommand.GUEST) String name,
            @Option(
                            names = "--bridge",
                            paramLabel = "BRIDGE",
                            defaultValue = "xenbr0",
                            description = "Default: ${DEFAULT-VALUE}.")
                    String bridge) {
        HostTerminal.of(spec).guests().addNic(name, bridge);
        return ExitCode.DONE.status();
    }

    @Command(
            name = "remove",
            description = "Take a network card from a guest.",
            footer = {"", "Example:", "  domzero vm nic remove web1 00:16:3e:12:34:56"})
    int remove(
            @Parameters(paramLabel = "GUEST", description = VmCommand.GUEST) String name,
            @Parameters(paramLabel = "MAC", description = "The card's address.") String mac) {
        HostTerminal.of(spec).guests().removeNic(name, mac);
        return ExitCode.DONE.status();
    }
}
