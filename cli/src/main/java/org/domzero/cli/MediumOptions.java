package org.domzero.cli;

import java.nio.file.Path;
import java.util.Objects;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.answers.ParsedClone;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is the same for an ISO that is built and one that is changed. */
final class MediumOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "Embed this answer file: the medium then installs without asking.")
    @Nullable
    Path answers;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates in PEM that a server of answers may be known by, beside the usual ones.")
    @Nullable
    Path ca;

    @Option(
            names = "--kernel-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "Added to every entry of the boot menu.")
    String kernelOptions = "";

    @Option(names = "--json", description = "Show progress as JSON lines.")
    boolean json;

    /** The answer file, if there is one; what it says about a clone is looked at here. */
    @Nullable
    Path checkedAnswers() {
        if (answers != null && AnswersParser.parseAny(answers) instanceof ParsedClone clone) {
            AnsweredClone.of(clone);
        }
        return answers;
    }

    Progress progress() {
        return Console.progress(Objects.requireNonNull(spec).commandLine().getOut(), json);
    }
}
