package org.domzero.partitioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Golden;
import org.domzero.toolkit.JsonMembers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskTest {
    @ParameterizedTest
    @CsvSource({
        "/dev/sda,     1,  /dev/sda1",
        "/dev/sdaa,    12, /dev/sdaa12",
        "/dev/vda,     4,  /dev/vda4",
        "/dev/nvme0n1, 1,  /dev/nvme0n1p1",
        "/dev/mmcblk0, 2,  /dev/mmcblk0p2",
        "/dev/xvda,    3,  /dev/xvda3",
    })
    void namesPartitionsAsTheKernelDoes(String disk, int number, String expected) {
        assertThat(Disk.partitionDevice(disk, number)).isEqualTo(expected);
    }

    @Test
    void survivesJson() {
        Disk unnamed = Sample.disk(
                "/dev/sdz",
                ByteSize.gibibytes(20),
                Sample.partition("/dev/sdz1", new Format.Signatures(List.of("vfat", "ext4"))),
                Sample.partition("/dev/sdz2", new Format.PhysicalVolume(null, null, true)),
                Sample.partition("/dev/sdz3", new Format.UnseenPartitions(2)));
        List<Disk> all = Stream.of(Sample.virtio(), Sample.nvme(), Sample.raid(), Sample.usb(), List.of(unnamed))
                .flatMap(List::stream)
                .toList();

        for (Disk disk : all) {
            assertThat(Disk.fromJson(JsonMembers.of(disk.toJson()))).isEqualTo(disk);
        }
    }

    @Test
    void jsonIsMadeForScripts() {
        Golden.assertMatches(
                "disk.json",
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(Sample.usb().get(2).toJson())
                        + "\n");
    }

    @Test
    void otherJsonIsNoDisk() {
        assertThatThrownBy(() -> Disk.fromJson(JsonMembers.of(new JsonObject())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path is missing");
        assertNoDisk("path", new JsonPrimitive(""), "path cannot be \"\"");
        assertNoDisk("size", new JsonPrimitive(-1), "size cannot be -1");
        assertNoDisk("contents", new JsonPrimitive("none"), "contents cannot be \"none\"");
    }

    @Test
    void aLayerOrFormatThatIsNotKnownIsToldByItsPlace() {
        assertNoContent("layer", "pa[rtition", "contents[0].layer cannot be \"pa[rtition\"");
        assertNoContent("format", "zfs", "contents[0].format cannot be \"zfs\"");
    }

    private static void assertNoDisk(String key, JsonElement value, String message) {
        JsonObject json = Sample.raid().get(0).toJson();
        json.add(key, value);
        assertThatThrownBy(() -> Disk.fromJson(JsonMembers.of(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static void assertNoContent(String key, String value, String message) {
        JsonArray contents = Sample.raid().get(0).toJson().getAsJsonArray("contents");
        contents.get(0).getAsJsonObject().addProperty(key, value);
        assertNoDisk("contents", contents, message);
    }

    @Test
    void anEmptyPartitionTableIsNoData() {
        assertThat(Sample.disk("/dev/sda", ByteSize.gibibytes(20), Sample.table("/dev/sda"))
                        .holdsData())
                .isFalse();
    }

    @Test
    void aLongListOfContentsIsCut() {
        assertThat(Sample.crowded(10).describeContents()).endsWith("/dev/sda8 ext4, 2 more");
    }
}
