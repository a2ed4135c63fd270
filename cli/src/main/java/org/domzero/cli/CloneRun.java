package org.domzero.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.domzero.installer.answers.CloneAnswers;
import org.domzero.installer.answers.ParsedClone;
import org.domzero.installer.answers.WrongMode;
import org.domzero.installer.finish.CloneEnd;
import org.domzero.installer.finish.Secrets;
import org.domzero.installer.install.InstallPlan;
import org.domzero.installer.install.Records;
import org.domzero.installer.source.AnswersSearch;
import org.domzero.installer.source.AnswersSource;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.installer.source.WaitOnline;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.PlainProgress;
import org.domzero.toolkit.progress.Progress;

/** The cloning of this machine by answers, with its log, from the search for them to what comes after it. */
final class CloneRun {
    /** Keeps login shells from asking where to clone to; see {@code domzero-clone.sh}. */
    static final String NOBODY_IS_ASKED = "/run/domzero/clone-asked";

    private static final String LOG = "clone";

    private final Path root;
    private final Path medium;
    private final Consumer<String> shown;
    private final Pushing pushing;

    /** Whether the machine is on its way down: then nobody needs a shell. */
    private boolean leaving;

    /** What makes the clone. */
    @FunctionalInterface
    interface Pushing {
        /** Returns the exit status. */
        int push(AnsweredClone clone, Push.Extent extent, Effects effects, Push.Words words);
    }

    /**
     * @param root of the live system
     * @param shown is told what whoever watches is to see
     */
    CloneRun(Path root, Path medium, Consumer<String> shown, Pushing pushing) {
        this.root = root;
        this.medium = medium;
        this.shown = shown;
        this.pushing = pushing;
    }

    boolean leaving() {
        return leaving;
    }

    /**
     * Returns its exit status. Without answers nothing is said: a login shell asks for what it needs.
     *
     * @param commands what runs them, by where it logs them
     */
    int clone(KernelCommandLine commandLine, Function<Consumer<String>, CommandRunner> commands) {
        InstantSource clock = InstallRun.steadyClock();
        Progress screen = new PlainProgress(shown, clock, false);
        Effects looking = new Effects(commands.apply(line -> {}), root, screen);
        try {
            AnswersSearch search = AnswersSearch.patient(null, commandLine, medium, root, looking.commands());
            if (search.isEmpty()) {
                return ExitCode.DONE.status();
            }
            Records records = Records.in(looking.resolve(InstallPlan.RECORDS), LOG, clock);
            Effects effects = new Effects(
                    commands.apply(records::detail), root, Progress.toAll(List.of(records.progress(), screen)));
            try {
                Optional<AnswersSource> source = search.get(effects);
                return source.isEmpty() ? ExitCode.DONE.status() : clone(source.get(), records, effects);
            } catch (WrongMode other) {
                throw other;
            } catch (RuntimeException | Error error) {
                Domzero.render(error).lines().forEach(records::detail);
                throw error;
            }
        } catch (WrongMode other) {
            other.render().lines().forEach(shown);
            return other.exitCode().status();
        } catch (RuntimeException | Error error) {
            Domzero.render(error).lines().forEach(shown);
            return failed(Domzero.status(error), looking);
        }
    }

    private int clone(AnswersSource source, Records records, Effects effects) {
        Progress progress = effects.progress();
        progress.info("answers: " + source);
        ParsedClone parsed = source.parseClone();
        AnsweredClone clone = AnsweredClone.of(parsed);
        CloneAnswers answers = parsed.answers();
        effects.commands().tryRun(WaitOnline.forAnAddress());
        progress.info("cloning this machine to " + clone.to());
        Secrets secrets = Secrets.of(Secrets.in(answers));
        Consumer<String> said = line -> {
            shown.accept(line);
            records.detail(secrets.removedFrom(line));
        };
        int status = pushing.push(clone, new Push.Extent.Whole(), effects, new Push.Words(said, said));
        if (status != ExitCode.DONE.status()) {
            progress.warn("the clone is not done: " + clone.to() + " has said why");
            return failed(status, effects);
        }
        progress.info("cloned; next: " + InstallRun.next(answers.action()));
        leaving = CloneEnd.leave(answers.action(), effects, shown);
        if (!leaving) {
            askNobody(effects);
        }
        return status;
    }

    private int failed(int status, Effects effects) {
        askNobody(effects);
        shown.accept("Nothing more will happen by itself, and the machine's disks are as they were. A shell follows:"
                + " 'systemctl start domzero-clone' tries again and goes on where it was; the log is in "
                + InstallPlan.RECORDS + "/" + LOG
                + ".log, and 'domzero bundle' packs all that helps to find out more.");
        return status;
    }

    private static void askNobody(Effects effects) {
        try {
            effects.onFile(NOBODY_IS_ASKED, file -> {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, "");
            });
        } catch (UserError full) {
            effects.progress().warn("the shells will ask where to clone to: " + full.getMessage());
        }
    }
}
