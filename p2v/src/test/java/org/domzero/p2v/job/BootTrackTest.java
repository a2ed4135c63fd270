package org.domzero.p2v.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootTrackTest {
    private static final ByteSize DISK = ByteSize.gibibytes(3);

    @TempDir
    Path host;

    private Effects effects;
    private Path volume;

    @BeforeEach
    void aVolumeWithSomethingOnIt() throws IOException {
        effects = new Effects(new ProcessCommandRunner(), host, Progress.SILENT);
        volume = host.resolve("volume");
        byte[] old = new byte[2 << 20];
        Arrays.fill(old, (byte) 7);
        Files.write(volume, old);
        Path images = Files.createDirectories(host.resolve("usr/lib/domzero/guest-bios"));
        byte[] boot = new byte[512];
        Arrays.fill(boot, (byte) 1);
        Files.write(images.resolve("boot.img"), boot);
        byte[] core = new byte[3000];
        Arrays.fill(core, (byte) 2);
        Files.write(images.resolve("core.img"), core);
    }

    @Test
    void isOneMebibyteAndNothingBehindIt() throws IOException {
        BootTrack.write("/volume", DISK, new UUID(1, 0x1122_3344_5566_7788L), effects);
        byte[] written = Files.readAllBytes(volume);
        assertThat(written).hasSize(2 << 20);
        assertThat(Arrays.copyOfRange(written, 0, 440)).containsOnly(1);
        assertThat(Arrays.copyOfRange(written, 512, 512 + 3000)).containsOnly(2);
        assertThat(Arrays.copyOfRange(written, 512 + 3000, 1 << 20)).containsOnly(0);
        assertThat(Arrays.copyOfRange(written, 1 << 20, 2 << 20)).containsOnly(7);
    }

    /** As the kernel, firmware and partitioning tools of today read it. */
    @Test
    void isATableForOthers() throws IOException {
        BootTrack.write("/volume", DISK, new UUID(1, 0x1122_3344_5566_7788L), effects);
        try (SeekableByteChannel file = Files.newByteChannel(volume, StandardOpenOption.WRITE)) {
            file.position(DISK.bytes() - 1).write(ByteBuffer.wrap(new byte[1]));
        }
        assertThat(effects.commands().run("sfdisk", "--dump", volume.toString()).output())
                .contains("label: dos", "label-id: 0x55667788")
                .containsPattern("start= +2048, size= +6289408, type=83, bootable")
                .doesNotContain("volume2");
    }

    @Test
    void withoutGrubSaysWhatIsMissing() throws IOException {
        Files.delete(host.resolve("usr/lib/domzero/guest-bios/core.img"));
        byte[] before = Files.readAllBytes(volume);
        assertThatThrownBy(() -> BootTrack.write("/volume", DISK, new UUID(1, 2), effects))
                .hasMessage("there is no /usr/lib/domzero/guest-bios/core.img, by which hvm guests start");
        assertThat(Files.readAllBytes(volume)).isEqualTo(before);
    }
}
