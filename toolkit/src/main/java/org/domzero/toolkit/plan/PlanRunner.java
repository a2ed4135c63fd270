package org.domzero.toolkit.plan;

import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.ProgressEvent;

/** Carries out a plan, action by action, telling the {@link Effects#progress() progress} what it does. */
public final class PlanRunner {
    private PlanRunner() {}

    /**
     * Performs every action in order and stops at the first that fails.
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
            for (Action action : phase.actions()) {
                effects.progress().on(new ProgressEvent.Step(action.summary()));
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
