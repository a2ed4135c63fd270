package org.domzero.toolkit.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.ProgressEvent;
import org.jspecify.annotations.Nullable;

/** Carries out a plan, action by action, telling the {@link Effects#progress() progress} what it does. */
public final class PlanRunner {
    private PlanRunner() {}

    /**
     * Performs every action in order and stops at the first that fails. What goes on {@link Phase#meanwhile meanwhile}
     * is let end the action it is at, and begins no other.
     *
     * @throws UserError what the action threw, with the step it happened at put before its message; anything else that
     *     it threw is the cause
     */
    public static void run(Plan plan, Effects effects) {
        int number = 0;
        for (Phase phase : plan.phases()) {
            number++;
            effects.progress()
                    .on(new ProgressEvent.Phase(
                            phase.title(), number, plan.phases().size()));
            new PhaseRun(phase, effects).run();
        }
    }

    /** A phase on its way, on one thread or two. */
    private static final class PhaseRun {
        private final Phase phase;
        private final Effects effects;
        /** What failed first; of two tracks the other then comes to its end. */
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        PhaseRun(Phase phase, Effects effects) {
            this.phase = phase;
            this.effects = effects;
        }

        void run() {
            Thread meanwhile = new Thread(() -> perform(phase.meanwhile()), "meanwhile");
            if (!phase.meanwhile().isEmpty()) {
                meanwhile.start();
            }
            try {
                perform(phase.actions());
            } finally {
                await(meanwhile);
            }
            Throwable failed = failure.get();
            if (failed instanceof Error error) {
                throw error;
            }
            if (failed != null) {
                throw (RuntimeException) failed;
            }
        }

        /** Nothing may still write to a disk when the phase has ended, be it by an interruption. */
        private static void await(Thread thread) {
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void perform(List<Action> actions) {
            for (Action action : actions) {
                if (failure.get() != null) {
                    return;
                }
                try {
                    effects.progress().on(new ProgressEvent.Step(action.summary()));
                    perform(action);
                } catch (RuntimeException | Error failed) {
                    note(failed);
                }
            }
        }

        private void note(Throwable failed) {
            if (!failure.compareAndSet(null, failed)) {
                Objects.requireNonNull(failure.get()).addSuppressed(failed);
                effects.progress().warn("besides, " + failed.getMessage());
            }
        }

        private void perform(Action action) {
            try {
                action.perform(effects);
            } catch (UserError error) {
                throw atStep(phase, action, error);
            } catch (RuntimeException mistake) {
                throw UserError.failed(
                        step(phase, action) + "domzero itself failed: " + mistake,
                        "this is a mistake in domzero; run it again with --debug and report what it shows",
                        mistake);
            }
        }
    }

    private static UserError atStep(Phase phase, Action action, UserError error) {
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : error.problems()) {
            problems.add(new Problem(problem.place(), step(phase, action) + problem.message(), problem.hint()));
        }
        UserError located = new UserError(error.exitCode(), problems);
        located.initCause(error);
        return located;
    }

    private static String step(Phase phase, Action action) {
        return "while it was to " + phase.title() + " (" + action.summary() + "): ";
    }
}
