package org.domzero.guests.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeFileTest {
    @TempDir
    Path directory;

    /** Whatever the file system here thinks of direct access. */
    @ParameterizedTest
    @CsvSource({"0,4194304", "0,4096", "4096,65536", "0,100", "100,4096", "4194304,1"})
    void readsWhatWasWritten(long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        Path file = directory.resolve("volume");
        Files.write(file, new byte[(int) at + length + 3]);
        try (VolumeFile volume = VolumeFile.toWrite(file)) {
            volume.write(VolumeFile.buffer().put(bytes).flip(), at);
            volume.force();
        }
        assertThat(Files.size(file)).isEqualTo(at + length + 3);
        try (VolumeFile volume = VolumeFile.toRead(file)) {
            ByteBuffer block = VolumeFile.buffer().limit(length);
            volume.read(block, at);
            assertThat(block.flip()).isEqualTo(ByteBuffer.wrap(bytes));
            ByteBuffer zeros = VolumeFile.buffer().limit(3);
            volume.read(zeros, at + length);
            assertThat(zeros.flip()).isEqualTo(ByteBuffer.wrap(new byte[3]));
        }
    }

    @Test
    void writesFromTheMiddleOfABlock() throws IOException {
        Path file = Files.write(directory.resolve("volume"), new byte[3 << 16]);
        ByteBuffer block = VolumeFile.buffer();
        block.put(1 << 16, (byte) 7);
        try (VolumeFile volume = VolumeFile.toWrite(file)) {
            volume.write(block.slice(1 << 16, 1 << 16), 2 << 16);
        }
        assertThat(Files.readAllBytes(file)[2 << 16]).isEqualTo((byte) 7);
    }

    @Test
    void thatEndsTooEarlySaysWhere() throws IOException {
        Path file = Files.write(directory.resolve("volume"), new byte[5000]);
        try (VolumeFile volume = VolumeFile.toRead(file)) {
            assertThatThrownBy(() -> volume.read(VolumeFile.buffer(), 0)).hasMessage("it ends after 5000 bytes");
        }
    }

    @Test
    void isNeverMade() {
        assertThatThrownBy(() -> VolumeFile.toWrite(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
