package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
    @Test
    void readsAFrameWithoutTag() {
        Frame frame = Hex.frame(Captured.ARP_REQUEST);
        assertThat(frame.destination()).hasToString("ff:ff:ff:ff:ff:ff");
        assertThat(frame.source()).hasToString("52:54:00:12:34:21").isEqualTo(MacAddress.parse("52:54:00:12:34:21"));
        assertThat(frame.vlan()).isEqualTo(Frame.UNTAGGED);
        assertThat(frame.type()).isEqualTo(Frame.ARP);
        assertThat(frame.payload().remaining()).isEqualTo(28);
        assertThat(Hex.text(frame.bytes())).isEqualTo(Captured.ARP_REQUEST.replace(" ", ""));
    }

    /** The tag's upper four bits are the priority and what may be dropped. */
    @ParameterizedTest
    @CsvSource({"000c, 12", "c00c, 12", "f000, 0", "0ffe, 4094"})
    void readsTheVlanOfATag(String tag, int vlan) {
        Frame frame = Hex.frame("ffffffffffff 525400123421 8100" + tag + "0806 0001");
        assertThat(frame.vlan()).isEqualTo(vlan);
        assertThat(frame.type()).isEqualTo(Frame.ARP);
        assertThat(Hex.text(frame.payload())).isEqualTo("0001");
    }

    @Test
    void writesATag() {
        String tagged = Captured.tagged(12, Captured.PING);
        assertThat(Hex.text(Hex.frame(tagged).bytes())).isEqualTo(tagged);
    }
}
