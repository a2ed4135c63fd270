package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameStreamTest {
    private PipeChannel qemu;
    private FrameStream stream;

    @BeforeEach
    void open() throws IOException {
        PipeChannel here = new PipeChannel();
        qemu = here.otherSide();
        stream = new FrameStream(here);
    }

    @Test
    void putsTheLengthBeforeAFrame() throws IOException {
        stream.write(Hex.frame(Captured.ARP_REQUEST));
        ByteBuffer written = ByteBuffer.allocate(4 + 42);
        while (written.hasRemaining()) {
            qemu.read(written);
        }
        assertThat(Hex.text(written.flip())).isEqualTo("0000002a" + Captured.ARP_REQUEST.replace(" ", ""));
    }

    @Test
    void readsFramesAsTheyCome() throws IOException {
        qemu.write(Hex.bytes("00000003 010203 00000000 00000001 04"));
        assertThat(stream.read()).isEqualTo(Hex.bytes("010203"));
        assertThat(stream.read()).isEqualTo(Hex.bytes(""));
        assertThat(stream.read()).isEqualTo(Hex.bytes("04"));
    }

    @Test
    void endsWithTheOtherEnd() throws IOException {
        qemu.write(Hex.bytes("00000003 0102"));
        qemu.hangUp();
        assertThat(stream.read()).isNull();
        assertThat(stream.read()).isNull();
    }

    @Test
    void believesNoLengthThatQemuDoesNotSend() throws IOException {
        qemu.write(Hex.bytes("ffffffff"));
        assertThatThrownBy(() -> stream.read()).hasMessage("no frame is 4294967295 bytes long");
    }
}
