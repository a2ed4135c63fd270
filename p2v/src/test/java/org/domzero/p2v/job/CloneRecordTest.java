package org.domzero.p2v.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloneRecordTest {
    private static final CloneRecord RECORD = new CloneRecord(
            "old1",
            "root@192.0.2.7",
            new UUID(1, 2),
            new CloneRecord.Place.InRepository(new UUID(3, 4)),
            new CloneRecord.Disk(new UUID(5, 6), ByteSize.gibibytes(12)),
            new UUID(7, 8),
            Optional.of(new CloneRecord.Swap(
                    new CloneRecord.Disk(new UUID(9, 10), ByteSize.mebibytes(512)), new UUID(11, 12))),
            false,
            CloneRecord.Stage.FILLING,
            OptionalLong.of(1_100_000_000));

    @TempDir
    Path root;

    private Effects effects() {
        return new Effects(new RecordingCommandRunner(), root, Progress.SILENT);
    }

    @Test
    void isKeptByTheGuestsName() {
        assertThat(CloneRecord.of("old1", effects())).isEmpty();
        assertThat(CloneRecord.all(effects())).isEmpty();
        RECORD.write(effects());
        assertThat(CloneRecord.of("old1", effects())).contains(RECORD);
        CloneRecord defined = RECORD.at(CloneRecord.Stage.DEFINED);
        defined.write(effects());
        assertThat(CloneRecord.all(effects())).containsExactly(defined);
        defined.forget(effects());
        assertThat(CloneRecord.of("old1", effects())).isEmpty();
    }

    @Test
    void withoutSwapToo() {
        CloneRecord bare = new CloneRecord(
                "old2",
                "root@[2001:db8::7]:2222",
                RECORD.guest(),
                RECORD.place(),
                RECORD.root(),
                RECORD.rootFileSystem(),
                Optional.empty(),
                false,
                CloneRecord.Stage.BEGUN,
                OptionalLong.empty());
        assertThat(CloneRecord.parse("old2.json", bare.json())).isEqualTo(bare);
    }

    @Test
    void aDamagedOneIsNoneAndNamed() throws Exception {
        RECORD.write(effects());
        Path file = root.resolve("var/lib/domzero/p2v/old1.json");
        String whole = Files.readString(file);
        for (int end = 0; end < whole.length() - 2; end += 17) {
            Files.writeString(file, whole.substring(0, end));
            assertThatThrownBy(() -> CloneRecord.of("old1", effects()))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(file + " does not tell what a clone is: ");
        }
    }
}
