package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4096, 4096",
        "4096B, 4096",
        "1KiB, 1024",
        "1KB, 1000",
        "512MiB, 536870912",
        "4 GiB, 4294967296",
        "20GB, 20000000000",
        "2TiB, 2199023255552",
        "2tb, 2000000000000",
        "'  7mIb ', 7340032",
    })
    void readsNumbersWithUnits(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GiB", "-1MiB", "1.5GiB", "1G", "1PiB", "1 GiB free", "1_000", "٣MiB", "9999999999999999"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not a size such as 512MiB or 100GiB");
    }

    @Test
    void refusesMoreBytesThanALongHolds() {
        assertThat(ByteSize.parse("8388607TiB").bytes()).isEqualTo(8388607L << 40);
        assertThatThrownBy(() -> ByteSize.parse("8388608TiB"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"8388608TiB\" is more than any disk holds");
    }

    @Test
    void refusesANegativeNumber() {
        assertThatThrownBy(() -> new ByteSize(-1)).hasMessage("a size cannot be negative: -1");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "536870912, 512 MiB",
        "8053063680, 7.5 GiB",
        "480103981056, 447.1 GiB",
        "1099511627776, 1 TiB",
        "5629499534213120, 5120 TiB",
    })
    void isShownInTheLargestBinaryUnit(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }

    @Test
    void wholeMebibytesAreRoundedDown() {
        assertThat(new ByteSize((3L << 20) - 1).mebibytes()).isEqualTo(2);
        assertThat(ByteSize.mebibytes(3).mebibytes()).isEqualTo(3);
    }

    @Test
    void isOrderedBySize() {
        assertThat(ByteSize.gibibytes(1)).isEqualByComparingTo(ByteSize.mebibytes(1024));
        assertThat(ByteSize.gibibytes(1)).isGreaterThan(ByteSize.mebibytes(1023));
    }
}
