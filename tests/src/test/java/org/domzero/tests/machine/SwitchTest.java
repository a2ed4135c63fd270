package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With this test in the place of QEMU. */
@Timeout(60)
class SwitchTest {
    private static final int VLAN = 12;
    private static final Duration LONG = Duration.ofSeconds(30);

    private Switch trunk;

    @BeforeEach
    void open() throws IOException {
        trunk = new Switch(VLAN, "192.0.2.1", "2001:db8::1");
    }

    @AfterEach
    void close() throws IOException {
        trunk.close();
    }

    @Test
    void answersOnThePortItIsAskedOn() throws IOException {
        try (FrameStream first = plugIn(0);
                FrameStream second = plugIn(1)) {
            agree(first);
            agree(second);
            second.write(Hex.frame(Captured.tagged(VLAN, Captured.PING6)));
            assertThat(next(second)).isEqualTo(Captured.tagged(VLAN, Captured.PONG6));
            first.write(Hex.frame(Captured.PING));
            first.write(Hex.frame(Captured.tagged(VLAN, Captured.ARP_REQUEST)));
            assertThat(next(first)).isEqualTo(Captured.tagged(VLAN, Captured.ARP_REPLY));
            assertThat(List.of(trunk.echoes(0), trunk.echoes(1))).containsExactly(0, 1);
            assertThat(trunk.strays()).containsExactly("192.0.2.10");
        }
    }

    @Test
    void speaksWithoutBeingSpokenTo() throws IOException {
        try (FrameStream first = plugIn(0)) {
            agree(first);
            assertThat(Frame.parse(read(first)).destination()).isEqualTo(Lacpdu.DESTINATION);
        }
    }

    @Test
    void waitsForBothPortsToSayItAnew() throws IOException {
        try (FrameStream first = plugIn(0);
                FrameStream second = plugIn(1)) {
            agree(first);
            assertThatThrownBy(() -> trunk.awaitAggregate(Duration.ZERO))
                    .isInstanceOf(UnmetExpectation.class)
                    .hasMessage("waited 0 s in vain for both ports to be used as one");
            agree(second);
            assertThatThrownBy(() -> trunk.awaitAggregate(Duration.ZERO)).isInstanceOf(UnmetExpectation.class);
            Thread host = new Thread(() -> {
                try {
                    while (true) {
                        agree(first);
                        agree(second);
                    }
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            host.start();
            trunk.awaitAggregate(LONG);
        }
    }

    @Test
    void takesOneMachineAfterTheOther() throws IOException {
        try (FrameStream before = plugIn(0)) {
            agree(before);
        }
        try (FrameStream after = plugIn(0)) {
            after.write(Hex.frame(Captured.tagged(VLAN, Captured.PING6)));
            agree(after);
            assertThat(trunk.echoes(0)).isZero();
        }
    }

    @Test
    void leavesNothingBehind() throws IOException {
        trunk.close();
        assertThat(trunk.port(0).socket().getParent()).doesNotExist();
        assertThat(Files.exists(trunk.port(1).socket())).isFalse();
        open();
    }

    private FrameStream plugIn(int port) throws IOException {
        return new FrameStream(
                SocketChannel.open(UnixDomainSocketAddress.of(trunk.port(port).socket())));
    }

    /** Speaks LACP and waits for an answer. */
    private static void agree(FrameStream stream) throws IOException {
        stream.write(Hex.frame(LacpPartnerTest.agreement()));
        read(stream);
    }

    /** The next frame that is not LACP. */
    private static String next(FrameStream stream) throws IOException {
        while (true) {
            String frame = Hex.text(read(stream));
            if (Hex.frame(frame).type() != Frame.SLOW) {
                return frame;
            }
        }
    }

    private static ByteBuffer read(FrameStream stream) throws IOException {
        ByteBuffer frame = stream.read();
        if (frame == null) {
            throw new IOException("the switch has hung up");
        }
        return frame;
    }
}
