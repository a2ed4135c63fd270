package org.domzero.installer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host's disk in the live system; its partitions are the directories at which they get mounted. */
class RepairTest {
    private static final String A = "/run/domzero/repair/a";
    private static final String B = "/run/domzero/repair/b";
    private static final String BOOT = "/run/domzero/repair/boot";
    private static final String LSBLK = "lsblk --json --bytes --output"
            + " NAME,PATH,KNAME,PKNAME,TYPE,SIZE,MODEL,SERIAL,WWN,TRAN,ROTA,RM,RO,LOG-SEC,FSTYPE,LABEL,UUID,PARTLABEL,"
            + "PARTTYPE,PTTYPE,MOUNTPOINTS";
    private static final String FSCK = "fsck.vfat -n /dev/sda1";

    private final Path root;
    private final Host host;

    RepairTest(@TempDir Path root) {
        this.root = root;
        this.host = new Host(root);
    }

    private static String partition(String disk, int number, String label, String more) {
        return "{\"path\": \"/dev/%1$s%2$d\", \"kname\": \"%1$s%2$d\", \"type\": \"part\", \"size\": 1, \"pttype\": \"gpt\","
                        .formatted(disk, number)
                + " \"partlabel\": \"%s\"%s}".formatted(label, more);
    }

    private static String disk(String name, String... partitions) {
        return """
                {"path": "/dev/%1$s", "kname": "%1$s", "type": "disk", "size": 21474836480, "model": "QEMU HARDDISK",
                 "serial": "S-%1$s", "tran": "sata", "log-sec": 512, "pttype": "gpt", "children": [%2$s]}""".formatted(name, String.join(",", partitions));
    }

    private static String hostDisk(String name, String boot, String a, String b) {
        return disk(
                name,
                partition(name, 1, "domzero-boot", boot),
                partition(name, 2, "domzero-a", a),
                partition(name, 3, "domzero-b", b),
                partition(name, 4, "domzero-sr", ", \"fstype\": \"ext4\""));
    }

    private static final String FAT = ", \"fstype\": \"vfat\", \"uuid\": \"1A2B-3C4D\"";
    private static final String EXT4 = ", \"fstype\": \"ext4\"";

    private void disks(String... disks) {
        host.answer(LSBLK, "{\"blockdevices\": [" + String.join(",", disks) + "]}");
    }

    @BeforeEach
    void aLiveSystemWithOneHost() {
        disks(hostDisk("sda", FAT, EXT4, ""));
        host.answer("sfdisk --part-attrs /dev/sda 1", "LegacyBIOSBootable\n");
        slot(A, "6.12.48+deb13-amd64", "4.20-amd64");
        host.write(BOOT + "/.keep", "");
        Stream.of("ldlinux", "libcom32", "libutil", "mboot", "menu")
                .forEach(module -> host.write("/usr/lib/syslinux/modules/bios/" + module + ".c32", module));
        host.write("/usr/lib/syslinux/mbr/gptmbr.bin", "boot code");
        host.write("/usr/lib/systemd/boot/efi/systemd-bootx64.efi", "systemd-boot");
    }

    private void slot(String at, String kernel, String xen) {
        host.slot(at, "");
        host.kernel(at, kernel, "of " + at);
        host.xen(at, xen, "of " + at);
    }

    private Repair prepare() {
        return Repair.prepare(host.effects(), null);
    }

    private Repair repair() {
        Repair repair = prepare();
        repair.carryOut(host.effects());
        return repair;
    }

    private String boot(String path) {
        return host.read(BOOT + path);
    }

    @Test
    void aWipedBootPartitionIsMadeAnew() {
        disks(hostDisk("sda", "", EXT4, ""));
        host.answer(FSCK, new CommandResult(1, "fsck.fat 4.2 (2021-01-31)\n", "Logical sector size is zero.\n"));
        host.answer("mount -t vfat -o ro /dev/sda1 " + BOOT, new CommandResult(32, "", "wrong fs type"));
        host.answer("sfdisk --part-attrs /dev/sda 1", "GUID:60\n");
        host.write("/sys/firmware/efi/fw_platform_size", "64\n");

        Repair repair = prepare();

        assertThat(String.join("\n", repair.notes())).isEqualTo("""
                slot A: Xen 4.20, Linux 6.12.48+deb13 on /dev/sda2
                slot B: /dev/sda3 holds no ext4 filesystem
                boot partition /dev/sda1: is made anew (fsck.vfat: Logical sector size is zero.)
                boots by default: slot A, the only one with a dom0""");
        assertThat(repair.plan().render()).isEqualTo("""
                repair the boot partition of /dev/sda (20 GiB, QEMU HARDDISK, serial S-sda)

                look again
                  - look again that the chosen disks are as they were

                open the host
                  - mark partition 1 of /dev/sda as bootable by BIOS, in the partition table
                  - mount /dev/sda2 (ext4, ro,noload) at /run/domzero/repair/a
                  ! make a FAT32 filesystem on /dev/sda1 (DOMZEROBOOT)
                  - mount /dev/sda1 (vfat, rw) at /run/domzero/repair/boot

                write generation 1 of slot A: Xen 4.20, Linux 6.12.48+deb13
                  - write /run/domzero/repair/boot/a/1/vmlinuz (31 B) from /run/domzero/repair/a/boot/vmlinuz-6.12.48+deb13-amd64
                  - write /run/domzero/repair/boot/a/1/initrd.img (31 B) from /run/domzero/repair/a/boot/initrd.img-6.12.48+deb13-amd64
                  - write /run/domzero/repair/boot/a/1/xen.gz (28 B) from /run/domzero/repair/a/boot/xen-4.20-amd64.gz
                  - write /run/domzero/repair/boot/a/1/xen.efi (32 B) from /run/domzero/repair/a/boot/xen-4.20-amd64.efi
                  - write /run/domzero/repair/boot/a/1/xen.cfg (175 B)
                  - write /run/domzero/repair/boot/a/1/generation.json (942 B)
                  - wait until all of it is on the disk
                  - read /run/domzero/repair/boot/a/1 back and compare its SHA-256

                set the boot entries
                  - write /run/domzero/repair/boot/extlinux/extlinux.conf in place
                  - write /run/domzero/repair/boot/loader/loader.conf in place
                  - write /run/domzero/repair/boot/loader/entries/domzero-a.conf in place
                  - wait until all of it is on the disk

                install the boot loaders
                  ! install Extlinux in partition 1 of /dev/sda (/run/domzero/repair/boot/extlinux) and its boot code in the first 440 bytes of /dev/sda
                  - install systemd-boot on /run/domzero/repair/boot
                  - add the firmware boot entry "domzero" for partition 1 of /dev/sda

                finish
                  - wait until all of it is on the disk
                  - unmount /run/domzero/repair/boot
                  - unmount /run/domzero/repair/a
                """);
        host.commands.clear();
        repair.carryOut(host.effects());

        assertThat(boot("/a/1/vmlinuz")).isEqualTo("kernel of /run/domzero/repair/a");
        assertThat(boot("/extlinux/extlinux.conf")).contains("/a/1/xen.gz");
        assertThat(boot("/loader/entries/domzero-a.conf")).contains("efi /a/1/xen.efi");
        assertThat(boot("/EFI/BOOT/BOOTX64.EFI")).isEqualTo("systemd-boot");
        assertThat(host.commands)
                .contains(
                        "sfdisk --no-reread --no-tell-kernel --part-attrs /dev/sda 1 GUID:60,LegacyBIOSBootable",
                        "mkfs.vfat -F 32 -n DOMZEROBOOT -i 1A2B3C4D /dev/sda1");
    }

    @Test
    void nothingButTheBootPartitionAndTheBootCodeIsWrittenTo() {
        repair();

        assertThat(host.commands.stream()
                        .filter(line ->
                                !line.matches("(lsblk|find|udevadm|dpkg|sync|umount|wipefs --no-act|openssl) .*"))
                        .filter(line -> !line.contains("iflag=nocache"))
                        .distinct())
                .containsExactly(
                        "mount -t ext4 -o ro,noload /dev/sda2 " + A,
                        "fsck.vfat -n /dev/sda1",
                        "mount -t vfat -o ro /dev/sda1 " + BOOT,
                        "sfdisk --part-attrs /dev/sda 1",
                        "mount -t vfat -o rw /dev/sda1 " + BOOT,
                        "extlinux --install " + BOOT + "/extlinux",
                        "dd if=/usr/lib/syslinux/mbr/gptmbr.bin of=/dev/sda bs=440 count=1 conv=notrunc,fsync");
    }

    @Test
    void whatIsWholeStays() {
        repair();
        host.write(BOOT + "/EFI/BOOT/BOOTX64.EFI", "lost");
        host.commands.clear();

        Repair again = repair();

        assertThat(again.notes())
                .contains(
                        "boot partition /dev/sda1: its file system is whole",
                        "boots by default: slot A, as the boot partition had it",
                        "slot A: generation 1 on the boot partition is whole and stays");
        assertThat(boot("/EFI/BOOT/BOOTX64.EFI")).isEqualTo("systemd-boot");
        assertThat(host.commands).noneMatch(line -> line.startsWith("mkfs"));
    }

    @Test
    void damagedFilesAreWrittenAnewBesideThem() {
        repair();
        host.write(BOOT + "/a/1/initrd.img", "rotten");

        repair();

        assertThat(boot("/extlinux/extlinux.conf")).contains("/a/2/initrd.img").doesNotContain("/a/1/");
        assertThat(root.resolve(BOOT.substring(1) + "/a/1")).doesNotExist();
    }

    @Test
    void settingsThatCannotBeUnderstoodAreWrittenAnew() {
        repair();
        host.write(BOOT + "/extlinux/extlinux.conf", "timeout soon\n");

        assertThat(repair().notes())
                .contains("boot partition /dev/sda1: its extlinux.conf cannot be understood and is written anew");
        assertThat(boot("/extlinux/extlinux.conf")).contains("default a\n", "/a/1/xen.gz");
    }

    @Test
    void aPartitionThatWasNotUnmountedIsKept() {
        host.answer(FSCK, new CommandResult(1, """
                fsck.fat 4.2 (2021-01-31)
                Dirty bit is set. Fs was not properly unmounted and some data may be corrupt.
                 Automatically removing dirty bit.

                Leaving filesystem unchanged.
                /dev/sda1: 1 files, 1/130811 clusters
                """, ""));
        host.answer("fsck.vfat -a /dev/sda1", new CommandResult(1, "", ""));

        Repair repair = repair();

        assertThat(repair.notes())
                .contains("boot partition /dev/sda1: its file system is whole, but was not unmounted");
        assertThat(host.commands).contains("fsck.vfat -a /dev/sda1").noneMatch(line -> line.startsWith("mkfs"));
    }

    @Test
    void theUuidThatTheHostMountsItByIsGivenBack() {
        disks(hostDisk("sda", ", \"fstype\": \"vfat\", \"uuid\": \"DEAD-BEEF\"", EXT4, ""));

        repair();

        assertThat(host.commands).contains("fatlabel --volume-id /dev/sda1 1A2B3C4D");
    }

    private void twoSlots(String kernelOfB) {
        disks(hostDisk("sda", FAT, EXT4, EXT4));
        slot(B, kernelOfB, "4.20-amd64");
    }

    @Test
    void bothSlotsAreBroughtBackAndTheNewerOneBoots() {
        twoSlots("6.12.118+deb13-amd64");

        Repair repair = repair();

        assertThat(repair.notes())
                .contains("boots by default: slot B, as the boot partition does not say and no other has a newer Xen or"
                        + " kernel");
        assertThat(boot("/extlinux/extlinux.conf")).contains("default b\n", "label a\n", "label b\n", "/b/1/xen.gz");
        assertThat(boot("/loader/entries/domzero-a.conf")).contains("version 1\n");
        assertThat(boot("/loader/entries/domzero-b.conf")).contains("version 2\n");
    }

    @Test
    void theSlotThatBootedByDefaultDoesSoAgain() {
        twoSlots("6.12.118+deb13-amd64");
        host.write(BOOT + "/extlinux/extlinux.conf", "default a-previous\nlabel a\n");
        host.answer(FSCK, new CommandResult(1, "", "FATs differ but appear to be intact.\n"));

        Repair repair = prepare();

        assertThat(repair.notes())
                .contains(
                        "boot partition /dev/sda1: is made anew (fsck.vfat: FATs differ but appear to be intact.)",
                        "boots by default: slot A, as the boot partition had it");
    }

    @Test
    void aSlotThatCannotBootStaysOut() {
        twoSlots("6.12.118+deb13-amd64");
        host.delete(B + "/boot/initrd.img-6.12.118+deb13-amd64");

        repair();

        assertThat(boot("/extlinux/extlinux.conf")).contains("default a\n").doesNotContain("label b");
        assertThat(host.events)
                .contains(new ProgressEvent.Message(
                        ProgressEvent.Level.WARNING,
                        "a slot stays out of the boot menu as it is: " + B
                                + "/boot/initrd.img-6.12.118+deb13-amd64 is missing, so the newest kernel cannot boot;"
                                + " what boots has not been changed"));
    }

    @Test
    void aSlotWithoutItsOwnSettingsGetsUsualOnes() {
        host.delete(A + "/etc/domzero/boot.toml");

        repair();

        assertThat(boot("/extlinux/extlinux.conf"))
                .startsWith("serial 0 115200\n")
                .contains("/a/1/xen.gz ucode=scan com1=115200,8n1 console=com1,vga --- ");
        assertThat(host.events).anyMatch(event -> event.toString().contains(A + "/etc/domzero/boot.toml is missing"));
    }

    @Test
    void withoutADom0NothingIsDone() {
        host.delete(A + "/boot/vmlinuz-6.12.48+deb13-amd64");
        host.delete(A + "/boot/xen-4.20-amd64.gz");

        UserError error = Host.errorOf(this::prepare);

        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(error.render()).isEqualTo("""
                error: no slot of /dev/sda (20 GiB, QEMU HARDDISK, serial S-sda) has a dom0 that can boot: slot A: there is \
                no dom0 on /dev/sda2; slot B: /dev/sda3 holds no ext4 filesystem
                  hint: 'mount -o ro,noload' the slots and see what is left of them; nothing has been written""");
        assertThat(host.commands).contains("umount " + A);
    }

    @Test
    void aSlotThatCannotBeMountedIsNamed() {
        host.answer("mount -t ext4 -o ro,noload /dev/sda2 " + A, new CommandResult(32, "", "bad superblock"));

        assertThat(Host.errorOf(this::prepare).render()).contains("slot A: /dev/sda2 cannot be mounted");
    }

    @Test
    void aHostThatIsInUseIsRefused() {
        disks(hostDisk("sda", FAT, EXT4 + ", \"mountpoints\": [\"/\"]", ""));

        UserError error = Host.errorOf(this::prepare);

        assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(error.render()).isEqualTo("""
                error: /dev/sda2 (domzero-a) is mounted at /: this machine uses it
                  hint: this is the host itself: 'domzero boot update' keeps its boot partition in step; 'domzero repair' \
                is for the booted ISO""");

        disks(hostDisk("sda", FAT + ", \"mountpoints\": [\"/mnt\"]", EXT4, ""));
        assertThat(Host.errorOf(this::prepare).render()).isEqualTo("""
                error: /dev/sda1 (domzero-boot) is mounted at /mnt: this machine uses it
                  hint: unmount it first""");
    }

    @Test
    void theDiskHasToBeNamedWhereThereAreSeveral() {
        disks(hostDisk("sda", FAT, EXT4, ""), hostDisk("sdb", FAT, EXT4, ""), disk("sdc"));

        UserError error = Host.errorOf(this::prepare);

        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(error.render()).isEqualTo("""
                error: several disks are domzero hosts': /dev/sda (20 GiB, QEMU HARDDISK, serial S-sda), \
                /dev/sdb (20 GiB, QEMU HARDDISK, serial S-sdb)
                  hint: say which one is meant, by --disk""");
        assertThat(Repair.prepare(host.effects(), "/dev/sda").plan().title()).contains("/dev/sda ");
        assertThat(Host.errorOf(() -> Repair.prepare(host.effects(), "/dev/sdc"))
                        .render())
                .startsWith("error: /dev/sdc (20 GiB, QEMU HARDDISK, serial S-sdc) is not a domzero host's: ");
        assertThat(Host.errorOf(() -> Repair.prepare(host.effects(), "/dev/sdx"))
                        .render())
                .startsWith("error: there is no disk /dev/sdx\n  hint: the disks here are /dev/sda ");
    }

    @Test
    void withoutAHostNothingIsDone() {
        disks(disk("sda", partition("sda", 1, "root", EXT4)));
        assertThat(Host.errorOf(this::prepare).render()).isEqualTo("""
                error: no disk here is a domzero host's: none has partitions called domzero-boot, domzero-a or domzero-b
                  hint: the disks here are /dev/sda (20 GiB, QEMU HARDDISK, serial S-sda); 'domzero probe' shows what is \
                on them""");

        disks(disk("sda", partition("sda", 1, "domzero-a", EXT4)));
        assertThat(Host.errorOf(this::prepare).render())
                .startsWith(
                        "error: /dev/sda (20 GiB, QEMU HARDDISK, serial S-sda) has no partition called domzero-boot\n");
    }

    @Test
    void aDiskThatChangedMeanwhileIsNotWrittenTo() {
        Repair repair = prepare();
        disks(hostDisk("sda", FAT, EXT4, EXT4));
        host.commands.clear();

        UserError error = Host.errorOf(() -> repair.carryOut(host.effects()));

        assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(error.render()).contains("has changed since it was chosen", "nothing has been written");
        assertThat(host.commands).noneMatch(line -> line.startsWith("mount") || line.startsWith("mkfs"));
    }

    @Test
    void nothingStaysMountedWhenItFails() {
        Repair repair = prepare();
        host.answer("extlinux --install " + BOOT + "/extlinux", new CommandResult(1, "", "not a FAT"));

        assertThat(Host.errorOf(() -> repair.carryOut(host.effects())).render()).contains("not a FAT");
        assertThat(host.commands).endsWith("umount --quiet " + BOOT, "umount --quiet " + A, "umount --quiet " + B);
    }
}
