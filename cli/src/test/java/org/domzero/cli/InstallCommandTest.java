package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.domzero.installer.install.InstallPlan;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.JsonProgress;
import org.domzero.toolkit.progress.PlainProgress;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallCommandTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_000L));

    private final List<String> shown = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    /** What an install has written down about itself on this machine, and when. */
    private static List<String> records() throws IOException {
        Path records = Path.of(InstallPlan.RECORDS);
        if (!Files.exists(records)) {
            return List.of("none");
        }
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(records)) {
            for (Path file : files.sorted().toList()) {
                found.add(file + " " + Files.getLastModifiedTime(file));
            }
        }
        return found;
    }

    @Test
    void aPlanLeavesNoRecords() throws IOException {
        Path answers = Files.writeString(
                directory.resolve("xen01.toml"),
                Ran.domzero("answers", "example").out());
        List<String> before = records();

        Ran ran = Ran.domzero(
                "install",
                "--plan",
                "--answers",
                answers.toString(),
                "--medium",
                directory.resolve("empty").toString());

        assertThat(ran).isEqualTo(new Ran(1, "", """
                error: no installation medium at %s/empty
                  hint: boot the domzero ISO and install from there, or say where it is mounted with --medium
                """.formatted(directory)));
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void warningsGoBesideThePlan() {
        StringWriter err = new StringWriter();
        Progress progress = InstallCommand.warningsTo(new PrintWriter(err, true));
        progress.info("medium: domzero 1.2.3");
        progress.warn("Secure Boot is on");
        progress.detail("network cards: eno1");

        assertThat(err).hasToString("warning: Secure Boot is on\n");
    }

    @Test
    void theLiveSystemsCallIsKnownByItsWords() throws IOException {
        try (InputStream service =
                Domzero.class.getResourceAsStream("/org/domzero/iso/live/domzero-installer.service")) {
            assertThat(new String(Objects.requireNonNull(service).readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\nExecStart=/usr/bin/domzero " + String.join(" ", UnattendedInstall.CALL) + "\n");
        }
    }

    @Test
    void theDisksAreDrawnForPeopleOnly() {
        InstallRun.announce(
                "install xen01", "/dev/sda\n  /dev/sda1\n", true, new JsonProgress(shown::add, CLOCK), shown::add);

        assertThat(shown)
                .containsExactly(
                        "{\"time\":1700000000000,\"event\":\"message\",\"level\":\"info\",\"text\":\"install xen01\"}");

        shown.clear();
        InstallRun.announce(
                "install xen01",
                "/dev/sda\n  /dev/sda1\n",
                false,
                new PlainProgress(shown::add, CLOCK, false),
                shown::add);

        assertThat(shown).containsExactly("[   0.0 s] install xen01", "/dev/sda", "  /dev/sda1");
    }

    @Test
    void consolesAreToldOfEveryFailure() {
        assertThat(UnattendedInstall.tellConsoles(UserError.refused("/dev/sda holds data", "erase it"), shown::add))
                .isEqualTo(3);
        assertThat(UnattendedInstall.tellConsoles(new IllegalStateException("no such slot"), shown::add))
                .isEqualTo(1);

        String end = "Nothing more will happen by itself. A shell follows; the log is in /var/log/domzero/install.log,"
                + " and 'domzero bundle' packs all that helps to find out more.";
        assertThat(shown)
                .containsExactly(
                        "error: /dev/sda holds data",
                        "  hint: erase it",
                        end,
                        "error: domzero itself failed: java.lang.IllegalStateException: no such slot",
                        "  hint: this is a mistake in domzero; run it again with --debug and report what it shows",
                        end);
    }
}
