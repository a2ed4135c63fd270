package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.machine.Captured.ROUTER;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.domzero.installer.answers.Ipv6Address;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what a real router answered to the same frames. */
class RouterTest {
    @Test
    void tellsItsMacAddressByArp() {
        assertSame(ROUTER.resolve(Hex.frame(Captured.ARP_REQUEST)), Captured.ARP_REPLY);
    }

    @Test
    void tellsItsMacAddressToANeighbour() {
        assertSame(ROUTER.resolve(Hex.frame(Captured.SOLICITATION)), Captured.ADVERTISEMENT);
    }

    @Test
    void answersPings() {
        // Linux counts its packets; here none has a number, since none may be cut into pieces (RFC 6864).
        String pong = Captured.PONG.replace("a3e7 0000 4001 52e1", "0000 4000 4001 b6c8");
        assertSame(ROUTER.echo(Hex.frame(Captured.PING)), pong);
        assertSame(ROUTER.echo(Hex.frame(Captured.PING6)), Captured.PONG6);
    }

    @Test
    void answersForTheWorldBeyondIt() {
        String pong = "525400123421 020000000c01 0800"
                + "4500 0029 0000 4000 4001 4e8f c6336407 c000020a 0000 f57c 1234 0001 646f6d7a65726f2070696e6773";
        assertSame(ROUTER.echo(Hex.frame(Captured.PING_BEYOND)), pong);
        assertSame(ROUTER.echo(Hex.frame(Captured.PING6_BEYOND)), Captured.PONG6_BEYOND);
    }

    @Test
    void answersInTheVlanItIsAskedIn() {
        assertSame(
                ROUTER.resolve(Hex.frame(Captured.tagged(12, Captured.ARP_REQUEST))),
                Captured.tagged(12, Captured.ARP_REPLY));
    }

    @Test
    void takesNoPaddingForThePing() {
        Frame answer = ROUTER.echo(Hex.frame(Captured.PING + "0000000000"));
        assertThat(answer).isEqualTo(ROUTER.echo(Hex.frame(Captured.PING))).isNotNull();
    }

    @Test
    void doesNotAnswerForOthers() {
        assertThat(ROUTER.resolve(Hex.frame(Captured.ARP_REQUEST.replace("c0000201", "c0000202"))))
                .isNull();
        Router other =
                new Router(MacAddress.parse("02:00:00:00:0c:02"), ROUTER.ipv4(), Ipv6Address.parse("2001:db8::2"));
        assertThat(other.resolve(Hex.frame(Captured.SOLICITATION))).isNull();
        assertThat(other.echo(Hex.frame(Captured.PING))).isNull();
        assertThat(other.echo(Hex.frame(Captured.PING6))).isNull();
    }

    @Test
    void believesNoNeighbourThatIsFarAway() {
        assertThat(ROUTER.resolve(Hex.frame(Captured.SOLICITATION.replace("0020 3a ff", "0020 3a fe"))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Captured.ARP_REPLY,
                Captured.PONG,
                Captured.ADVERTISEMENT,
                Captured.PONG6,
                Captured.DUPLICATE_DETECTION,
                Captured.LISTENER_REPORT
            })
    void saysNothingToTheRest(String frame) {
        assertThat(answer(Hex.bytes(frame))).isNull();
    }

    /** Each byte that a checksum covers, in turn. */
    @ParameterizedTest
    @ValueSource(strings = {Captured.PING, Captured.PING6, Captured.SOLICITATION})
    void saysNothingToWhatIsDamaged(String frame) {
        int first = frame.equals(Captured.PING) ? 14 : 14 + 8;
        int length = Hex.bytes(frame).remaining();
        for (int at = first; at < length; at++) {
            ByteBuffer damaged = Hex.bytes(frame);
            damaged.put(at, (byte) (damaged.get(at) ^ 0x10));
            assertThat(answer(damaged)).as("byte %d", at).isNull();
        }
    }

    private static @Nullable Frame answer(ByteBuffer bytes) {
        Frame frame = Frame.parse(bytes);
        Frame neighbour = ROUTER.resolve(frame);
        return neighbour == null ? ROUTER.echo(frame) : neighbour;
    }

    private static void assertSame(@Nullable Frame answer, String expected) {
        assertThat(Hex.text(Objects.requireNonNull(answer).bytes())).isEqualTo(expected.replace(" ", ""));
    }
}
