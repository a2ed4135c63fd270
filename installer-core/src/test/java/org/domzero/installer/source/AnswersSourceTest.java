package org.domzero.installer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersSourceTest {
    @TempDir
    private Path directory = Path.of("");

    private static UserError errorOf(String content) {
        AnswersSource source = new AnswersSource(
                "https://h/a", content.getBytes(StandardCharsets.ISO_8859_1), "named by domzero.answers=");
        return Thrown.by(source::parse);
    }

    @Test
    void aWebPageIsToldFromAnswersWithMistakes() {
        UserError page = errorOf("\n<!DOCTYPE html>\n<html>\n<head><title>Log in</title></head>\n</html>\n");

        assertThat(page.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(page.problems()).hasSize(2);
        assertThat(page.render())
                .startsWith("error: https://h/a:2:1: ")
                .endsWith("\nerror: https://h/a: what came is a web page and not an answer file\n"
                        + "  hint: a login page, or the notice of a proxy? look at the URL with a browser");
        assertThat(errorOf("<html lang=de>\u00e4</html>").render()).contains("not UTF-8", "web page");
        assertThat(errorOf("version = 2\n").render()).doesNotContain("web page");
        assertThat(errorOf("<xml/>").render()).doesNotContain("web page");
    }

    @Test
    void whatCameEmptyOrInAnotherEncodingIsTold() {
        assertThat(errorOf("").render()).startsWith("error: https://h/a: the file is empty\n");
        assertThat(errorOf("# \u00e4\n").render()).startsWith("error: https://h/a: the file is not UTF-8 text\n");
    }

    @Test
    void showsNothingOfItsContent() {
        assertThat(new AnswersSource("a.toml", new byte[] {'s'}, "why")).hasToString("a.toml, why");
    }

    @Test
    void aFileThatIsGoneInTheMeantimeIsTold() {
        UserError error = Thrown.by(() -> AnswersSource.ofFile(directory.resolve("gone"), "given with --answers"));

        assertThat(error.render())
                .isEqualTo("error: " + directory.resolve("gone")
                        + " (given with --answers) cannot be read: no such file or directory\n"
                        + "  hint: is it a file, on a medium that is whole?");
    }
}
