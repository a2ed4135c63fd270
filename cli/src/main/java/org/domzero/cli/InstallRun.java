package org.domzero.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.domzero.installer.answers.FinishAction;
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
import org.domzero.toolkit.progress.JsonProgress;
import org.domzero.toolkit.progress.PlainProgress;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;

/** One install from answers, with its records, from the search for the answers to what comes after it. */
final class InstallRun {
    private final Path medium;
    private final boolean unattended;
    private final boolean json;
    private final Consumer<String> shown;

    /** Whether the machine is on its way down: then nobody needs a shell. */
    private boolean leaving;

    /**
     * @param unattended as the live system does it: nobody is there to ask or to read a stack trace
     * @param shown is told what whoever watches is to see
     */
    InstallRun(Path medium, boolean unattended, boolean json, Consumer<String> shown) {
        this.medium = medium;
        this.unattended = unattended;
        this.json = json;
        this.shown = shown;
    }

    boolean leaving() {
        return leaving;
    }

    /** Returns its exit status. */
    int install(@Nullable Path answers) {
        KernelCommandLine commandLine = kernelCommandLine();
        AnswersSearch search = unattended
                ? AnswersSearch.patient(answers, commandLine, medium, Path.of("/"), new ProcessCommandRunner())
                : AnswersSearch.of(answers, commandLine, medium, Path.of("/"));
        if (search.isEmpty()) {
            return withoutAnswers();
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
            return source.isEmpty() ? withoutAnswers() : install(source.get(), commandLine, records, effects, end);
        } catch (RuntimeException | Error error) {
            Domzero.render(error).lines().forEach(records::detail);
            if (!unattended) {
                end.tell(error, medium, Path.of(InstallPlan.RECORDS), effects);
                throw error;
            }
            return leaveFailed(error, effects, end);
        }
    }

    private int install(
            AnswersSource source, KernelCommandLine commandLine, Records records, Effects effects, RunEnd end) {
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

    /** Those who watch first: a webhook may take its time. */
    private int leaveFailed(Throwable error, Effects effects, RunEnd end) {
        Domzero.render(error).lines().forEach(shown);
        end.tell(error, medium, Path.of(InstallPlan.RECORDS), effects);
        leaving = end.leaveFailed(error, effects, shown);
        if (!leaving) {
            tellOfShell(shown);
        }
        return Domzero.status(error);
    }

    static void tellOfShell(Consumer<String> shown) {
        shown.accept("Nothing more will happen by itself. A shell follows; the log is in " + InstallPlan.RECORDS
                + "/install.log, and 'domzero bundle' packs all that helps to find out more.");
    }

    /** A medium without answers is for the shell, so that is what comes next on every console. */
    private int withoutAnswers() {
        if (!unattended) {
            throw noAnswers();
        }
        shown.accept("domzero: this medium carries no answers, so nothing is installed.");
        shown.accept("  hint: " + AnswersSearch.WAYS);
        return ExitCode.DONE.status();
    }

    static UserError noAnswers() {
        return UserError.usage(
                "no answers: there is nobody to ask and nothing to go by", "--answers FILE; or " + AnswersSearch.WAYS);
    }

    private String finish(Preparation preparation) {
        return unattended ? next(preparation.answers().finish().action()) : "reboot, without the medium";
    }

    static String next(FinishAction action) {
        return switch (action) {
            case REBOOT -> "reboot";
            case POWEROFF -> "power off";
            case SHELL -> "a shell";
        };
    }

    /** What is going to happen; a drawing is nothing for those who read JSON, and they have it in the plan. */
    static void announce(String title, String drawing, boolean json, Progress progress, Consumer<String> shown) {
        progress.info(title);
        if (!json) {
            drawing.lines().forEach(shown);
        }
    }

    /** Fetching answers may set the machine's clock; what is shown of the time since the start is not to jump. */
    static InstantSource steadyClock() {
        Instant start = Instant.now();
        long then = System.nanoTime();
        return () -> start.plusNanos(System.nanoTime() - then);
    }

    static KernelCommandLine kernelCommandLine() {
        try {
            return new KernelCommandLine(Files.readString(Path.of("/proc/cmdline")));
        } catch (IOException e) {
            return new KernelCommandLine("");
        }
    }
}
