package org.domzero.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.domzero.installer.answers.AnswersGuide;
import org.domzero.installer.answers.AnswersParser;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero answers …}. */
@Command(
        name = "answers",
        description = "Work with answer files for unattended installs.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  domzero answers example > xen01.toml",
            "  domzero answers check xen01.toml",
        })
final class AnswersCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "check",
            description = {
                "Look through an answer file and name everything that is wrong with it.",
                "",
                "Whether it fits a machine is only known there: 'domzero install --answers FILE --plan'.",
                ""
            },
            footer = {"", "Example:", "  domzero answers check xen01.toml"})
    int check(@Parameters(paramLabel = "FILE", description = "The answer file.") Path file) {
        AnswersParser.parse(file);
        Objects.requireNonNull(spec).commandLine().getOut().println(file + ": no mistakes");
        return 0;
    }

    @Command(
            name = "example",
            description = "Print an answer file with every key explained.",
            footer = {"", "Example:", "  domzero answers example > xen01.toml"})
    int example() {
        Objects.requireNonNull(spec).commandLine().getOut().print(AnswersGuide.example());
        Objects.requireNonNull(spec).commandLine().getOut().flush();
        return 0;
    }
}
