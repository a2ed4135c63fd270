package org.domzero.partitioner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.domzero.partitioner.DiskSelector.Pick;
import org.domzero.toolkit.ByteSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskSelectorTest {
    private static final Disk SSD = Sample.usb().get(0);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/sda",
                "/dev/disk/by-id/ata-INTEL_SSDSC2KB480G8_PHYF910200AB480BGN",
                "/dev/disk/by-id/wwn-0x55cd2e4150b1c2d3"
            })
    void aPathIsTheKernelsOrALink(String path) {
        assertThat(Sample.usb().stream().filter(DiskSelector.byPath(path)::matches))
                .containsExactly(SSD);
    }

    @ParameterizedTest
    @CsvSource({
        "INTEL*, true",
        "*KB480??, true",
        "INTEL SSDSC2KB480G8, true",
        "INTEL, false",
        "Intel*, false",
        "INTEL.*, false",
        "*KB480?, false",
    })
    void aModelIsAPattern(String model, boolean matches) {
        DiskSelector selector = new DiskSelector(null, null, null, model, null, null, null, null);

        assertThat(selector.matches(SSD)).isEqualTo(matches);
    }

    @Test
    void everyConditionMustHold() {
        DiskSelector all = new DiskSelector(
                "/dev/sda",
                "PHYF910200AB480BGN",
                "0X55CD2E4150B1C2D3",
                "INTEL*",
                new ByteSize(480_103_981_056L),
                new ByteSize(480_103_981_056L),
                "SATA",
                Pick.LARGEST);
        assertThat(all.matches(SSD)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/sdb, PHYF910200AB480BGN, 0x55cd2e4150b1c2d3, INTEL*, 0, 0, sata",
        "/dev/sda, PHYF910200AB480BG, 0x55cd2e4150b1c2d3, INTEL*, 0, 0, sata",
        "/dev/sda, phyf910200ab480bgn, 0x55cd2e4150b1c2d3, INTEL*, 0, 0, sata",
        "/dev/sda, PHYF910200AB480BGN, 0x55cd2e4150b1c2d4, INTEL*, 0, 0, sata",
        "/dev/sda, PHYF910200AB480BGN, 0x55cd2e4150b1c2d3, Cruzer*, 0, 0, sata",
        "/dev/sda, PHYF910200AB480BGN, 0x55cd2e4150b1c2d3, INTEL*, 1, 1, sata",
        "/dev/sda, PHYF910200AB480BGN, 0x55cd2e4150b1c2d3, INTEL*, -1, -1, sata",
        "/dev/sda, PHYF910200AB480BGN, 0x55cd2e4150b1c2d3, INTEL*, 0, 0, usb",
    })
    void oneConditionThatDoesNotHoldIsEnough(
            String path, String serial, String wwn, String model, long moreAtLeast, long moreAtMost, String transport) {
        DiskSelector selector = new DiskSelector(
                path,
                serial,
                wwn,
                model,
                new ByteSize(SSD.size().bytes() + moreAtLeast),
                new ByteSize(SSD.size().bytes() + moreAtMost),
                transport,
                null);

        assertThat(selector.matches(SSD)).isFalse();
    }

    @Test
    void whatADiskDoesNotTellMatchesNoCondition() {
        Disk silent = Sample.virtio().get(0);

        assertThat(List.of(
                        new DiskSelector(null, "x", null, null, null, null, null, null),
                        new DiskSelector(null, null, "x", null, null, null, null, null),
                        new DiskSelector(null, null, null, "*", null, null, null, null)))
                .noneMatch(selector -> selector.matches(silent));
    }

    @Test
    void saysWhatItAsksFor() {
        assertThat(new DiskSelector(null, null, null, "INTEL*", ByteSize.gibibytes(100), null, null, Pick.SMALLEST)
                        .describe())
                .isEqualTo("model INTEL*, at least 100 GiB, the smallest");
        assertThat(new DiskSelector(null, null, null, null, null, null, null, null).describe())
                .isEqualTo("any disk");
    }

    @Test
    void aWorldWideNameIsTheSameWithoutItsPrefix() {
        Disk disk = Sample.usb().get(0);
        String bare = String.valueOf(disk.wwn()).substring("0x".length());

        for (String wwn : List.of(bare, "0x" + bare, "0X" + bare.toUpperCase(Locale.ROOT))) {
            assertThat(new DiskSelector(null, null, wwn, null, null, null, null, null).matches(disk))
                    .isTrue();
        }
    }
}
