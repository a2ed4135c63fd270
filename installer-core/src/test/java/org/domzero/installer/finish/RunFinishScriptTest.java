package org.domzero.installer.finish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.domzero.installer.answers.FinishScript;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanJson;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFinishScriptTest {
    private static final String TARGET = "/run/domzero/target";
    private static final FinishScript SCRIPT = new FinishScript(Machines.SCRIPT);

    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private final List<ProgressEvent> events = new ArrayList<>();
    private final RunFinishScript action = new RunFinishScript(TARGET, SCRIPT);

    @TempDir
    private Path root = Path.of("");

    private void perform() {
        action.perform(new Effects(commands, root, events::add));
    }

    private void check(String text) {
        RunFinishScript.check(
                new FinishScript(text), new Place("answers.toml", 9, 1), new Effects(commands, root, Progress.SILENT));
    }

    private void program(String path) {
        File file = Machines.write(root.resolve(path), "").toFile();
        assertThat(file.setExecutable(true)).isTrue();
    }

    @Test
    void theScriptGoesThroughStandardInputIntoItsOwnNamespaces() {
        perform();

        Command command = commands.commands().get(0);
        assertThat(command.argv())
                .startsWith("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c")
                .endsWith("finish.script", TARGET);
        assertThat(command.input()).isEqualTo(new Command.Input(Machines.SCRIPT, true));
        assertThat(command.limit()).isEqualTo(Duration.ofMinutes(30));
        assertThat(command.line()).doesNotContain("t0ken");
    }

    @Test
    void aShellTakesTheSetUp() {
        perform();

        String setup = commands.commands().get(0).argv().get(7);
        assertThat(new ProcessCommandRunner().tryRun(Command.of("sh", "-n", "-c", setup)))
                .isEqualTo(new CommandResult(0, "", ""));
    }

    @Test
    void whatItSaysGoesIntoTheLogLineByLine() {
        commands.answer("unshare", "joined\n\u001B[32mgreen\u001B[0m \u0007bell\n");

        perform();

        assertThat(events)
                .containsExactly(
                        new ProgressEvent.Message(ProgressEvent.Level.DETAIL, "finish.script: joined"),
                        new ProgressEvent.Message(ProgressEvent.Level.DETAIL, "finish.script: green bell"));
    }

    @Test
    void itsFailureIsTheInstallsWithItsLastWords() {
        commands.answer(
                "unshare",
                new CommandResult(
                        3,
                        IntStream.rangeClosed(1, 12)
                                .mapToObj(i -> "line " + i + "\n")
                                .collect(Collectors.joining()),
                        ""));

        UserError error = Machines.errorOf(this::perform);

        assertThat(error.render()).isEqualTo("""
                error: the script of finish.script ended with 3
                  hint: it said last: line 3
                        line 4
                        line 5
                        line 6
                        line 7
                        line 8
                        line 9
                        line 10
                        line 11
                        line 12""");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void aScriptThatTakesTooLongIsTold() {
        RunFinishScript slow = new RunFinishScript(TARGET, SCRIPT);

        UserError error = Machines.errorOf(() -> slow.perform(new Effects(
                (command, onOutput) -> {
                    onOutput.accept("waiting for the network");
                    throw UserError.failed("\"unshare\" was still running after 1800 s and was ended", "?");
                },
                root,
                Progress.SILENT)));

        assertThat(error.render())
                .isEqualTo("error: finish.script did not come to its end, for which it has 30 minutes: \"unshare\" was"
                        + " still running after 1800 s and was ended\n"
                        + "  hint: it said last: waiting for the network");
    }

    @Test
    void aPlanShowsItsFirstLineAndItsDigestOnly() {
        assertThat(action.summary())
                .isEqualTo("run finish.script in /run/domzero/target: #!/bin/sh, " + Machines.SCRIPT.length()
                        + " bytes, SHA-256 " + Sha256.of(SCRIPT.bytes()));
        Plan plan = new Plan("install", List.of(Phase.of("run", action)));
        assertThat(plan.render() + PlanJson.render(plan) + plan).doesNotContain("t0ken");
    }

    @Test
    void anInterpreterThatTheSystemHasIsTaken() {
        program("bin/sh");
        program("usr/bin/env");
        program("usr/bin/python3");

        for (String text :
                List.of("#!/bin/sh\n", "#! /bin/sh -e\n", "#!/usr/bin/env python3\n", "#!/usr/bin/env -S python3 -u")) {
            assertThatCode(() -> check(text)).doesNotThrowAnyException();
        }
    }

    @Test
    void anInterpreterThatTheSystemLacksIsToldBeforeADiskIsTouched() {
        program("usr/bin/env");
        Machines.write(root.resolve("bin/sh"), "not executable");

        for (String[] one : new String[][] {
            {"#!/usr/bin/perl6 -w\n", "/usr/bin/perl6"}, {"#!/usr/bin/env ruby", "ruby"}, {"#!/bin/sh", "/bin/sh"}
        }) {
            UserError error = Machines.errorOf(() -> check(one[0]));
            assertThat(error.render())
                    .isEqualTo("error: answers.toml:9:1: finish.script: its interpreter " + one[1]
                            + " is not among the programs of the new system\n"
                            + "  hint: it has /bin/sh, /bin/bash and /usr/bin/python3");
            assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        }
    }
}
