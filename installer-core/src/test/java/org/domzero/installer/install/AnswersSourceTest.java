package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersSourceTest {
    private static final KernelCommandLine NO_OPTION = new KernelCommandLine("boot=live quiet");

    @TempDir
    private Path directory = Path.of("");

    private Path medium() {
        return directory.resolve("medium");
    }

    private Path embedded() {
        return Samples.write(medium().resolve("domzero/answers.toml"), "");
    }

    private static KernelCommandLine naming(Object file) {
        return new KernelCommandLine("boot=live domzero.answers=" + file + " quiet");
    }

    @Test
    void theFileThatTheCallerNamesGoesFirst() {
        embedded();
        Path named = Samples.write(directory.resolve("named.toml"), "");
        Path other = Samples.write(directory.resolve("other.toml"), "");

        assertThat(AnswersSource.find(named, naming(other), medium()))
                .contains(new AnswersSource(named, "given with --answers"));
    }

    @Test
    void thenTheOneOnTheKernelCommandLine() {
        embedded();
        Path other = Samples.write(directory.resolve("other.toml"), "");

        assertThat(AnswersSource.find(null, naming(other), medium()))
                .contains(new AnswersSource(other, "named by domzero.answers= on the kernel command line"));
    }

    @Test
    void thenTheOneInTheMedium() {
        Path embedded = embedded();

        assertThat(AnswersSource.find(null, NO_OPTION, medium()))
                .contains(new AnswersSource(embedded, "embedded in the installation medium"));
    }

    @Test
    void thereMayBeNone() {
        assertThat(AnswersSource.find(null, NO_OPTION, medium())).isEmpty();
    }

    @Test
    void aNamedFileThatIsNotThereIsNotPassedOver() {
        embedded();
        Path missing = directory.resolve("missing.toml");

        UserError given = Samples.errorOf(() -> AnswersSource.find(missing, NO_OPTION, medium()));
        UserError option = Samples.errorOf(() -> AnswersSource.find(null, naming(missing), medium()));

        assertThat(given.render())
                .isEqualTo("error: " + missing + " (given with --answers) cannot be read\n"
                        + "  hint: 'domzero answers example' prints an answer file to start from");
        assertThat(option.render())
                .isEqualTo("error: " + missing
                        + " (named by domzero.answers= on the kernel command line) cannot be read\n"
                        + "  hint: 'domzero answers example' prints an answer file to start from");
        assertThat(given.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aDirectoryIsNoAnswerFile() {
        UserError error = Samples.errorOf(() -> AnswersSource.find(directory, NO_OPTION, medium()));

        assertThat(error).hasMessage(directory + " (given with --answers) cannot be read");
    }

    @Test
    void refusesAPathThatDependsOnWhereOneIs() {
        UserError error = Samples.errorOf(() -> AnswersSource.find(null, naming("rack7.toml"), medium()));

        assertThat(error.render())
                .isEqualTo("error: domzero.answers=rack7.toml is not an absolute path\n"
                        + "  hint: for example domzero.answers=/run/live/medium/domzero/rack7.toml");
        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
