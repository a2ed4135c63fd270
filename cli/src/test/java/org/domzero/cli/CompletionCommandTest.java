package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ProcessCommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
    @TempDir
    private Path directory = Path.of("");

    /** What bash itself, with the script loaded, says to {@code commands}. */
    private String bash(String commands) throws IOException {
        Ran ran = Ran.domzero("completion");
        assertThat(ran.status()).isZero();
        Path script = Files.writeString(directory.resolve("domzero"), ran.out());
        CommandResult result = new ProcessCommandRunner()
                .tryRun(Command.of("bash", "--norc", "-c", "source '" + script + "' && " + commands));
        assertThat(result.errors()).isEmpty();
        return result.output();
    }

    /** The completions of the last of {@code words}. */
    private String completions(String... words) throws IOException {
        // A builtin that only works while one types.
        return bash("compopt() { :; } && COMP_WORDS=(" + String.join(" ", words) + ") COMP_CWORD=" + (words.length - 1)
                + " && _domzero_complete && printf '%s\\n' \"${COMPREPLY[@]}\"");
    }

    @Test
    void bashKnowsWhomToAsk() throws IOException {
        assertThat(bash("complete -p domzero")).contains("-F _domzero_complete", " domzero\n");
    }

    @Test
    void itKnowsCommandsAndOptions() throws IOException {
        assertThat(completions("domzero", "i").lines()).contains("iso", "install");
        assertThat(completions("domzero", "iso", "build", "--o").lines()).contains("--output");
        assertThat(completions("domzero", "install", "--").lines())
                .contains("--answers", "--plan")
                .doesNotContain("--unattended");
    }

    @Test
    void itIsTheOneOnTheMedium() {
        assertThat(CompletionCommand.script(Domzero.commandLine()))
                .isEqualTo(Ran.domzero("completion").out());
    }
}
