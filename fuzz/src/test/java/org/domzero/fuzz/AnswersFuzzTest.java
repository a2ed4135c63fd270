package org.domzero.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.domzero.installer.answers.AnswerFile;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.answers.AnswersWriter;
import org.domzero.installer.answers.ParsedAnswers;
import org.domzero.installer.answers.ParsedClone;
import org.domzero.installer.answers.RootPassword;
import org.domzero.installer.install.Fit;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;

class AnswersFuzzTest {
    private static final String HASH =
            "$6$zaMjnFZaNLx3bp8c$TuH/5NMSGfHVhfDRUFPPj8fJrScJRM6y6L0.89rdFS8ZBnrc6U2W61RURwP0NyvEunVKzxXZvs/BJO8mUwKUM1";

    @FuzzTest
    void areReadOrToldToBeWrong(byte[] file) {
        AnswerFile read;
        try {
            read = AnswersParser.parseAny("answers.toml", file);
        } catch (UserError error) {
            assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
            for (Problem problem : error.problems()) {
                assertThat(problem.place()).isNotNull();
                assertThat(problem.render().replace("\n  hint: ", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
            }
            return;
        }
        if (!(read instanceof ParsedAnswers parsed)) {
            assertThat(read).isInstanceOf(ParsedClone.class);
            return;
        }
        Answers answers = parsed.answers().host().rootPassword() instanceof RootPassword.Plain
                ? parsed.answers().withRootPasswordHash(HASH)
                : parsed.answers();
        assertThat(AnswersParser.parse("again.toml", AnswersWriter.write(answers))
                        .answers())
                .isEqualTo(answers);
        try {
            Fit fit = Fit.of(parsed, Machines.server(), event -> {});
            assertThat(fit.render()).contains("System disk");
            assertThat(fit.toJson().get("systemDisk")).isNotNull();
        } catch (UserError doesNotFit) {
            Told.toAUser(doesNotFit);
        }
    }
}
