package org.domzero.guests.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.domzero.guests.storage.RemoveVolume;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.Volume;
import org.domzero.guests.storage.Volumes;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanRunner;
import org.jspecify.annotations.Nullable;

/**
 * How a guest is made that is not there yet.
 *
 * @param volumes that the plan makes
 */
record GuestCreation(String name, List<Volume> volumes, Plan plan) {
    GuestCreation {
        volumes = List.copyOf(volumes);
    }

    /**
     * Makes it; what was made of one that fails half-way is removed again.
     *
     * @throws UserError as of a plan, saying that nothing is left where that is so
     */
    void run(Effects effects) {
        try {
            PlanRunner.run(plan, effects);
        } catch (RuntimeException | Error failed) {
            effects.progress().warn("it failed; what was made is removed again");
            Throwable left = uninterrupted(() -> takeBack(effects));
            if (left == null && failed instanceof UserError error) {
                throw nothingLeft(error);
            }
            if (left != null) {
                failed.addSuppressed(left);
                effects.progress().warn("not all of it could be removed: " + left.getMessage());
            }
            throw failed;
        }
    }

    private void takeBack(Effects effects) {
        Repositories here = Repositories.read(effects);
        Volumes there = Volumes.read(here, effects);
        List<Action> actions = new ArrayList<>();
        actions.add(new RemoveDefinition(Guests.file(name)));
        for (Volume volume : volumes) {
            there.at(volume.path()).ifPresent(made -> actions.add(new RemoveVolume(made)));
        }
        Phase removal = new Phase("take back what was made", actions);
        PlanRunner.run(new Plan(removal.title(), List.of(removal)), effects);
        // What is on disks that have gone meanwhile, nobody can tell.
        for (Volume volume : volumes) {
            if (here.named(volume.repository().uuid().toString()).state() == Repository.State.ABSENT) {
                throw UserError.failed(
                        volume.path() + " may be left, as "
                                + volume.repository().name() + " is not there any more",
                        "remove it when it is there again");
            }
        }
    }

    private static UserError nothingLeft(UserError failed) {
        UserError told = new UserError(
                failed.exitCode(),
                failed.problems().stream()
                        .map(problem -> new Problem(
                                problem.place(), problem.message() + "; nothing of it is left here", problem.hint()))
                        .toList());
        told.initCause(failed);
        return told;
    }

    /**
     * On a thread of its own: an interruption that comes late must not end the removal too.
     *
     * @return what went wrong
     */
    private static @Nullable Throwable uninterrupted(Runnable work) {
        FutureTask<@Nullable Void> task = new FutureTask<>(work, null);
        new Thread(task, "removal").start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return null;
                } catch (InterruptedException late) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    return failed.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
