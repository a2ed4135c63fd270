package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.PlanJson;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_000L));

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyLineIsInTheFilesAsSoonAsItIsWritten() {
        Records records = Records.in(directory.resolve("log/domzero"), CLOCK);
        records.progress().on(new ProgressEvent.Step("wipe /dev/sda"));
        records.detail("$ wipefs --all /dev/sda");

        assertThat(directory.resolve("log/domzero/install.log")).hasContent("""
                [   0.0 s]     wipe /dev/sda
                           $ wipefs --all /dev/sda
                """);
        assertThat(directory.resolve("log/domzero/journal.jsonl"))
                .hasContent("{\"time\":1700000000000,\"event\":\"step\",\"summary\":\"wipe /dev/sda\"}\n");
    }

    @Test
    void thoseOfTheRunBeforeAreKept() {
        for (String run : new String[] {"the first", "the second, which wrote more", "the third"}) {
            Records.in(directory, CLOCK).progress().info(run);
        }

        assertThat(directory.resolve("install.log")).hasContent("[   0.0 s] the third\n");
        assertThat(directory.resolve("install.log.1")).hasContent("[   0.0 s] the second, which wrote more\n");
        assertThat(directory.resolve("journal.jsonl"))
                .hasContent(
                        "{\"time\":1700000000000,\"event\":\"message\",\"level\":\"info\",\"text\":\"the third\"}\n");
        assertThat(directory.resolve("journal.jsonl.1"))
                .content()
                .contains("the second")
                .doesNotContain("the first");
        assertThat(directory.toFile().list()).hasSize(4);
    }

    @Test
    void keepsFactsAndPlanWithoutTheHash() throws IOException {
        Records records = Records.in(directory, CLOCK);
        Preparation preparation = new Preparation(
                Samples.WITH_PASSWORD,
                PreparationTest.facts(),
                InstallPlan.of(Samples.bios()),
                "drawing",
                Samples.IDENTITIES.repository());
        records.keep(preparation);

        assertThat(directory.resolve("plan.json")).hasContent(PlanJson.render(preparation.plan()) + "\n");
        assertThat(JsonParser.parseString(Files.readString(directory.resolve("facts.json"))))
                .isEqualTo(preparation.facts().toJson());
        for (String name : new String[] {"install.log", "journal.jsonl", "plan.json", "facts.json"}) {
            assertThat(directory.resolve(name)).content().doesNotContain(Samples.HASH);
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsTold() {
        Path file = Samples.write(directory.resolve("file"), "");

        UserError error = Samples.errorOf(() -> Records.in(file.resolve("domzero"), CLOCK));

        assertThat(error.render())
                .startsWith("error: " + file.resolve("domzero") + ": ")
                .endsWith("\n  hint: the installer writes its log there; run it as root");
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
    }
}
