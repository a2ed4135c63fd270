package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.ShellResult;
import org.domzero.toolkit.ByteSize;

/**
 * Disks that had another life: partitions with a file system and a RAID member on the first, a volume
 * group on the second. Refused as they are; erased when told so, without a trace. And nobody who looks at the
 * processes meanwhile sees the password.
 */
public final class OldSignatures implements Scenario {
    private static final String PASSWORD = "never-booted";
    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "xen07"
            root-password = "%s"
            [storage]
            system-disk = "/dev/vda"
            repository-disks = ["/dev/vdb"]
            """.formatted(PASSWORD);
    /** Looks for the password in what everybody may see of a process, as long as it is let. */
    private static final String WATCH = """
            : > /tmp/seen
            while :; do
                echo looked >> /tmp/looked
                grep -aslF -f /tmp/secret /proc/[0-9]*/cmdline /proc/[0-9]*/environ >> /tmp/seen
                sleep 0.3
            done
            """;
    /** RAID's superblock, version 1.2, is 4 KiB into the device; md(4), "linux/raid/md_p.h". */
    private static final int SUPERBLOCK_BLOCK = 1;

    /** Sectors written, and sectors discarded: columns 7 and 14 of Documentation/block/stat.rst. */
    private static final String WRITTEN = "awk '{print $7, $14}' /sys/block/vd[ab]/stat";

    private static final String PREPARE = """
            set -e
            printf 'label: gpt\\nsize=4GiB\\nsize=2GiB, type=raid\\n' | sfdisk --quiet /dev/vda
            udevadm settle
            mkfs.ext4 -q -L payroll /dev/vda1
            base64 -d /tmp/superblock > /tmp/sb
            dd if=/tmp/sb of=/dev/vda2 bs=4096 seek=%d conv=fsync status=none
            pvcreate -q -y /dev/vdb
            vgcreate -q old /dev/vdb
            lvcreate -q -y -n accounts -L 1G old
            mkfs.ext4 -q /dev/old/accounts
            vgchange -q -an old
            udevadm trigger --settle /dev/vda /dev/vda2 /dev/vdb
            """.formatted(SUPERBLOCK_BLOCK);

    @Override
    public String name() {
        return "old-signatures";
    }

    @Override
    public String description() {
        return "old LVM, RAID and file systems: refused, then erased without a trace when told so";
    }

    @Override
    public void run(Lab lab) {
        Machine machine = lab.start(MachineSpec.named("server")
                .withMedium(Medium.cdrom(Iso.withKernelOptions(lab, "domzero.mode=rescue console=ttyS0,115200n8")))
                .withDisk(Disk.qcow2(lab.createDisk("system", ByteSize.gibibytes(12))))
                .withDisk(Disk.qcow2(lab.createDisk("repository", ByteSize.gibibytes(8))))
                .withNic(Nic.user("52:54:00:12:34:07")));
        machine.serial().expect("root@domzero-live", Limits.LIVE_BOOT);
        Shell shell = machine.serial().shell();
        shell.run("dmesg -n 1", Limits.COMMAND);
        shell.write("/tmp/superblock", Base64.getEncoder().encodeToString(raidMember()) + "\n");
        shell.runScript(PREPARE, Limits.COMMAND).orFail();
        assertThat(said(shell, "lsblk -nro FSTYPE /dev/vda2")).isEqualTo("linux_raid_member");

        String writes = said(shell, WRITTEN);
        ShellResult refused = install(shell, ANSWERS);
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.output())
                .contains("/dev/vda", "payroll", "RAID", "/dev/vdb", "old", "existing-data = \"erase\"");
        assertThat(said(shell, WRITTEN))
                .as("what was written to the disks so far")
                .isEqualTo(writes);

        shell.write("/tmp/secret", PASSWORD + "\n");
        shell.write("/tmp/watch", WATCH);
        shell.run("sh /tmp/watch & watch=$!; disown $watch", Limits.COMMAND);
        ShellResult erased = install(shell, ANSWERS + "existing-data = \"erase\"\n");
        shell.run("kill $watch", Limits.COMMAND);
        assertThat(erased.status()).as(erased.output()).isEqualTo(0);
        assertThat(Integer.parseInt(said(shell, "wc -l < /tmp/looked"))).isGreaterThan(20);
        assertThat(said(shell, "cat /tmp/seen"))
                .as("processes that show the password")
                .isEmpty();
        assertThat(said(shell, "grep -rlF -f /tmp/secret /var/log /run/log /run/domzero /run/systemd | wc -l"))
                .isEqualTo("0");
        // The journal's own files may be compressed.
        assertThat(said(shell, "journalctl --no-pager --all --output=export | grep -acF -f /tmp/secret"))
                .isEqualTo("0");
        assertThat(said(shell, "vgs --noheadings -o vg_name")).matches("VG_XenStorage-[0-9a-f-]{36}");
        assertThat(said(shell, "pvs --noheadings -o pv_name | wc -l")).isEqualTo("2");
        assertThat(said(shell, "lsblk -nro FSTYPE,LABEL /dev/vda /dev/vdb"))
                .doesNotContain("raid", "payroll")
                .contains("vfat", "domzero-a", "LVM2_member");
        assertThat(said(shell, "wipefs --no-act --noheadings /dev/vda3 | wc -l"))
                .as("signatures in slot B, which is empty")
                .isEqualTo("0");
        shell.run("poweroff", Limits.COMMAND);
        machine.awaitPowerOff(Limits.SHUTDOWN);
    }

    private static ShellResult install(Shell shell, String answers) {
        shell.write("/tmp/answers.toml", answers);
        return shell.run(
                "domzero install --answers /tmp/answers.toml 2>&1 | cat; (exit ${PIPESTATUS[0]})", Limits.INSTALL);
    }

    /** The superblock of one half of a mirror, with its checksum right: blkid looks at that. */
    private static byte[] raidMember() {
        ByteBuffer block = ByteBuffer.allocate(258).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(0, 0xa92b4efc).putInt(4, 1);
        block.put(16, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});
        block.put(32, "oldbox:0".getBytes(StandardCharsets.US_ASCII));
        block.putInt(72, 1); // level
        block.putLong(80, 4_000_000).putInt(92, 2); // sectors, disks
        block.putLong(128, 4096).putLong(136, 4_000_000).putLong(144, 8); // data, its size, this superblock
        block.putInt(220, 1); // roles
        long sum = 0;
        for (int at = 0; at < 256; at += 4) {
            sum += Integer.toUnsignedLong(block.getInt(at));
        }
        sum += Short.toUnsignedInt(block.getShort(256));
        block.putInt(216, (int) ((sum & 0xffffffffL) + (sum >>> 32)));
        return block.array();
    }
}
