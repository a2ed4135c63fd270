package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.domzero.installer.answers.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrunkPortTest {
    private static final int VLAN = 12;

    private final TrunkPort port =
            new TrunkPort(VLAN, Captured.ROUTER, new LacpPartner(MacAddress.parse(Switch.MAC), 2));

    @Test
    void answersInTheVlanOnceTheHostUsesThePort() {
        assertThat(inVlan(Captured.ARP_REQUEST)).isEmpty();
        assertThat(answers(LacpPartnerTest.firstWord())).hasSize(1);
        assertThat(inVlan(Captured.ARP_REQUEST)).isEmpty();
        assertThat(answers(LacpPartnerTest.agreement())).hasSize(1);

        assertThat(inVlan(Captured.ARP_REQUEST)).containsExactly(compact(Captured.tagged(VLAN, Captured.ARP_REPLY)));
        assertThat(inVlan(Captured.SOLICITATION))
                .containsExactly(compact(Captured.tagged(VLAN, Captured.ADVERTISEMENT)));
        assertThat(inVlan(Captured.PING)).hasSize(1);
        assertThat(inVlan(Captured.PING6)).containsExactly(compact(Captured.tagged(VLAN, Captured.PONG6)));
        assertThat(port.lacpdus()).isEqualTo(2);
        assertThat(port.echoes()).isEqualTo(2);
        assertThat(port.strays()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Captured.ARP_REQUEST, Captured.PING, Captured.SOLICITATION, Captured.PING6})
    void tellsWhoSpeaksOutsideOfTheVlan(String frame) {
        answers(LacpPartnerTest.agreement());
        String speaker = frame.contains("86dd") ? "2001:db8::10" : "192.0.2.10";
        assertThat(answers(frame)).isEmpty();
        assertThat(port.strays()).extracting(IpAddress::toString).containsExactly(speaker);
        assertThat(answers(Captured.tagged(VLAN + 1, frame))).isEmpty();
        assertThat(answers(Captured.tagged(0, frame)))
                .as("a priority without a VLAN")
                .isEmpty();
        assertThat(port.strays()).hasSize(1);
        assertThat(port.echoes()).isZero();
    }

    @Test
    void takesWhoHasNoAddressYetForNobody() {
        answers(Captured.DUPLICATE_DETECTION);
        answers(Captured.ARP_REQUEST.replace("c000020a", "00000000"));
        assertThat(port.strays()).isEmpty();
    }

    @Test
    void repeatsItselfUntilTheMachineIsGone() {
        assertThat(port.heartbeat()).isEmpty();
        List<String> answer = answers(LacpPartnerTest.agreement());
        assertThat(port.heartbeat()).hasSize(1);
        assertThat(Hex.text(port.heartbeat().get(0).bytes())).isEqualTo(answer.get(0));
        port.unplugged();
        assertThat(port.heartbeat()).isEmpty();
        assertThat(inVlan(Captured.PING)).isEmpty();
    }

    @Test
    void isNotIrritatedByFramesThatAreCutShort() {
        answers(LacpPartnerTest.agreement());
        for (String frame : List.of(
                LacpPartnerTest.firstWord(),
                Captured.tagged(VLAN, Captured.ARP_REQUEST),
                Captured.tagged(VLAN, Captured.PING),
                Captured.tagged(VLAN, Captured.SOLICITATION),
                Captured.tagged(VLAN, Captured.PING6),
                Captured.PING6)) {
            String digits = compact(frame);
            // What ends an LACPDU is of no interest.
            int needed = frame.equals(LacpPartnerTest.firstWord()) ? 2 * (14 + 2 + 20 + 20) : digits.length();
            for (int length = 0; length < needed; length += 2) {
                assertThat(answers(digits.substring(0, length)))
                        .as("%d bytes of %s", length / 2, frame)
                        .isEmpty();
            }
        }
    }

    private List<String> inVlan(String frame) {
        return answers(Captured.tagged(VLAN, frame));
    }

    private List<String> answers(String frame) {
        return port.answers(Hex.bytes(frame)).stream()
                .map(answer -> Hex.text(answer.bytes()))
                .toList();
    }

    private static String compact(String frame) {
        return frame.replace(" ", "");
    }
}
