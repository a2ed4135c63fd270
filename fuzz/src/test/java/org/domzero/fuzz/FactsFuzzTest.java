package org.domzero.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.answers.ParsedAnswers;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.RecordedFacts;
import org.domzero.installer.install.Fit;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;

class FactsFuzzTest {
    private static final ParsedAnswers ANSWERS = AnswersParser.parse("answers.toml", """
            version = 1
            [host]
            hostname = "xen01"
            root-password = "correct horse"
            [storage]
            system-disk = { pick = "smallest" }
            repository-disks = [{ pick = "largest", model = "*" }]
            existing-data = "erase"
            erase-repository = "0b6f3a52-7f0c-4d3e-9a41-2c5d8e6f7a90"
            """);

    @FuzzTest
    void areReadOrToldToBeWrong(byte[] file) {
        MachineFacts facts;
        try {
            facts = RecordedFacts.parse("probe.json", new String(file, StandardCharsets.UTF_8));
        } catch (UserError error) {
            assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
            Told.toAUser(error);
            return;
        }
        assertThat(MachineFacts.fromJson(facts.toJson())).isEqualTo(facts);
        assertThat(facts.render()).contains("DISK");
        try {
            Fit fit = Fit.of(ANSWERS, facts, event -> {});
            assertThat(fit.render()).contains("System disk");
            assertThat(fit.toJson().get("erased")).isNotNull();
        } catch (UserError doesNotFit) {
            Told.toAUser(doesNotFit);
        }
    }
}
