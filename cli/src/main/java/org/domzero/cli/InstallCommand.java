package org.domzero.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.domzero.installer.install.Preparation;
import org.domzero.installer.source.AnswersSearch;
import org.domzero.installer.source.AnswersSource;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanJson;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domzero install}. */
@Command(
        name = "install",
        description = {
            "Install a Xen host on this machine, from the booted medium.",
            "",
            "Everything is decided and checked before the first write: answers, machine, disks, the medium itself."
                    + " With answers nothing is asked. Disks that hold data are refused unless the answers allow it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero install --answers xen01.toml --plan   show what would be done, write nothing",
            "  domzero install --answers xen01.toml",
            "  domzero install --answers xen01.toml --plan --json",
        })
final class InstallCommand implements Callable<Integer> {
    /** Where the live system has it. */
    static final String MEDIUM = "/run/live/medium";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "The answer file. Without it: domzero.answers= on the kernel command line (a path or a URL),"
                    + " else the file embedded in the medium, else answers.toml on a volume labelled DOMZERO.")
    private @Nullable Path answers;

    @Option(names = "--plan", description = "Show what would be done, and write nothing.")
    private boolean planOnly;

    @Option(names = "--json", description = "The plan, or the progress, as JSON.")
    private boolean json;

    @Option(
            names = "--medium",
            paramLabel = "DIR",
            defaultValue = MEDIUM,
            description = "Where the installation medium is mounted (${DEFAULT-VALUE}).")
    private Path medium = Path.of(MEDIUM);

    @Override
    public Integer call() {
        CommandLine terminal = Objects.requireNonNull(spec).commandLine();
        if (!planOnly) {
            return new InstallRun(medium, false, json, terminal.getOut()::println).install(answers);
        }
        KernelCommandLine commandLine = InstallRun.kernelCommandLine();
        Effects looking = new Effects(new ProcessCommandRunner(), Path.of("/"), warningsTo(terminal.getErr()));
        AnswersSource source = AnswersSearch.of(answers, commandLine, medium, Path.of("/"))
                .get(looking)
                .orElseThrow(InstallRun::noAnswers);
        show(Preparation.make(source, medium, commandLine, looking), terminal.getOut());
        return ExitCode.DONE.status();
    }

    private void show(Preparation preparation, PrintWriter out) {
        if (json) {
            out.println(PlanJson.render(preparation.plan()));
        } else {
            out.println(preparation.plan().render());
            out.print(preparation.drawing());
        }
        out.flush();
    }

    /** Standard output is for the plan alone. */
    static Progress warningsTo(PrintWriter err) {
        return event -> {
            if (event instanceof ProgressEvent.Message message && message.level() == ProgressEvent.Level.WARNING) {
                err.println("warning: " + message.text());
            }
        };
    }
}
