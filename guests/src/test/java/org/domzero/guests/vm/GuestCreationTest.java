package org.domzero.guests.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.StorageSample;
import org.domzero.guests.storage.Volume;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestCreationTest {
    private static final String GROUP = "VG_XenStorage-" + StorageSample.LOCAL;
    private static final String REMOVAL = "lvremove --yes " + GROUP + "/vdi-" + StorageSample.VOLUME;
    private static final String FAILURE = "while it was to make it (fail): the disk is full";

    @TempDir
    Path root;

    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void host() {
        commands.answer("vgs ", StorageSample.VGS);
        commands.answer("lvs --reportformat", StorageSample.LVS);
        commands.answer("lvs --noheadings", "  " + GROUP + "\n");
    }

    /** On a host where an interrupted thread runs no program. */
    private Effects effects() {
        CommandRunner runner = new CommandRunner() {
            @Override
            public CommandResult tryRun(Command command, Consumer<String> onOutput) {
                if (Thread.currentThread().isInterrupted()) {
                    throw UserError.failed(command.line() + " was interrupted", "run it again");
                }
                return commands.tryRun(command, onOutput);
            }
        };
        return new Effects(runner, root, event -> {
            if (event instanceof ProgressEvent.Message message) {
                told.add(message.text());
            }
        });
    }

    private record Fail(Runnable work) implements Action {
        @Override
        public String summary() {
            return "fail";
        }

        @Override
        public void perform(Effects effects) {
            work.run();
            throw UserError.failed("the disk is full", "another disk");
        }
    }

    private void create(String repository, Runnable work) {
        Effects effects = effects();
        Volume volume = Volume.in(
                Repositories.read(effects).named(repository),
                UUID.fromString(StorageSample.VOLUME),
                ByteSize.gibibytes(2));
        new GuestCreation(
                        "web1", List.of(volume), new Plan("create web1", List.of(Phase.of("make it", new Fail(work)))))
                .run(effects);
    }

    @Test
    void saysThatNothingIsLeft() {
        assertThatThrownBy(() -> create("local", () -> {}))
                .isInstanceOf(UserError.class)
                .hasMessage(FAILURE + "; nothing of it is left here");
        assertThat(commands.lines()).endsWith(REMOVAL);
        assertThat(told).containsExactly("it failed; what was made is removed again");
    }

    @Test
    void doesNotSaySoWhenAVolumeCannotBeRemoved() {
        commands.answer("lvremove", new CommandResult(5, "", "Logical volume in use."));
        assertThatThrownBy(() -> create("local", () -> {})).hasMessage(FAILURE);
        assertThat(told)
                .last()
                .asString()
                .startsWith("not all of it could be removed: ")
                .endsWith("ended with status 5");
    }

    @Test
    void doesNotSaySoWhenTheRepositoryHasGone() throws IOException {
        Path directory = Files.createDirectories(root.resolve("srv/vdi"));
        Files.createDirectories(root.resolve("var/lib/domzero/repositories"));
        Files.writeString(
                root.resolve("var/lib/domzero/repositories/" + StorageSample.FAST + ".json"),
                "{\"uuid\": \"" + StorageSample.FAST
                        + "\", \"name\": \"files\", \"type\": \"file\", \"location\": \"/srv/vdi\"}");
        commands.answer("vgs ", "");
        assertThatThrownBy(() -> create(
                        "files", () -> assertThat(directory.toFile().delete()).isTrue()))
                .hasMessage(FAILURE);
        assertThat(told)
                .last()
                .isEqualTo("not all of it could be removed: /srv/vdi/vdi-" + StorageSample.VOLUME
                        + ".raw may be left, as files is not there any more");
    }

    @Test
    void anInterruptionDoesNotEndTheRemoval() {
        assertThatThrownBy(() -> create("local", Thread.currentThread()::interrupt))
                .hasMessage(FAILURE + "; nothing of it is left here");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(commands.lines()).endsWith(REMOVAL);
    }

    @Test
    void removesItAlsoAfterWhatIsNoError() {
        assertThatThrownBy(() -> create("local", () -> {
                    throw new OutOfMemoryError("heap");
                }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(commands.lines()).endsWith(REMOVAL);
    }
}
