package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.util.Objects;
import org.domzero.tests.machine.Lacpdu.Party;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LacpPartnerTest {
    /** Its first word on a port of 1 Gbit/s, as Linux's bond says it; %s is what it knows of us, %s its own state. */
    private static final String HOST = "0180c2000002 525400123421 8809 01 01"
            + "01 14 ffff 525400123421 0009 00ff 0001 %2$s 000000"
            + "02 14 %1$s 000000"
            + "03 10 0000 000000000000000000000000"
            + "00 00" + "00".repeat(50);

    private static final String NOBODY = "ffff 000000000000 0001 00ff 0001 01";
    private static final String US = "8000 020000000001 000c 8000 0002 3f";

    private final LacpPartner partner = new LacpPartner(MacAddress.parse(Switch.MAC), 2);

    static String firstWord() {
        return HOST.formatted(NOBODY, "4f");
    }

    /** Once it takes and puts frames. */
    static String agreement() {
        return HOST.formatted(US, "3f");
    }

    @Test
    void readsWhatTheHostSays() {
        assertThat(heard(firstWord()))
                .isEqualTo(new Lacpdu(
                        new Party(0xFFFF, MacAddress.parse("52:54:00:12:34:21"), 9, 255, 1, 0x4F),
                        new Party(0xFFFF, new MacAddress(0), 1, 255, 1, Party.ACTIVE)));
    }

    @Test
    void isReadyAndRepeatsWhatItHasHeard() {
        partner.hear(heard(firstWord()));
        assertThat(Hex.text(Objects.requireNonNull(partner.say()).bytes()))
                .isEqualTo(("0180c2000002 020000000001 8809 01 01"
                                + "01 14 8000 020000000001 000c 8000 0002 3f 000000"
                                + "02 14 ffff 525400123421 0009 00ff 0001 4f 000000"
                                + "03 10 0000 000000000000000000000000"
                                + "00 00" + "00".repeat(50))
                        .replace(" ", ""))
                .hasSize(2 * 124);
    }

    @Test
    void isUsedOnceTheHostDistributes() {
        assertThat(partner.isUsed()).isFalse();
        partner.hear(heard(firstWord()));
        assertThat(partner.isUsed()).isFalse();
        partner.hear(heard(agreement()));
        assertThat(partner.isUsed()).isTrue();
        partner.hear(heard(HOST.formatted(US, "0f")));
        assertThat(partner.isUsed()).isFalse();
    }

    @Test
    void saysNothingToNobody() {
        assertThat(partner.say()).isNull();
        partner.hear(heard(agreement()));
        assertThat(partner.say()).isNotNull();
        partner.forget();
        assertThat(partner.say()).isNull();
        assertThat(partner.isUsed()).isFalse();
    }

    @Test
    void takesNothingElseForLacp() {
        // The marker protocol, a frame to another address, an actor of another length.
        assertThat(parsed(firstWord().replace("8809 01", "8809 02"))).isNull();
        assertThat(parsed(firstWord().replace("0180c2000002", "0180c200000e"))).isNull();
        assertThat(parsed(firstWord().replace("01 14", "01 15"))).isNull();
        assertThat(parsed(firstWord().replace("02 14", "02 15"))).isNull();
        assertThat(parsed(Captured.ARP_REQUEST)).isNull();
        String cut = firstWord().replace(" ", "").substring(0, 100);
        assertThatThrownBy(() -> parsed(cut)).isInstanceOf(BufferUnderflowException.class);
    }

    private static @Nullable Lacpdu parsed(String frame) {
        return Lacpdu.parse(Hex.frame(frame));
    }

    private static Lacpdu heard(String frame) {
        return Objects.requireNonNull(parsed(frame));
    }
}
