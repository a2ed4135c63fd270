package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserErrorTest {
    @Test
    void aProblemIsShownWithItsPlaceAndItsHint() {
        Problem problem = new Problem(
                new Place("answers.toml", 12, 8), "storage.system-disk matches no disk", "see 'domzero probe'");

        assertThat(problem.render())
                .isEqualTo("error: answers.toml:12:8: storage.system-disk matches no disk\n"
                        + "  hint: see 'domzero probe'");
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertThat(Problem.of("it is wrong").render()).isEqualTo("error: it is wrong");
        assertThat(Problem.of("it is wrong", "mend it").render()).isEqualTo("error: it is wrong\n  hint: mend it");
        assertThat(Place.of("answers.toml")).hasToString("answers.toml");
        assertThat(new Place("answers.toml", 3, 0)).hasToString("answers.toml:3");
    }

    @Test
    void allProblemsAreShownOneBelowTheOther() {
        UserError error = new UserError(
                ExitCode.USAGE,
                List.of(Problem.of("one is wrong", "mend it"), new Problem(Place.of("f"), "two is wrong", null)));

        assertThat(error.render()).isEqualTo("error: one is wrong\n  hint: mend it\nerror: f: two is wrong");
        assertThat(error).hasMessage("one is wrong; two is wrong");
    }

    @Test
    void eachKindEndsTheProgramWithItsOwnStatus() {
        assertThat(UserError.failed("m", "h").exitCode().status()).isEqualTo(1);
        assertThat(UserError.usage("m", "h").exitCode().status()).isEqualTo(2);
        assertThat(UserError.refused("m", "h").exitCode().status()).isEqualTo(3);
        assertThat(ExitCode.DONE.status()).isZero();
    }

    @Test
    void keepsWhatCausedIt() {
        IOException cause = new IOException("No space left on device");

        assertThat(UserError.failed("m", "h", cause)).hasCause(cause);
    }

    @Test
    void needsAProblem() {
        assertThatThrownBy(() -> new UserError(ExitCode.FAILED, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an error needs at least one problem");
    }
}
