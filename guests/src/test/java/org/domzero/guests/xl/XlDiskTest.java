package org.domzero.guests.xl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.domzero.guests.xl.XlDisk.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XlDiskTest {
    private static final XlDisk VOLUME = new XlDisk("/dev/vg/guest-volume", Format.RAW, "hda", false, true, List.of());
    private static final XlDisk IMAGE = new XlDisk("/root/image.iso", Format.RAW, "hdc", true, false, List.of());
    private static final XlDisk EMPTY = new XlDisk("", Format.EMPTY, "hdc", true, false, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/vg/guest-volume,,hda",
                "/dev/vg/guest-volume,raw,hda,rw",
                "/dev/vg/guest-volume, raw, hda, rw",
                " /dev/vg/guest-volume,,hda,,",
                "format=raw, vdev=hda, access=rw, target=/dev/vg/guest-volume",
                "vdev=hda,target=/dev/vg/guest-volume",
                "vdev=hda,/dev/vg/guest-volume",
                "/dev/vg/guest-volume,vdev=hda,raw,w",
                "raw:/dev/vg/guest-volume,hda,w",
                "phy:/dev/vg/guest-volume,hda,w",
                "file:/dev/vg/guest-volume,hda,w",
                "file:/dev/vg/guest-volume,hda:disk,w",
                "tap:aio:/dev/vg/guest-volume,hda",
                "tap2:tapdisk:aio:/dev/vg/guest-volume,hda,rw",
                "format=,vdev=hda,access=,devtype=disk,target=/dev/vg/guest-volume,",
            })
    void readsOneDiskFromManyForms(String spec) {
        assertThat(XlDisk.parse(spec)).isEqualTo(VOLUME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/root/image.iso,,hdc,cdrom",
                "/root/image.iso,,hdc,,cdrom",
                "/root/image.iso,raw,hdc,devtype=cdrom",
                "format=raw, vdev=hdc, access=ro, devtype=cdrom, target=/root/image.iso",
                "raw:/root/image.iso,hdc:cdrom,ro",
                "file:/root/image.iso,hdc:cdrom,r",
                "cdrom,vdev=hdc,access=rw,target=/root/image.iso",
            })
    void readsOneDiscFromManyForms(String spec) {
        assertThat(XlDisk.parse(spec)).isEqualTo(IMAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",hdc:cdrom,r",
                ",,hdc,cdrom",
                "file:,hdc:cdrom,r",
                "format=empty, vdev=hdc, access=ro, devtype=cdrom",
                "vdev=hdc,cdrom",
                "cdrom,format=raw,vdev=hdc,target=",
            })
    void readsADriveWithoutADisc(String spec) {
        assertThat(XlDisk.parse(spec)).isEqualTo(EMPTY);
    }

    @ParameterizedTest
    @CsvSource({"raw, RAW", "qcow, QCOW", "qcow2, QCOW2", "qed, QED", "vhd, VHD"})
    void knowsTheFormats(String word, Format format) {
        assertThat(XlDisk.parse("/a," + word + ",xvda").format()).isEqualTo(format);
        assertThat(XlDisk.parse("format=" + word + ",vdev=xvda,target=/a").format())
                .isEqualTo(format);
        assertThat(format.word()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"r, false", "ro, false", "w, true", "rw, true", "access=ro, false", "readonly, false", "'', true"})
    void readsTheAccess(String access, boolean writable) {
        assertThat(XlDisk.parse("/a,,xvda," + access).writable()).isEqualTo(writable);
    }

    @Test
    void takesTheRestForTheTarget() {
        XlDisk disk = XlDisk.parse("vdev=xvda, target=/srv/a, b=c, and d.img");

        assertThat(disk.target()).isEqualTo("/srv/a, b=c, and d.img");
        assertThat(XlDisk.parse(disk.spec())).isEqualTo(disk);
        XlDisk comma = disk.withTarget("/srv/ends in,");
        assertThat(comma.spec()).endsWith("target=/srv/ends in,,");
        assertThat(XlDisk.parse(comma.spec())).isEqualTo(comma);
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        XlDisk disk =
                XlDisk.parse("/dev/drbd0,,xvda,w, backendtype=phy,discard, script=block-x, direct-io-safe,later=1");

        assertThat(disk.options())
                .containsExactly("backendtype=phy", "discard", "script=block-x", "direct-io-safe", "later=1");
        assertThat(disk.spec())
                .isEqualTo("format=raw, vdev=xvda, access=rw, backendtype=phy, discard, script=block-x,"
                        + " direct-io-safe, later=1, target=/dev/drbd0");
        assertThat(XlDisk.parse(disk.spec())).isEqualTo(disk);
        assertThat(XlDisk.parse("drbd:web,xvda,w"))
                .isEqualTo(new XlDisk("web", Format.RAW, "xvda", false, true, List.of("script=block-drbd")));
    }

    @Test
    void writesTheFormWithNames() {
        assertThat(VOLUME.spec()).isEqualTo("format=raw, vdev=hda, access=rw, target=/dev/vg/guest-volume");
        assertThat(IMAGE.spec()).isEqualTo("format=raw, vdev=hdc, access=ro, devtype=cdrom, target=/root/image.iso");
        assertThat(EMPTY.spec()).isEqualTo("format=empty, vdev=hdc, access=ro, devtype=cdrom");
    }

    @Test
    void makesDisksAndDrives() {
        assertThat(XlDisk.raw("/dev/vg/guest-volume", "hda")).isEqualTo(VOLUME);
        assertThat(XlDisk.cdrom("/root/image.iso", "hdc")).isEqualTo(IMAGE);
        assertThat(XlDisk.cdrom("", "hdc")).isEqualTo(EMPTY);
    }

    @Test
    void takesAnotherTarget() {
        assertThat(XlDisk.parse("qcow2:/a.qcow2,xvda,r").withTarget("/b.qcow2"))
                .isEqualTo(new XlDisk("/b.qcow2", Format.QCOW2, "xvda", false, false, List.of()));
        assertThat(EMPTY.withTarget("/root/image.iso")).isEqualTo(IMAGE);
        assertThat(IMAGE.withTarget("")).isEqualTo(EMPTY);
        assertThat(VOLUME.withFormat(Format.VHD).spec()).startsWith("format=vhd, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|the disk has no vdev, which is what the guest sees it as: xvda",
                "/dev/vg/a|the disk has no vdev, which is what the guest sees it as: xvda",
                "/dev/vg/a,xvda,w|\"xvda\" is not the format of a disk, which is raw, qcow, qcow2, qed, vhd or empty",
                "phy:/dev/vg/a,xvda,w!|\"w!\" is not the access to a disk, which is rw or ro",
                "phy:/dev/vg/a,xvda:floppy,w|\"floppy\" is not the type of a disk, which is cdrom or disk",
                "devtype=tape,vdev=a,target=/b|\"tape\" is not the type of a disk, which is cdrom or disk",
                "zfs:/dev/vg/a,xvda,w|\"zfs:\" before the target of a disk is no prefix that xl knows",
                "/a,,xvda,w,more|the disk has \"more\" after its target, format, vdev and access, where xl expects no more",
                "/a=b,,xvda|the disk has \"/a=b\", which xl cannot read: a target with an equals sign is written last, as target=/dev/...",
                "/a,raw,xvda,format=vhd|the disk has two of format: \"raw\" and \"vhd\"",
                "/a,raw,xvda,vdev=xvdb|the disk has two of vdev: \"xvda\" and \"xvdb\"",
                "/a,raw,xvda,target=/b|the disk has two of target: \"/a\" and \"/b\"",
                "vdev=xvda,access=rw|the disk xvda has no target, which only a CD drive may lack",
                ",raw,xvda,w|the disk xvda has no target, which only a CD drive may lack",
                "/a,empty,xvda,w|the disk xvda has a target, but its format is empty",
                "/a,raw,xv da,w|\"xv da\" is not a vdev, such as xvda",
                "/a,raw,,w|\"\" is not a vdev, such as xvda",
            })
    void saysWhatXlCouldNotRead(String spec, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XlDisk.parse(spec))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "raw", "format=raw", "target=/a", "a,b", " discard", "script=a ", "/x=y", "a=b\nc", "a=b\0"})
    void refusesOptionsThatWouldNotBeReadBack(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new XlDisk("/a", Format.RAW, "xvda", false, true, List.of(option)))
                .withMessageEndingWith(" is not an option of a disk");
    }

    @Test
    void refusesATargetThatWouldNotBeReadBack() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VOLUME.withTarget("/a\n/b"))
                .withMessage("a target is one line, without a NUL: \"/a\\u000a/b\"");
        assertThatIllegalArgumentException().isThrownBy(() -> XlDisk.parse("/a\0,raw,xvda,w"));
    }
}
