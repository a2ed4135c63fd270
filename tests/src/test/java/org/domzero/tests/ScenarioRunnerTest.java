package org.domzero.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioRunnerTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private final List<String> ran = new ArrayList<>();
    private Path iso;

    @BeforeEach
    void createIso() throws Exception {
        iso = Files.createFile(folder.resolve("domzero.iso"));
    }

    private final Scenario install = new Fake("install", true, Set.of("installed"), Set.of(), lab -> {
        lab.publish("installed", lab.createDisk("system", ByteSize.gibibytes(10)));
    });
    private final Scenario shell = new Fake("shell", false, Set.of(), Set.of("installed"), lab -> {
        lab.createOverlay("system", lab.product("installed"));
    });
    private final Scenario probe = new Fake("probe", false, Set.of(), Set.of(), lab -> {});

    @Test
    void runsWhatProvidesTheNeedsOfTheOneAskedFor() {
        assertThat(run(List.of(shell, probe, install), "--only", "shell")).isEqualTo(ExitCode.DONE);
        assertThat(output()).isEqualTo("""
                passed   install                               1.5 s
                passed   shell                                 1.5 s

                passed   install                               1.5 s
                passed   shell                                 1.5 s

                2 passed, 0 failed
                """);
        assertThat(commands.lines())
                .containsExactly(
                        "qemu-img create -q -f qcow2 " + folder + "/work/install/system.qcow2 10737418240",
                        "qemu-img create -q -f qcow2 -F qcow2 -b " + folder + "/work/install/system.qcow2 " + folder
                                + "/work/shell/system.qcow2");
    }

    @Test
    void runsOnlyTheGate() {
        run(List.of(install, shell, probe), "--gate");
        assertThat(ran).containsExactly("install");
    }

    @Test
    void runsEachOnceInTheirOrder() {
        run(List.of(install, shell, probe), "--all", "--gate", "--only", "probe");
        assertThat(ran).containsExactly("install", "shell", "probe");
    }

    @Test
    void saysWhatFailedAndSkipsWhatNeedsIt() {
        Scenario broken = new Fake("install", true, Set.of("installed"), Set.of(), lab -> {
            lab.publish("installed", lab.createDisk("system", ByteSize.gibibytes(10)));
            throw new AssertionError("waited 30 s in vain\n  | GRUB");
        });
        assertThat(run(List.of(broken, shell, probe), "--all")).isEqualTo(ExitCode.FAILED);
        assertThat(output()).isEqualTo("""
                failed   install                               1.5 s
                  waited 30 s in vain
                    | GRUB
                  trace:      %s/work/install/failure.txt
                skipped  shell                                 0.0 s
                  there is no installed
                passed   probe                                 1.5 s

                failed   install                               1.5 s
                skipped  shell                                 0.0 s
                passed   probe                                 1.5 s

                1 passed, 1 failed, 1 skipped
                """.formatted(folder));
        assertThat(folder.resolve("work/install/failure.txt")).content().contains("ScenarioRunnerTest");
    }

    @Test
    void failsAScenarioThatDoesNotLeaveWhatItProvides() {
        Scenario forgetful = new Fake("install", true, Set.of("installed"), Set.of(), lab -> {});
        assertThat(run(List.of(forgetful), "--all")).isEqualTo(ExitCode.FAILED);
        assertThat(output())
                .contains("  java.lang.IllegalStateException: it ended without leaving \"installed\"\n")
                .endsWith("\n0 passed, 1 failed\n");
    }

    @Test
    void emptiesTheFolderFromTheRunBefore() throws Exception {
        Path old = Files.createDirectories(folder.resolve("work/probe/machine"));
        Files.createFile(old.resolve("serial.log"));
        run(List.of(probe), "--all");
        assertThat(folder.resolve("work/probe")).isEmptyDirectory();
    }

    @Test
    void refusesAnUnknownNameAndTellsTheKnownOnes() {
        assertThat(run(List.of(install, shell, probe), "--only", "instal", "--only", "shell"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(output()).isEqualTo("""
                error: there is no scenario "instal"
                  hint: the scenarios are install, probe, shell
                """);
        assertThat(ran).isEmpty();
    }

    @Test
    void refusesToRunNothing() {
        assertThat(run(List.of(shell, probe), "--gate")).isEqualTo(ExitCode.USAGE);
        assertThat(output()).startsWith("error: there is no such scenario yet, so nothing would be checked\n");
    }

    @Test
    void refusesAnIsoThatIsNotThere() {
        ScenarioRunner runner = runner();
        assertThat(runner.run(List.of("--all", "--iso", "/none.iso"), List.of(probe)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(output()).isEqualTo("""
                error: the ISO /none.iso cannot be read
                  hint: build it first, or name another by --iso
                """);
    }

    @Test
    void refusesOptionsItDoesNotKnow() {
        assertThatThrownBy(() -> RunRequest.parse(List.of("--everything")))
                .isInstanceOf(UserError.class)
                .hasMessage("\"--everything\" is no option here");
        assertThatThrownBy(() -> RunRequest.parse(List.of("--iso")))
                .isInstanceOf(UserError.class)
                .hasMessage("--iso needs a value");
        assertThatThrownBy(() -> RunRequest.parse(List.of()))
                .isInstanceOf(UserError.class)
                .hasMessage("no scenario was asked for");
    }

    @Test
    void listsWhatThereIs() {
        assertThat(runner().run(List.of("--list"), List.of(install, probe))).isEqualTo(ExitCode.DONE);
        assertThat(output()).isEqualTo("""
                gate  install                          about install
                      probe                            about probe
                """);
    }

    @Test
    void refusesScenariosThatWaitForEachOther() {
        Scenario hen = new Fake("hen", false, Set.of("hen"), Set.of("egg"), lab -> {});
        Scenario egg = new Fake("egg", false, Set.of("egg"), Set.of("hen"), lab -> {});
        assertThatThrownBy(() -> run(List.of(hen, egg), "--all"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("hen needs what can only be there after it");
    }

    private ScenarioRunner runner() {
        Instant[] now = {Instant.EPOCH};
        InstantSource clock = () -> now[0] = now[0].plusMillis(1500);
        return new ScenarioRunner(new PrintStream(printed, true, StandardCharsets.UTF_8), clock, commands);
    }

    private ExitCode run(List<Scenario> known, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--iso", iso.toString(), "--work", folder.resolve("work").toString()));
        return runner().run(all, known);
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private interface Body {
        void run(Lab lab) throws Exception;
    }

    private final class Fake implements Scenario {
        private final String name;
        private final boolean gate;
        private final Set<String> provides;
        private final Set<String> needs;
        private final Body body;

        Fake(String name, boolean gate, Set<String> provides, Set<String> needs, Body body) {
            this.name = name;
            this.gate = gate;
            this.provides = provides;
            this.needs = needs;
            this.body = body;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String description() {
            return "about " + name;
        }

        @Override
        public boolean gate() {
            return gate;
        }

        @Override
        public Set<String> provides() {
            return provides;
        }

        @Override
        public Set<String> needs() {
            return needs;
        }

        @Override
        public void run(Lab lab) throws Exception {
            ran.add(name);
            body.run(lab);
        }
    }
}
