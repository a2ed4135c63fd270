package org.domzero.p2v.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.domzero.p2v.system.Fstab;
import org.domzero.toolkit.ByteSize;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemDevicesTest {
    private static final Map<String, String> LINKS = Map.of(
            "/dev/disk/by-id/ata-ST3160815AS_5RX0-part3", "sda3",
            "/dev/md/0", "md127");

    private static final SystemDevices DEVICES = new SystemDevices(
            List.of(
                    device("/dev/sda1", "sda1", "ext3", "3F2A-0001", "/boot"),
                    device("/dev/sda3", "sda3", "ext3", "u-3", "/opt"),
                    device("/dev/sdb1", "sdb1", "ext3", "u-4", "twice"),
                    device("/dev/sdc1", "sdc1", "ext3", "u-5", "twice"),
                    device("/dev/mapper/VolGroup00-LogVol00", "dm-0", "ext3", "u-6", ""),
                    device("/dev/mapper/vg--old-lv--var", "dm-1", "xfs", "u-7", ""),
                    device("/dev/md127", "md127", "ext3", "u-8", "")),
            path -> LINKS.getOrDefault(path, path));

    private static BlockDevice device(String path, String kernelName, String content, String uuid, String label) {
        return new BlockDevice(
                path,
                kernelName,
                "part",
                ByteSize.gibibytes(1),
                content,
                uuid,
                label,
                "p-" + kernelName,
                List.of(),
                List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/sda1, /dev/sda1",
        "/dev/hda1, /dev/sda1",
        "LABEL=/boot, /dev/sda1",
        "'LABEL=\"/boot\"', /dev/sda1",
        "UUID=3f2a-0001, /dev/sda1",
        "/dev/disk/by-uuid/u-7, /dev/mapper/vg--old-lv--var",
        "PARTUUID=P-SDA3, /dev/sda3",
        "/dev/disk/by-id/ata-ST3160815AS_5RX0-part3, /dev/sda3",
        "/dev/VolGroup00/LogVol00, /dev/mapper/VolGroup00-LogVol00",
        "/dev/mapper/VolGroup00-LogVol00, /dev/mapper/VolGroup00-LogVol00",
        "/dev/vg-old/lv-var, /dev/mapper/vg--old-lv--var",
        "/dev/md/0, /dev/md127",
        "LABEL=twice, ''",
        "LABEL=none, ''",
        "/dev/sdd1, ''",
        "server:/export, ''",
        "/swapfile, ''",
    })
    void findsWhatAnEntryMeans(String source, String found) {
        assertThat(Fstab.parse(source + " /place auto defaults 0 0\n").entries().stream()
                        .map(DEVICES::of)
                        .flatMap(Optional::stream)
                        .map(BlockDevice::path)
                        .toList())
                .isEqualTo(found.isEmpty() ? List.of() : List.of(found));
    }
}
