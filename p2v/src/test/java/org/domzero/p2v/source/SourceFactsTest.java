package org.domzero.p2v.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.domzero.p2v.source.SourceMount.Usage;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFactsTest {
    private static final byte[] ANSWER = new Answers()
            .with("fact root", "/")
            .text("/etc/fstab", "LABEL=/ / ext3 defaults 1 1\n")
            .with("list /boot", "vmlinuz-2.6.18-398.el5/grub/")
            .bytes();

    private static SourceFacts read(byte[]... parts) {
        InputStream all = InputStream.nullInputStream();
        for (byte[] part : parts) {
            all = new SequenceInputStream(all, new ByteArrayInputStream(part));
        }
        return SourceFacts.read(all);
    }

    @Test
    void areNeverASmallerMachineBecauseTheAnswerBroke() {
        for (int length = 0; length < ANSWER.length; length++) {
            byte[] part = Arrays.copyOf(ANSWER, length);
            assertThatThrownBy(() -> read(part))
                    .as("%d bytes", length)
                    .isInstanceOf(UserError.class)
                    .hasMessage("the machine cannot be looked at: what it says breaks off");
        }
        assertThat(read(ANSWER).list("/boot")).containsExactly("grub", "vmlinuz-2.6.18-398.el5");
    }

    @Test
    void passOverWhatALoginSaysAndWhatIsNotKnown() {
        byte[] greeting = "Welcome!\nLast login: never\n".getBytes(StandardCharsets.US_ASCII);
        byte[] logout = "logout\n".getBytes(StandardCharsets.US_ASCII);
        SourceFacts facts = read(
                greeting,
                new Answers().with("later /x", "y").text("/etc/issue", "a").bytes(),
                logout);

        assertThat(facts.text("/etc/issue")).hasValue("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sh: syntax error\0", "fact else\0001\0end \0\0", "fact probe\0001\0/etc/fstab\0text\0end \0\0"})
    void areNotMadeOfSomethingElse(String text) {
        assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the machine cannot be looked at: what it says ");
    }

    @Test
    void haveBounds() {
        byte[] longText = new Answers().text("/etc/issue", "x".repeat(5 << 20)).bytes();
        assertThatThrownBy(() -> read(longText)).hasMessageContaining("too long");
        byte[] longName = new Answers().text("/" + "x".repeat(100_000), "").bytes();
        assertThatThrownBy(() -> read(longName)).hasMessageContaining("too long");
        byte[] noise = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> read(noise)).hasMessageContaining("too long");
    }

    @Test
    void followLinksAndGiveUpOnThoseThatLeadToThemselves() {
        SourceFacts facts = new Answers()
                .with("link /lib", "usr/lib")
                .with("link /etc/os-release", "../lib/os-release")
                .with("link /etc/loop", "loop")
                .text("/usr/lib/os-release", "ID=debian\n")
                .with("list /usr/lib/modules", "5.10.0-1-amd64/")
                .facts();

        assertThat(facts.text("/etc/os-release")).hasValue("ID=debian\n");
        assertThat(facts.list("/lib/modules")).containsExactly("5.10.0-1-amd64");
        assertThat(facts.text("/etc/loop")).isEmpty();
        assertThat(facts.resolved("/etc/../../lib/x")).isEqualTo("/usr/lib/x");
    }

    @Test
    void takeTheRunningKernelsConfigurationForItsModules() {
        Answers answers =
                new Answers().with("fact kernel", "6.1.1-arch1-1").with("fact running-config", "CONFIG_XEN=y\n");
        assertThat(answers.facts().text("/lib/modules/6.1.1-arch1-1/config")).hasValue("CONFIG_XEN=y\n");
        assertThat(answers.with("fact root", "/mnt").facts().text("/lib/modules/6.1.1-arch1-1/config"))
                .isEmpty();
    }

    @Test
    void haveTheMountsBelowTheRootAlone() {
        SourceFacts facts = new Answers()
                .with("fact root", "/mnt/old box")
                .text("/proc/mounts", """
                        rootfs / rootfs rw 0 0
                        /dev/mapper/vg-root /mnt/old\\040box ext3 ro,noload 0 0
                        /dev/sda1 /mnt/old\\040box/boot ext2 ro 0 0
                        /dev/sdb1 /mnt/old\\040boxes ext2 ro 0 0
                        /dev/sda2 /mnt/old\\040box/boot vfat ro 0 0
                        """)
                .with("blocks /boot", """
                        Filesystem         1024-blocks      Used Available Capacity Mounted on
                        /dev/mapper/a-very-long-name-of-a-volume   9920624   4052180   5356376      44% /mnt/old box/boot
                        """)
                .with("inodes /boot", """
                        Filesystem            Inodes   IUsed   IFree IUse% Mounted on
                        /dev/sda2                  0       0       0    -  /mnt/old box/boot
                        """)
                .facts();

        assertThat(facts.mounts())
                .containsExactly(
                        new SourceMount(
                                "/dev/mapper/vg-root", "/", "ext3", List.of("ro", "noload"), "/", Optional.empty()),
                        new SourceMount(
                                "/dev/sda2",
                                "/boot",
                                "vfat",
                                List.of("ro"),
                                "/",
                                Optional.of(new Usage(4052180L << 10, 0))));
    }

    @Test
    void nameTheDisksThatAreReadThroughOthers() {
        SourceFacts facts = new Answers()
                .with("fact root", "/run/source")
                .text("/proc/mounts", """
                        /dev/mapper/source-VolGroup00-LogVol00 /run/source ext3 ro 0 0
                        /dev/mapper/source-sda1 /run/source/boot ext2 ro 0 0
                        """)
                .with("fact dm-snapshot", "source-VolGroup00-LogVol00\t(253, 4)\nVolGroup00-before\t(253, 7)\n")
                .facts();

        assertThat(facts.mounts())
                .extracting(SourceMount::source)
                .containsExactly("/dev/mapper/VolGroup00-LogVol00", "/dev/sda1");
        assertThat(facts.mapped("snapshot")).containsExactly("VolGroup00-before");
    }

    @Test
    void knowTheSizeOfAVolumeByBothItsNames() {
        SourceFacts facts = new Answers()
                .with("link /dev/mapper/Vol--Group-LogVol01", "../dm-1")
                .text("/proc/partitions", """
                        major minor  #blocks  name

                         253        1     262144 dm-1
                        """)
                .facts();

        assertThat(facts.size("/dev/mapper/Vol--Group-LogVol01")).hasValue(ByteSize.mebibytes(256));
        assertThat(facts.size("/dev/Vol-Group/LogVol01")).hasValue(ByteSize.mebibytes(256));
        assertThat(facts.size("/dev/Vol-Group/LogVol02")).isEmpty();
    }

    @Test
    void knowWhatOfAFileSystemIsMounted() {
        SourceFacts facts = new Answers()
                .text("/proc/mounts", """
                        /dev/sda2 / btrfs rw,subvolid=256,subvol=/@ 0 0
                        /dev/sdb1 /data ext4 rw 0 0
                        /dev/sdb1 /var/www ext4 rw 0 0
                        """)
                .text("/proc/self/mountinfo", """
                        26 1 8:17 / /data rw - ext4 /dev/sdb1 rw
                        27 1 8:17 /pub /var/www rw shared:1 - ext4 /dev/sdb1 rw
                        """)
                .facts();

        assertThat(facts.mounts()).extracting(SourceMount::subtree).containsExactly("/@", "/", "/pub");
    }

    /** As net-tools 1.60 of RHEL 3 has it. */
    @Test
    void haveCardsWithoutSys() {
        SourceFacts facts = new Answers()
                .with("fact default-routes", "eth1 0\n")
                .with("fact ifconfig", """
                        eth0      Link encap:Ethernet  HWaddr 00:0B:CD:00:00:01
                                  BROADCAST MULTICAST  MTU:1500  Metric:1

                        eth1      Link encap:Ethernet  HWaddr 00:0B:CD:00:00:02
                                  inet addr:192.0.2.5  Bcast:192.0.2.255  Mask:255.255.255.0

                        eth1:0    Link encap:Ethernet  HWaddr 00:0B:CD:00:00:02
                        lo        Link encap:Local Loopback
                                  inet addr:127.0.0.1  Mask:255.0.0.0
                        """)
                .facts();

        assertThat(facts.cards())
                .containsExactly(
                        new SourceCard("eth0", "00:0b:cd:00:00:01", false),
                        new SourceCard("eth1", "00:0b:cd:00:00:02", true));
    }

    @Test
    void findTheCardBelowVlansOfOldKernels() {
        SourceFacts facts = new Answers()
                .with("fact default-routes", "eth0.100 0\n")
                .with("list /sys/class/net", "lo/eth0.100/eth0/")
                .with("list /sys/class/net/eth0", "address/device/type/")
                .text("/sys/class/net/eth0/type", "1")
                .text("/sys/class/net/eth0/address", "00:17:a4:00:00:01")
                .text("/proc/net/vlan/config", """
                        VLAN Dev name    | VLAN ID
                        Name-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD
                        eth0.100       | 100  | eth0
                        """)
                .facts();

        assertThat(facts.cards()).containsExactly(new SourceCard("eth0", "00:17:a4:00:00:01", true));
    }

    @Test
    void measureSwapThatIsUsedAndThatIsNot() {
        SourceFacts facts = new Answers()
                .text("/proc/swaps", """
                        Filename                                Type            Size    Used    Priority
                        /dev/dm-1                               partition       2064376 0       -1
                        /dev/zram0                              partition       999999  0       5
                        /swapfile                               file            524284  0       -2
                        """)
                .text("/proc/partitions", """
                        major minor  #blocks  name

                           8     3    2096482 sda3
                         253     1    2064384 dm-1
                        """)
                .with("link /dev/disk/by-uuid/abc", "../../sda3")
                .with("link /dev/mapper/vg-swap", "../dm-1")
                .facts();

        assertThat(facts.swap()).isEqualTo(new ByteSize(2064376L << 10));
        assertThat(facts.size("UUID=abc")).hasValue(new ByteSize(2096482L << 10));
        assertThat(facts.size("/dev/mapper/vg-swap")).hasValue(new ByteSize(2064384L << 10));
        assertThat(facts.size("LABEL=none")).isEmpty();
    }

    @Test
    void nameArraysThatLackADisk() {
        SourceFacts facts = new Answers()
                .text("/proc/mdstat", """
                        Personalities : [raid1] [raid6] [raid5]
                        md1 : active raid1 sda2[0] sdb2[1]
                              8385856 blocks [2/2] [UU]

                        md0 : active raid1 sda1[0]
                              104320 blocks [2/1] [U_]

                        unused devices: <none>
                        """)
                .with("fact dm-crypt", "luks-secret\t(253, 2)\n")
                .with("fact dm-snapshot", "No devices found\n")
                .facts();

        assertThat(facts.degradedArrays()).containsExactly("md0");
        assertThat(facts.mapped("crypt")).containsExactly("luks-secret");
        assertThat(facts.mapped("snapshot")).isEmpty();
    }

    @Test
    void knowAGuestFromAHostOfXen() {
        assertThat(new Answers().with("list /proc/xen", "capabilities/").facts().hypervisor())
                .isEqualTo("Xen");
        assertThat(new Answers()
                        .with("list /proc/xen", "capabilities/")
                        .text("/proc/xen/capabilities", "control_d\n")
                        .facts()
                        .hypervisor())
                .isEmpty();
        assertThat(new Answers()
                        .text("/sys/class/dmi/id/product_name", "ProLiant DL380 G5")
                        .facts()
                        .hypervisor())
                .isEmpty();
        assertThat(new Answers()
                        .text("/sys/class/dmi/id/product_name", "VMware Virtual Platform")
                        .facts()
                        .hypervisor())
                .isEqualTo("VMware Virtual Platform");
    }

    @Test
    void haveTheNameThatTheSystemGoesBy() {
        Answers answers = new Answers().with("fact host-name", "live").text("/etc/sysconfig/network", "HOSTNAME=db1\n");
        assertThat(answers.facts().hostName()).isEqualTo("live");
        assertThat(answers.with("fact root", "/mnt").facts().hostName()).isEqualTo("db1");
        assertThat(new Answers()
                        .with("fact host-name", "localhost.localdomain")
                        .facts()
                        .hostName())
                .isEmpty();
    }
}
