package org.domzero.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.domzero.installer.finish.RunEnd;
import org.domzero.installer.install.InstallPlan;
import org.domzero.installer.install.Installation;
import org.domzero.installer.install.Preparation;
import org.domzero.installer.install.Records;
import org.domzero.installer.source.AnswersSearch;
import org.domzero.installer.source.AnswersSource;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanJson;
import org.domzero.toolkit.progress.JsonProgress;
import org.domzero.toolkit.progress.PlainProgress;
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
            defaultValue = "/run/live/medium",
            description = "Where the installation medium is mounted (${DEFAULT-VALUE}).")
    private Path medium = Path.of("/run/live/medium");

    @Option(names = "--unattended", hidden = true, description = "As the live system starts it.")
    private boolean unattended;

    /** Whether the machine is on its way down: then nobody needs a shell. */
    private boolean leaving;

    @Override
    public Integer call() {
        CommandLine terminal = Objects.requireNonNull(spec).commandLine();
        if (!unattended) {
            return install(terminal, terminal.getOut()::println);
        }
        CommandRunner commands = new ProcessCommandRunner();
        MachineConsoles consoles = MachineConsoles.active(commands);
        int status;
        try {
            status = install(terminal, consoles);
        } catch (RuntimeException | Error error) {
            status = tellConsoles(error, consoles);
        }
        if (!leaving) {
            consoles.offerShell(commands);
        }
        return status;
    }

    /** The end of an unattended run that failed before it had begun; returns its exit status. */
    static int tellConsoles(Throwable error, Consumer<String> shown) {
        Domzero.render(error).lines().forEach(shown);
        tellOfShell(shown);
        return Domzero.status(error);
    }

    private static void tellOfShell(Consumer<String> shown) {
        shown.accept("Nothing more will happen by itself. A shell follows; the log is in " + InstallPlan.RECORDS
                + "/install.log, and 'domzero bundle' packs all that helps to find out more.");
    }

    private int install(CommandLine terminal, Consumer<String> shown) {
        KernelCommandLine commandLine = kernelCommandLine();
        AnswersSearch search = AnswersSearch.of(answers, commandLine, medium, Path.of("/"));
        if (search.isEmpty() && unattended) {
            AnswersSearch.awaitVolume(new ProcessCommandRunner());
            search = AnswersSearch.of(answers, commandLine, medium, Path.of("/"));
        }
        if (search.isEmpty()) {
            return withoutAnswers(shown);
        }
        if (planOnly) {
            Effects looking = new Effects(new ProcessCommandRunner(), Path.of("/"), warningsTo(terminal.getErr()));
            Optional<AnswersSource> source = search.get(looking);
            if (source.isEmpty()) {
                return withoutAnswers(shown);
            }
            show(Preparation.make(source.get(), medium, commandLine, looking), terminal.getOut());
            return ExitCode.DONE.status();
        }
        InstantSource clock = steadyClock();
        Progress screen = json ? new JsonProgress(shown, clock) : new PlainProgress(shown, clock, false);
        Records records = Records.in(Path.of(InstallPlan.RECORDS), clock);
        RunEnd end = new RunEnd();
        Progress progress = Progress.toAll(List.of(records.progress(), screen, end));
        CommandRunner commands = Installation.readingAhead(medium, new ProcessCommandRunner(records::detail));
        Effects effects = new Effects(commands, Path.of("/"), progress);
        try {
            Optional<AnswersSource> source = search.get(effects);
            return source.isEmpty()
                    ? withoutAnswers(shown)
                    : install(source.get(), commandLine, records, effects, end, shown);
        } catch (RuntimeException | Error error) {
            Domzero.render(error).lines().forEach(records::detail);
            if (!unattended) {
                end.tell(error, medium, Path.of(InstallPlan.RECORDS), effects);
                throw error;
            }
            return leaveFailed(error, effects, end, shown);
        }
    }

    /** Fetching answers may set the machine's clock; what is shown of the time since the start is not to jump. */
    private static InstantSource steadyClock() {
        Instant start = Instant.now();
        long then = System.nanoTime();
        return () -> start.plusNanos(System.nanoTime() - then);
    }

    /** Those who watch first: a webhook may take its time. */
    private int leaveFailed(Throwable error, Effects effects, RunEnd end, Consumer<String> shown) {
        Domzero.render(error).lines().forEach(shown);
        end.tell(error, medium, Path.of(InstallPlan.RECORDS), effects);
        leaving = end.leaveFailed(error, effects, shown);
        if (!leaving) {
            tellOfShell(shown);
        }
        return Domzero.status(error);
    }

    private int install(
            AnswersSource source,
            KernelCommandLine commandLine,
            Records records,
            Effects effects,
            RunEnd end,
            Consumer<String> shown) {
        Preparation preparation = Preparation.make(source, medium, commandLine, effects, end);
        Progress progress = effects.progress();
        records.keep(preparation);
        announce(preparation.plan().title(), preparation.drawing(), json, progress, shown);
        Installation.carryOut(preparation, effects);
        progress.info("installed; next: " + finish(preparation));
        end.tell(null, medium, Path.of(InstallPlan.RECORDS), effects);
        if (unattended) {
            leaving = end.leaveInstalled(effects);
        }
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

    /** What is going to happen; a drawing is nothing for those who read JSON, and they have it in the plan. */
    static void announce(String title, String drawing, boolean json, Progress progress, Consumer<String> shown) {
        progress.info(title);
        if (!json) {
            drawing.lines().forEach(shown);
        }
    }

    /** A medium without answers is for the shell, so that is what comes next on every console. */
    private int withoutAnswers(Consumer<String> shown) {
        if (!unattended) {
            throw UserError.usage(
                    "no answers: there is nobody to ask and nothing to go by",
                    "--answers FILE; or " + AnswersSearch.WAYS);
        }
        shown.accept("domzero: this medium carries no answers, so nothing is installed.");
        shown.accept("  hint: " + AnswersSearch.WAYS);
        return ExitCode.DONE.status();
    }

    private String finish(Preparation preparation) {
        return unattended
                ? switch (preparation.answers().finish().action()) {
                    case REBOOT -> "reboot";
                    case POWEROFF -> "power off";
                    case SHELL -> "a shell";
                }
                : "reboot, without the medium";
    }

    private static KernelCommandLine kernelCommandLine() {
        try {
            return new KernelCommandLine(Files.readString(Path.of("/proc/cmdline")));
        } catch (IOException e) {
            return new KernelCommandLine("");
        }
    }
}
