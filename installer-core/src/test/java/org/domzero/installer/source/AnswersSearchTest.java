package org.domzero.installer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersSearchTest {
    private static final KernelCommandLine NO_OPTION = new KernelCommandLine("boot=live quiet");

    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private final List<ProgressEvent> events = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    private Path write(String file) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        return Files.writeString(path, "");
    }

    private Path embedded() throws IOException {
        return write("medium/domzero/answers.toml");
    }

    private void volume() throws IOException {
        Path link = directory.resolve("dev/disk/by-label/DOMZERO");
        Files.createDirectories(link.resolveSibling(""));
        Files.createSymbolicLink(link, Path.of("../../sdb1"));
    }

    private static KernelCommandLine naming(Object file) {
        return new KernelCommandLine("boot=live domzero.answers=" + file + " quiet");
    }

    private Optional<AnswersSource> find(@Nullable Path named, KernelCommandLine commandLine) {
        return AnswersSearch.of(named, commandLine, directory.resolve("medium"), directory)
                .get(new Effects(commands, directory, events::add));
    }

    /** The answers that are found, and what is said of others. */
    private List<String> found(@Nullable Path named, KernelCommandLine commandLine) {
        List<String> all = new ArrayList<>();
        all.add(find(named, commandLine).orElseThrow().toString());
        events.forEach(event -> all.add(((ProgressEvent.Message) event).text()));
        return all;
    }

    @Test
    void theFileThatTheCallerNamesGoesFirstAndTheOthersAreTold() throws IOException {
        Path named = write("named.toml");
        Path embedded = embedded();
        volume();

        assertThat(found(named, naming("https://ops:secret@deploy.example.org/rack7.toml?token=secret")))
                .containsExactly(
                        named + ", given with --answers",
                        "answers: not used: https://deploy.example.org/rack7.toml?…, named by domzero.answers= on the"
                                + " kernel command line",
                        "answers: not used: " + embedded + ", embedded in the installation medium",
                        "answers: not used: answers.toml, on a volume labelled DOMZERO");
        assertThat(commands.lines()).isEmpty();
    }

    @Test
    void thenTheOneOnTheKernelCommandLine() throws IOException {
        Path embedded = embedded();
        Path other = write("other.toml");

        assertThat(found(null, naming(other)))
                .containsExactly(
                        other + ", named by domzero.answers= on the kernel command line",
                        "answers: not used: " + embedded + ", embedded in the installation medium");
    }

    @Test
    void aFileOfThisMachineMayBeNamedByItsUrl() throws IOException {
        Path other = write("rack 7.toml");

        assertThat(found(null, naming(other.toUri().toString().replace("file:/", "file:///"))))
                .containsExactly(other + ", named by domzero.answers= on the kernel command line");
    }

    @Test
    void thenTheOneInTheMediumThenTheVolume() throws IOException {
        volume();
        Path embedded = embedded();

        assertThat(found(null, NO_OPTION))
                .containsExactly(
                        embedded + ", embedded in the installation medium",
                        "answers: not used: answers.toml, on a volume labelled DOMZERO");

        Files.delete(embedded);
        commands.answer("lsblk", "{\"blockdevices\": []}");
        assertThat(find(null, NO_OPTION)).isEmpty();
        assertThat(commands.lines()).containsExactly("lsblk --json --list -o PATH,KNAME,PKNAME,LABEL,FSTYPE");
    }

    @Test
    void thereMayBeNone() {
        AnswersSearch search = AnswersSearch.of(null, NO_OPTION, directory.resolve("medium"), directory);

        assertThat(search.isEmpty()).isTrue();
        assertThat(search.get(new Effects(commands, directory, events::add))).isEmpty();
    }

    @Test
    void aNamedFileThatIsNotThereIsNotPassedOver() throws IOException {
        embedded();
        Path missing = directory.resolve("missing.toml");

        UserError given = Thrown.by(() -> find(missing, NO_OPTION));
        UserError option = Thrown.by(() -> find(null, naming(missing)));

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
        assertThat(Thrown.by(() -> find(directory, NO_OPTION)))
                .hasMessage(directory + " (given with --answers) cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rack7.toml | rack7.toml is neither an absolute path nor a URL",
                "ops:secret@host/a?token=secret | host/a?… is neither an absolute path nor a URL",
                "https: | https: is neither an absolute path nor a URL",
                "ftp://ops:secret@host/a | ftp://host/a is not a URL that answers can be fetched from",
                "https://ops:se/cr@t@host/a | https://host/a is not a URL that answers can be fetched from",
                "http:///a | http:///a is not a URL that answers can be fetched from",
                "https://h:port/a | https://h:port/a is not a URL that answers can be fetched from",
                "file://host/a.toml | file://host/a.toml does not name a file of this machine",
                "file:a.toml | file:a.toml does not name a file of this machine",
                "file:///%zz | file:///%zz does not name a file of this machine",
            })
    void whatIsNeitherAPathNorAUrlIsAWrongRequest(String value, String message) throws IOException {
        embedded();

        UserError error = Thrown.by(() -> find(null, naming(value)));

        assertThat(error).hasMessage("domzero.answers=" + message);
        assertThat(error.render()).contains("\n  hint: for example domzero.answers=");
        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aStickGetsSomeTimeToAppear() {
        AnswersSearch.awaitVolume(commands);

        assertThat(commands.lines())
                .containsExactly("udevadm settle --timeout=60", "udevadm wait --timeout=5 /dev/disk/by-label/DOMZERO");
    }
}
