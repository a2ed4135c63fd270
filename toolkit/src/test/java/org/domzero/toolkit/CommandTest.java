package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "/dev/disk/by-id/x_1 | /dev/disk/by-id/x_1",
                "a=b,c:d@e%f+g.h | a=b,c:d@e%f+g.h",
                "two words | 'two words'",
                "\"\" | ''",
                "it's | 'it'\\''s'",
                "$HOME | '$HOME'",
                "a;b | 'a;b'",
                "*.c32 | '*.c32'",
                "größe | 'größe'",
            })
    void quotesWhatAShellWouldTakeForItsOwn(String argument, String quoted) {
        assertThat(Command.of("echo", argument).line()).isEqualTo("echo " + quoted);
    }

    @Test
    void aShellReadsTheLineAsItsArguments() {
        List<String> argv = List.of("printf", "%s\\n", "it's", "two\nlines", "", "\"$(id)\"", "\\", "`x`");

        String said = new ProcessCommandRunner()
                .run("sh", "-c", Command.of(argv).line())
                .output();

        assertThat(said)
                .isEqualTo(new ProcessCommandRunner().run(Command.of(argv)).output())
                .startsWith("it's\n");
    }

    @Test
    void aSecretShowsNowhere() {
        Command command = Command.of("chpasswd", "--encrypted").withSecretInput("root:$6$salt$hash\n");

        assertThat(command.line()).isEqualTo("chpasswd --encrypted");
        assertThat(command).hasToString("chpasswd --encrypted");
        assertThat(command.input()).hasToString("(secret)");
        assertThat(command.withLimit(Duration.ofSeconds(1)).input().secret()).isTrue();
    }

    @Test
    void otherInputShowsWhenItIsAskedFor() {
        Command command = Command.of("sfdisk", "/dev/sda").withInput("label: gpt\n");

        assertThat(command.line()).isEqualTo("sfdisk /dev/sda");
        assertThat(command.input()).hasToString("label: gpt\n");
    }

    @Test
    void aLongLineIsShortenedInMessages() {
        assertThat(Command.of("a".repeat(120)).shortLine()).isEqualTo("a".repeat(120));
        assertThat(Command.of("a".repeat(121)).shortLine()).isEqualTo("a".repeat(120) + "…");
    }

    @Test
    void needsAProgram() {
        assertThatThrownBy(() -> Command.of()).hasMessage("a command needs a program");
    }

    @Test
    void equalCommandsDoTheSame() {
        assertThat(Command.of("true").withInput("x"))
                .isEqualTo(Command.of(List.of("true")).withInput("x"));
        assertThat(Command.of("true").withInput("x"))
                .isNotEqualTo(Command.of("true").withInput("y"));
        assertThat(Command.of("true")).isNotEqualTo(Command.of("true").withLimit(Duration.ofSeconds(1)));
    }
}
