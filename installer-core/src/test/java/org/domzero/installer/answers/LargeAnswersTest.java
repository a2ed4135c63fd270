package org.domzero.installer.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;

/** Files larger than a fuzzer tries: they are told to be wrong, whatever they hold. */
class LargeAnswersTest {
    @Test
    void noiseIsToldToBeWrong() {
        Random random = new Random(42);
        for (int size : new int[] {1, 2, 100, 10_000, 200_000, 1_000_000}) {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            assertThat(isWrong(noise)).isTrue();
            for (int i = 0; i < size; i++) {
                noise[i] = (byte) (' ' + Math.floorMod(noise[i], 95));
            }
            assertThat(isWrong(noise)).isTrue();
        }
    }

    @Test
    void depthAndLengthAreToldToBeWrong() {
        for (String piece : new String[] {"[", "a=[", "a={a=", "a.", "[a.", "\"\"\"", "[[a]]\n", "a=1\n", "\n[", "'"}) {
            String text = piece.repeat(60_000 / piece.length());
            assertThat(isWrong(text.getBytes(StandardCharsets.UTF_8))).as(piece).isTrue();
        }
        byte[] zeros = new byte[100_000];
        assertThat(isWrong(zeros)).isTrue();
        Arrays.fill(zeros, (byte) 0xFF);
        assertThat(isWrong(zeros)).isTrue();
    }

    private static boolean isWrong(byte[] content) {
        try {
            AnswersParser.parse("answers.toml", content);
            return false;
        } catch (UserError error) {
            assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
            for (Problem problem : error.problems()) {
                assertThat(problem.place()).isNotNull();
                assertThat(problem.render().replace("\n  hint: ", "")).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
            }
            return true;
        }
    }
}
