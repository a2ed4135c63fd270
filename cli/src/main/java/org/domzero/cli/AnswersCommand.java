package org.domzero.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.domzero.installer.answers.AnswerFile;
import org.domzero.installer.answers.AnswersGuide;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.answers.Mode;
import org.domzero.installer.answers.ParsedAnswers;
import org.domzero.installer.answers.ParsedClone;
import org.domzero.installer.facts.RecordedFacts;
import org.domzero.installer.install.Fit;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.PrettyJson;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
                "With --against also whether it fits a machine: what an install would choose there, or the errors it"
                        + " would end with, and its exit status. The machine itself is not needed for that. What only the"
                        + " medium knows (keymaps, interpreters of scripts) is named and not looked at.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  domzero answers check xen01.toml",
                "  domzero answers check xen01.toml --against probe.json",
            })
    int check(
            @Parameters(paramLabel = "FILE", description = "The answer file.") Path file,
            @Option(
                            names = "--against",
                            paramLabel = "PROBE",
                            description = "What 'domzero probe --json' printed on the machine.")
                    @Nullable
                    Path probe,
            @Option(names = "--json", description = "What would be chosen, as JSON. Only with --against.")
                    boolean json) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        if (json && probe == null) {
            throw UserError.usage(
                    "--json shows what would be chosen, and no machine to choose on is named",
                    "add --against with what 'domzero probe --json' printed there");
        }
        AnswerFile read = AnswersParser.parseAny(file);
        if (read instanceof ParsedClone toClone) {
            AnsweredClone.of(toClone);
            if (probe != null) {
                throw UserError.usage(
                        file + " clones a machine, and --against looks whether answers fit one that is installed",
                        "'domzero p2v push --answers " + file
                                + " --plan', on the machine booted from the ISO, shows what would become of it");
            }
            out.println(file + ": no mistakes; it clones a machine to "
                    + toClone.answers().host().to());
            return ExitCode.DONE.status();
        }
        ParsedAnswers parsed = (ParsedAnswers) read;
        if (probe == null) {
            out.println(file + ": no mistakes");
            notLookedAt(parsed, out);
            return ExitCode.DONE.status();
        }
        Fit fit = Fit.of(parsed, RecordedFacts.read(probe), InstallCommand.warningsTo(err));
        if (json) {
            out.println(PrettyJson.of(fit.toJson()));
        } else {
            out.println(file + ": no mistakes, and it fits the machine");
            out.print(fit.render());
            notLookedAt(parsed, out);
            out.flush();
        }
        return ExitCode.DONE.status();
    }

    private static void notLookedAt(ParsedAnswers parsed, PrintWriter out) {
        List<String> left = Fit.notLookedAt(parsed.answers());
        if (!left.isEmpty()) {
            out.println("not looked at, as only the medium knows them: " + String.join("; ", left));
        }
    }

    @Command(
            name = "example",
            description = "Print an answer file with every key explained.",
            footer = {
                "",
                "Examples:",
                "  domzero answers example > xen01.toml",
                "  domzero answers example --mode clone > old1.toml",
            })
    int example(
            @Option(
                            names = "--mode",
                            paramLabel = "MODE",
                            defaultValue = "install",
                            description = "What the answers are for: install or clone. Default: ${DEFAULT-VALUE}.")
                    Mode mode) {
        Objects.requireNonNull(spec).commandLine().getOut().print(AnswersGuide.example(mode));
        Objects.requireNonNull(spec).commandLine().getOut().flush();
        return 0;
    }
}
