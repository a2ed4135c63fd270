package org.domzero.installer.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, it is read or told to be wrong. */
class MutatedAnswersTest {
    private static final int FILES = 400;
    private static final String PIECES = "[]{}=.,\"'\\#\n\r\t \u0000\u001b-_0aé\u202e";

    @RepeatedTest(5)
    void damagedFilesAreReadOrToldToBeWrong(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int wrong = 0;
        for (int i = 0; i < FILES; i++) {
            wrong += isWrong(damaged(AnswerFiles.FULL, random).getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
        }
        // Damage in a comment, in blanks or in free text does no harm; elsewhere it must be seen.
        assertThat(wrong).isGreaterThan(FILES / 2);
    }

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

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 4));
            switch (random.nextInt(4)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, damaged.substring(at, end));
                case 2 -> damaged.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                default -> damaged.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
            }
        }
        return damaged.toString();
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
