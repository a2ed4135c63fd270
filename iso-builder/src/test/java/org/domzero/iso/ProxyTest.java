package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of {@link Proxy} and {@link AptSettings}. */
class ProxyTest {
    private final RecordingCommandRunner commands = new RecordingCommandRunner();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://proxy.example:3128",
                "http://proxy.example:3128/",
                "https://ops:s3cret%40@proxy.example",
                "socks5h://127.0.0.1:1080"
            })
    void isAnAddress(String url) {
        assertThat(Proxy.parse(url).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|it begins with none of http://, https:// and socks5h://",
                "s3cret|it begins with none of http://, https:// and socks5h://",
                "s3cret.example:3128|it begins with none of http://, https:// and socks5h://",
                "ftp://s3cret.example|it begins with none of http://, https:// and socks5h://",
                "http://|it names no host, or holds a character that must be written otherwise",
                "http://ops:s3cret@|it names no host, or its port is not a number",
                "http://proxy.example:s3cret|it names no host, or its port is not a number",
                "http://ops:s3cret\"@proxy.example|it names no host, or holds a character that must be written otherwise",
                "http://ops:s3cret @proxy.example|it names no host, or holds a character that must be written otherwise",
                "http://ops:s3cret;@proxy.example|it holds a semicolon, which must be written as %3b",
                "http://ops:s3cret@proxy.example/path|there is something after host and port",
                "http://ops:s3cret@proxy.example?x|there is something after host and port",
                "http://ops:s3cret@proxy.example#x|there is something after host and port"
            })
    void isRefusedWithoutBeingShown(String url, String fault) {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> Proxy.parse(url))
                .satisfies(error -> assertThat(error.render())
                        .startsWith("error: --proxy is not the address of a proxy: " + fault
                                + "\n  hint: as http://proxy.example.org")
                        .doesNotContain("s3cret"));
    }

    @Test
    void isShownNowhere() {
        assertThat(Proxy.parse("http://ops:s3cret@proxy.example:3128").toString())
                .doesNotContain("s3cret", "ops", "proxy.example");
    }

    @Test
    void reachesAptInAFileThatOnlyTheUserMayRead() throws IOException {
        Path file;
        try (AptSettings settings = AptSettings.write(Proxy.parse("http://ops:s3cret@proxy.example:3128"), commands)) {
            file = Objects.requireNonNull(settings.file());
            assertThat(file).hasFileName("00domzero-build").hasContent("""
                    Acquire::http::Proxy "http://ops:s3cret@proxy.example:3128";
                    Acquire::https::Proxy "http://ops:s3cret@proxy.example:3128";
                    """);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(file).doesNotExist();
        assertThat(file.getParent()).doesNotExist();
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void isElseTheOneOfThisMachinesApt() throws IOException {
        commands.answer("apt-config dump --format %v%n Acquire::http::Proxy", "http://apt-cache:3142/\n");
        try (AptSettings settings = AptSettings.write(null, commands)) {
            assertThat(Objects.requireNonNull(settings.file())).content().contains("\"http://apt-cache:3142/\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DIRECT\n", "false\n"})
    void isNoneWhereAptHasNone(String configured) throws IOException {
        commands.answer("apt-config dump", configured);
        try (AptSettings settings = AptSettings.write(null, commands)) {
            assertThat(settings.file()).isNull();
        }
    }
}
