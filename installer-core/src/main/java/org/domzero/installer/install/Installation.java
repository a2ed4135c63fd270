package org.domzero.installer.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.AheadRunner;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanRunner;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;

/** Carrying out what {@link Preparation} decided. */
public final class Installation {
    private Installation() {}

    /**
     * Begins to read what the installation will compare with the manifest, while answers and machine are looked at, or
     * takes it from the live system, which has begun when it started. Nothing but that is done in the background.
     *
     * @param medium where the installation medium is mounted; one without a manifest is not read
     */
    public static CommandRunner readingAhead(Path medium, CommandRunner commands) {
        Path manifest = medium.resolve(MediumManifest.PATH);
        try {
            VerifyFiles check = new VerifyFiles(
                    medium.toString(),
                    MediumManifest.parse(Files.readString(manifest)).files());
            // Its lines would come between those of other commands, so they stay out of the log.
            return new AheadRunner(
                    commands,
                    new DigestsOfBoot(new ProcessCommandRunner(), Path.of(DigestsOfBoot.FILE)),
                    check.files().stream().map(check::digest).toList());
        } catch (IOException | UserError toldLater) {
            return commands;
        }
    }

    /**
     * Runs the plan. When it fails, what it had mounted is unmounted, so that it can be tried again.
     *
     * @throws UserError naming the step at which it failed, and how to try again where that takes other answers
     */
    public static void carryOut(Preparation preparation, Effects effects) {
        RepositoryWatch watch = new RepositoryWatch(preparation.repository());
        Effects watched =
                new Effects(effects.commands(), effects.root(), Progress.toAll(List.of(effects.progress(), watch)));
        try {
            PlanRunner.run(preparation.plan(), watched);
        } catch (RuntimeException | Error failure) {
            unmount(effects, failure);
            forgetDigests(effects);
            if (failure instanceof UserError error && watch.begun) {
                throw withWayToTryAgain(error, preparation.repository());
            }
            throw failure;
        }
    }

    private static void unmount(Effects effects, Throwable failure) {
        try {
            effects.commands().tryRun(Command.of("umount", "--recursive", "--quiet", InstallPlan.TARGET));
        } catch (UserError another) {
            failure.addSuppressed(another);
        }
    }

    /** Who tries again may have mended the medium, or it has broken since: then it is read anew. */
    private static void forgetDigests(Effects effects) {
        try {
            Files.deleteIfExists(effects.resolve(DigestsOfBoot.FILE));
        } catch (IOException e) {
            effects.progress().warn(DigestsOfBoot.FILE + " cannot be removed: " + IoReason.of(e));
        }
    }

    /** The disks now carry a repository that no answer names, and the next run would refuse to erase it. */
    private static UserError withWayToTryAgain(UserError error, UUID repository) {
        List<Problem> problems = new ArrayList<>(error.problems());
        Problem last = problems.remove(problems.size() - 1);
        String way = "to try again: existing-data = \"erase\" and erase-repository = \"" + repository + "\"";
        problems.add(new Problem(
                last.place(), last.message(), last.hint() == null ? way : last.hint() + "\n  hint: " + way));
        UserError extended = new UserError(error.exitCode(), problems);
        extended.initCause(error);
        return extended;
    }

    /** Notices the first step that makes something of the repository, which its summary names. */
    private static final class RepositoryWatch implements Progress {
        private final String repository;
        /** Steps are told from two threads. */
        private volatile boolean begun;

        RepositoryWatch(UUID repository) {
            this.repository = repository.toString();
        }

        @Override
        public void on(ProgressEvent event) {
            if (event instanceof ProgressEvent.Step step && step.summary().contains(repository)) {
                begun = true;
            }
        }
    }
}
