package org.domzero.toolkit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;

class PlanRunnerTest {
    private final List<ProgressEvent> events = new ArrayList<>();
    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private final Effects effects = new Effects(commands, Path.of("/nowhere"), events::add);

    private record Fail(String summary, RuntimeException error) implements Action {
        @Override
        public void perform(Effects effects) {
            throw error;
        }
    }

    @Test
    void performsEveryActionInOrderAndTellsIt() {
        PlanRunner.run(
                new Plan(
                        "test",
                        List.of(
                                Phase.of("begin", Tell.of("one"), Tell.of("two")),
                                Phase.of("finish", new Run("three", List.of(Command.of("a"), Command.of("b")))))),
                effects);

        assertThat(events)
                .containsExactly(
                        new ProgressEvent.Phase("begin", 1, 2),
                        new ProgressEvent.Step("one"),
                        new ProgressEvent.Message(ProgressEvent.Level.INFO, "did one"),
                        new ProgressEvent.Step("two"),
                        new ProgressEvent.Message(ProgressEvent.Level.INFO, "did two"),
                        new ProgressEvent.Phase("finish", 2, 2),
                        new ProgressEvent.Step("three"));
        assertThat(commands.lines()).containsExactly("a", "b");
    }

    @Test
    void stopsAtTheFirstActionThatFailsAndSaysWhere() {
        commands.answer("mkfs.ext4", new CommandResult(1, "", "no such device\n"));
        Plan plan = new Plan(
                "test",
                List.of(
                        Phase.of(
                                "make the filesystems",
                                new Run(
                                        "make ext4 on /dev/sda2",
                                        List.of(Command.of("mkfs.ext4", "/dev/sda2"), Command.of("never"))),
                                Tell.of("never")),
                        Phase.of("finish", Tell.of("never"))));

        UserError error = catchThrowableOfType(UserError.class, () -> PlanRunner.run(plan, effects));

        assertThat(error.render())
                .isEqualTo("error: while it was to make the filesystems (make ext4 on /dev/sda2): "
                        + "\"mkfs.ext4 /dev/sda2\" ended with status 1\n"
                        + "  hint: it said: no such device");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(commands.lines()).containsExactly("mkfs.ext4 /dev/sda2");
        assertThat(events)
                .containsExactly(
                        new ProgressEvent.Phase("make the filesystems", 1, 2),
                        new ProgressEvent.Step("make ext4 on /dev/sda2"));
    }

    @Test
    void keepsExitCodePlacesAndCause() {
        UserError cause = new UserError(
                ExitCode.REFUSED,
                List.of(
                        new Problem(new Place("answers.toml", 3, 1), "it holds data", "erase it"),
                        Problem.of("and so does that")));

        UserError error = catchThrowableOfType(
                UserError.class,
                () -> PlanRunner.run(new Plan("test", List.of(Phase.of("clear", new Fail("wipe", cause)))), effects));

        assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(error).hasCause(cause);
        assertThat(error.render()).isEqualTo("""
                error: answers.toml:3:1: while it was to clear (wipe): it holds data
                  hint: erase it
                error: while it was to clear (wipe): and so does that""");
    }

    @Test
    void saysWhereDomzeroItselfFailedAndKeepsTheCause() {
        RuntimeException mistake = new IllegalStateException("no such slot");

        UserError error = catchThrowableOfType(
                UserError.class,
                () -> PlanRunner.run(new Plan("test", List.of(Phase.of("clear", new Fail("wipe", mistake)))), effects));

        assertThat(error.render()).isEqualTo("""
                error: while it was to clear (wipe): domzero itself failed: java.lang.IllegalStateException: no such slot
                  hint: this is a mistake in domzero; run it again with --debug and report what it shows""");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(error).hasCause(mistake);
    }

    /** Ends when another one is performed at the same time. */
    private record Meet(String summary, CyclicBarrier barrier) implements Action {
        @Override
        public void perform(Effects effects) {
            try {
                barrier.await(1, TimeUnit.MINUTES);
            } catch (Exception alone) {
                throw new IllegalStateException(alone);
            }
        }
    }

    /** Ends when nothing goes on meanwhile any more. */
    private record Outlast(String summary) implements Action {
        @Override
        public void perform(Effects effects) {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("meanwhile"))
                    .forEach(thread -> {
                        try {
                            thread.join();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
    }

    private final Effects fromTwoThreads = new Effects(commands, Path.of("/nowhere"), event -> {
        synchronized (events) {
            events.add(event);
        }
    });

    @Test
    void performsAtTheSameTimeWhatGoesOnMeanwhile() {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Phase phase = new Phase(
                "unpack", List.of(new Meet("a", barrier), Tell.of("b")), List.of(new Meet("c", barrier), Tell.of("d")));

        PlanRunner.run(new Plan("test", List.of(phase, Phase.of("finish", Tell.of("e")))), fromTwoThreads);

        assertThat(events)
                .contains(new ProgressEvent.Step("b"), new ProgressEvent.Step("d"))
                .endsWith(
                        new ProgressEvent.Phase("finish", 2, 2),
                        new ProgressEvent.Step("e"),
                        new ProgressEvent.Message(ProgressEvent.Level.INFO, "did e"));
    }

    @Test
    void beginsNothingMoreWhenWhatGoesOnMeanwhileHasFailed() {
        UserError cause = UserError.failed("no such device", "look for it");
        Phase phase = new Phase(
                "unpack",
                List.of(new Outlast("unpack it"), Tell.of("never")),
                List.of(new Fail("make the repository", cause), Tell.of("never")));
        Plan plan = new Plan("test", List.of(phase, Phase.of("finish", Tell.of("never"))));

        UserError error = catchThrowableOfType(UserError.class, () -> PlanRunner.run(plan, fromTwoThreads));

        assertThat(error.render()).isEqualTo("""
                error: while it was to unpack (make the repository): no such device
                  hint: look for it""");
        assertThat(events).doesNotContain(new ProgressEvent.Step("never"));
    }

    /** Fails once the first failure is known to the other track: that begins nothing more. */
    private record FailLater(String summary, Meet begin, CountDownLatch failed, AtomicBoolean ended) implements Action {
        @Override
        public void perform(Effects effects) {
            begin.perform(effects);
            try {
                failed.await();
                ended.set(true);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IllegalStateException("odd");
        }
    }

    @Test
    void waitsForWhatGoesOnMeanwhileAndLosesNoFailure() {
        CountDownLatch failed = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Meet begin = new Meet("begin", new CyclicBarrier(2));
        Action full = new Fail("unpack it", UserError.failed("the disk is full", "take a larger one"));
        Phase phase = new Phase(
                "unpack",
                List.of(begin, full),
                List.of(new FailLater("make the repository", begin, failed, ended), Tell.of("never")));
        // Until the main track has failed, and waits for the other.
        Thread main = Thread.currentThread();
        Thread release = new Thread(() -> {
            while (!isToldToFail("unpack it") || main.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            failed.countDown();
        });
        release.start();

        UserError error = catchThrowableOfType(
                UserError.class, () -> PlanRunner.run(new Plan("test", List.of(phase)), fromTwoThreads));

        assertThat(error.getMessage()).isEqualTo("while it was to unpack (unpack it): the disk is full");
        assertThat(error.getSuppressed())
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("make the repository", "odd");
        assertThat(ended).isTrue();
        assertThat(events)
                .doesNotContain(new ProgressEvent.Step("never"))
                .anySatisfy(event -> assertThat(event.toString()).contains("besides, while it was to unpack", "odd"));
    }

    private boolean isToldToFail(String step) {
        synchronized (events) {
            return events.contains(new ProgressEvent.Step(step));
        }
    }

    @Test
    void aMistakeOutsideAnActionIsAFailureToo() {
        Effects deaf = new Effects(commands, Path.of("/nowhere"), event -> {
            if (event.equals(new ProgressEvent.Step("make the repository"))) {
                throw new OutOfMemoryError("heap");
            }
        });
        Phase phase = new Phase("unpack", List.of(Tell.of("unpack it")), List.of(Tell.of("make the repository")));

        assertThatThrownBy(() -> PlanRunner.run(new Plan("test", List.of(phase)), deaf))
                .isInstanceOf(OutOfMemoryError.class);
    }
}
