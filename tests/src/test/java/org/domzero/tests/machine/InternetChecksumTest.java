package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InternetChecksumTest {
    @Test
    void isThatOfTheExampleOfRfc1071() {
        assertThat(InternetChecksum.of(Hex.bytes("0001 f203 f4f5 f6f7"))).isEqualTo(0xFFFF - 0xDDF2);
    }

    @Test
    void isZeroOverWhatHasTheRightOne() {
        String header = "4500 0073 0000 4000 4011 %s c0a8 0001 c0a8 00c7";
        assertThat(InternetChecksum.of(Hex.bytes(header.formatted("0000")))).isEqualTo(0xB861);
        assertThat(InternetChecksum.of(Hex.bytes(header.formatted("b861")))).isZero();
        assertThat(InternetChecksum.of(Hex.bytes(header.formatted("b862")))).isNotZero();
    }

    @Test
    void takesAnOddByteForAWordThatEndsWithZero() {
        assertThat(InternetChecksum.of(Hex.bytes("0102 03")))
                .isEqualTo(InternetChecksum.of(Hex.bytes("0102 0300")))
                .isEqualTo(0xFFFF - 0x0402);
    }

    @Test
    void takesPartsForOne() {
        assertThat(InternetChecksum.of(Hex.bytes("0001 f203"), Hex.bytes("f4f5 f6f7")))
                .isEqualTo(0x220D);
    }
}
