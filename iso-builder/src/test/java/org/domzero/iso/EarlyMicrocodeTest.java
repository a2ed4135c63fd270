package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyMicrocodeTest {
    private static final String DIRECTORY = "kernel/x86/microcode/";

    private final ByteArrayOutputStream initrd = new ByteArrayOutputStream();

    @TempDir
    private Path directory = Path.of("");

    /** One member in the format "newc"; every field but size and length of the name is zero. */
    private void member(String name, byte[] content) {
        StringBuilder header = new StringBuilder("070701");
        for (int field = 0; field < 13; field++) {
            int value = field == 6 ? content.length : field == 11 ? name.length() + 1 : 0;
            header.append(String.format(Locale.ROOT, "%08X", value));
        }
        initrd.writeBytes((header + name + "\0").getBytes(StandardCharsets.ISO_8859_1));
        align();
        initrd.writeBytes(content);
        align();
    }

    private void align() {
        while (initrd.size() % 4 != 0) {
            initrd.write(0);
        }
    }

    private void endOfArchive() {
        member("TRAILER!!!", new byte[0]);
        initrd.writeBytes(new byte[512]);
    }

    private static byte[] intel(int... signatures) {
        ByteBuffer updates = ByteBuffer.allocate(signatures.length * 2048).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < signatures.length; i++) {
            updates.putInt(i * 2048, 1).putInt(i * 2048 + 12, signatures[i]);
            if (i % 2 == 1) { // the size may be given or left out
                updates.putInt(i * 2048 + 28, 2000).putInt(i * 2048 + 32, 2048);
            }
        }
        return updates.array();
    }

    private static byte[] amd() {
        return ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x00414d44)
                .array();
    }

    private EarlyMicrocode found() throws IOException {
        return EarlyMicrocode.in(Files.write(directory.resolve("initrd.img"), initrd.toByteArray()));
    }

    @Test
    void isFoundInSeveralArchivesBeforeTheCompressedOne() throws IOException {
        member(".", new byte[0]);
        member(DIRECTORY + "AuthenticAMD.bin", amd());
        endOfArchive();
        member(DIRECTORY + "GenuineIntel.bin", intel(0x306c3, 0x806ea, 0x806ea, 0x90675));
        endOfArchive();
        member("usr/lib/modules/some.ko.xz", new byte[13]);
        endOfArchive();
        initrd.writeBytes(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 1, 2, 3});

        assertThat(found()).isEqualTo(new EarlyMicrocode(3, true));
        assertThat(found().forEveryProcessor()).isTrue();
    }

    @Test
    void ofTheBuildMachinesOwnProcessorIsNotEnough() throws IOException {
        member(DIRECTORY + "AuthenticAMD.bin", amd());
        member(DIRECTORY + "GenuineIntel.bin", intel(0x306c3));
        endOfArchive();

        assertThat(found()).isEqualTo(new EarlyMicrocode(1, true));
        assertThat(found().forEveryProcessor()).isFalse();
    }

    @Test
    void ofOneMakerIsNotEnough() throws IOException {
        member(DIRECTORY + "GenuineIntel.bin", intel(0x306c3, 0x806ea));
        member(DIRECTORY + "AuthenticAMD.bin", "something else".getBytes(StandardCharsets.UTF_8));
        endOfArchive();

        assertThat(found()).isEqualTo(new EarlyMicrocode(2, false));
        assertThat(found().forEveryProcessor()).isFalse();
    }

    @Test
    void isNotInACompressedInitrd() throws IOException {
        initrd.writeBytes(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd});
        assertThat(found()).isEqualTo(new EarlyMicrocode(0, false));
        initrd.reset();
        assertThat(found()).isEqualTo(new EarlyMicrocode(0, false));
    }
}
