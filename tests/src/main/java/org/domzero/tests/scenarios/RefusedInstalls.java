package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
 * One machine whose disks an install must not touch, and every wrong request for them: each is answered with its place,
 * its value and the way out, and not one byte of a disk has changed at the end.
 */
public final class RefusedInstalls implements Scenario {
    /** An answer file that is right but for what a case changes in it. */
    private static final String STORAGE = """
            version = 1
            [host]
            hostname = "xen03"
            root-password = "never-installed"
            [storage]
            """;

    @Override
    public String name() {
        return "refused-installs";
    }

    @Override
    public String description() {
        return "wrong answers and disks with data: refused with a reason, and no byte of a disk changed";
    }

    @Override
    public boolean gate() {
        return true;
    }

    @Override
    public void run(Lab lab) throws IOException {
        UntouchedDisks disks = new UntouchedDisks(lab);
        List<Path> images = List.of(
                disks.keep(lab.createDisk("empty1", ByteSize.gibibytes(12))),
                disks.keep(lab.createDisk("empty2", ByteSize.gibibytes(12))),
                disks.keep(lab.createDisk("small", ByteSize.gibibytes(9))),
                disks.keep(DiskImages.payroll(lab)),
                disks.keep(DiskImages.unknown(lab)));
        Path iso = Iso.withKernelOptions(lab, "domzero.mode=rescue console=ttyS0,115200n8");
        Machine machine = lab.start(MachineSpec.named("server")
                .withMedium(Medium.cdrom(iso))
                .withDisk(Disk.qcow2(images.get(0)).withSerial("EMPTY1"))
                .withDisk(Disk.qcow2(images.get(1)).withSerial("EMPTY2"))
                .withDisk(Disk.qcow2(images.get(2)).withSerial("SMALL"))
                .withDisk(Disk.qcow2(images.get(3)).withSerial("DATA"))
                .withDisk(Disk.qcow2(images.get(4)).withSerial("RAW"))
                .withNic(Nic.user("52:54:00:12:34:03")));
        // A medium that comes late, as sticks do: the live system must wait for it, not look for it on the disks.
        machine.serial().expect("initrd.img...ok", Limits.LIVE_BOOT);
        machine.qmp().ejectCd();
        machine.serial().expect("Running /scripts/live-premount", Limits.LIVE_BOOT);
        machine.qmp().insertCd(iso);
        machine.serial().expect("root@domzero-live", Limits.LIVE_BOOT);
        Shell shell = machine.serial().shell();
        shell.run("dmesg -n 1", Limits.COMMAND);
        refused(
                shell,
                "system-disk = { model = \"INTEL*\" }",
                2,
                ":6:1: storage.system-disk matches no disk",
                "/dev/vda");
        refused(shell, "system-disk = { min-size = \"11GiB\" }", 2, "storage.system-disk matches", "pick");
        refused(shell, "system-disk = { serial = \"SMALL\" }", 2, "/dev/vdc", "10 GiB");
        refused(shell, "system-disk = \"/dev/vdd\"", 3, "/dev/vdd", "payroll", "existing-data");
        refused(shell, "system-disk = { serial = \"RAW\" }", 3, "/dev/vde", "unknown kind", "existing-data");
        refused(
                shell,
                "system-disk = \"/dev/vda\"\nrepository-disks = [\"/dev/vdd\"]",
                3,
                "storage.repository-disks",
                "payroll");
        refused(shell, "system-disk = \"/dev/sr0\"", 2, "storage.system-disk matches no disk");
        ShellResult mistakes = ShellInstall.run(
                shell, STORAGE + "system-dsk = \"/dev/vda\"\nexisting-data = true\n[xen]\noptions = 7\n");
        assertThat(mistakes.status()).isEqualTo(2);
        assertThat(mistakes.output())
                .contains("system-dsk", "existing-data", "xen.options", "storage.system-disk")
                .contains("/tmp/answers.toml:6:", "/tmp/answers.toml:7:", "/tmp/answers.toml:9:");
        // What a plan is for: everything is said, nothing is done.
        ShellResult plan =
                ShellInstall.plan(shell, STORAGE + "system-disk = \"/dev/vda\"\nrepository-disks = [\"/dev/vdb\"]\n");
        assertThat(plan.output())
                .contains("write a new partition table", "/dev/vda", "/dev/vdb", "domzero-sr", "Extlinux");
        assertThat(plan.output()).doesNotContain("never-installed", "$6$");

        assertThat(shell.run("grep -r never-installed /var/log/domzero; echo found $?", Limits.COMMAND)
                        .output())
                .contains("found 1");
        shell.run("poweroff", Limits.COMMAND);
        machine.awaitPowerOff(Limits.SHUTDOWN);
        machine.close();
        disks.compare();
    }

    private static void refused(Shell shell, String storage, int status, String... said) {
        ShellInstall.refused(shell, STORAGE + storage + "\n", status, said);
    }
}
