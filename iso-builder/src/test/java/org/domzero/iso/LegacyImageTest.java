package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That it works is for the scenarios to show. */
class LegacyImageTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"assemble.sh", "init", "console", "screen", "network", "lease"})
    void scriptsAreScripts(String name) throws IOException {
        Path script = Files.writeString(directory.resolve(name), Resource.text("legacy/" + name));
        CommandResult result = new ProcessCommandRunner().tryRun(Command.of("sh", "-n", script.toString()));
        assertThat(result.succeeded()).as(result.errors()).isTrue();
    }

    @Test
    void aMirrorWithoutItGivesAnIsoWithoutIt() throws IOException {
        List<String> told = new ArrayList<>();
        CommandRunner nothing = (command, onOutput) -> new CommandResult(100, "", "E: not found\n");
        Effects effects = new Effects(nothing, Path.of("/"), event -> {
            if (event instanceof ProgressEvent.Message message) {
                told.add(message.text());
            }
        });
        BuildContext context = new BuildContext(
                Archive.of(null, "file:///srv/debian", null),
                new Releases(Instant.EPOCH, List.of("x")),
                new AptSettings(null),
                true,
                effects);

        assertThat(LegacyImage.build(new ImageCache(directory, effects), context, directory))
                .isEmpty();
        assertThat(told).contains("the ISO will not start 32-bit machines: there is no bookworm at file:///srv/debian");
        assertThat(directory).isEmptyDirectory();
    }
}
