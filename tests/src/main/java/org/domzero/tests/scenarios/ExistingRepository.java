package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.nio.file.Path;
import java.util.Set;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;

/** An installed host whose medium is booted once more: its repository is left alone until its uuid is named. */
public final class ExistingRepository implements Scenario {
    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "xen04"
            root-password = "never-installed"
            [storage]
            system-disk = "/dev/vda"
            repository-disks = ["/dev/vdb"]
            existing-data = "erase"
            """;

    @Override
    public String name() {
        return "existing-repository";
    }

    @Override
    public String description() {
        return "the medium on an installed host: nothing is activated, the repository refused, no byte changed";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) {
        UntouchedDisks disks = new UntouchedDisks(lab);
        Path system = disks.overlay("system", lab.product(BiosInstall.SYSTEM_DISK));
        Path repository = disks.overlay("repository", lab.product(BiosInstall.REPOSITORY_DISK));
        Machine machine = lab.start(MachineSpec.named("server")
                .withMedium(Medium.cdrom(Iso.withKernelOptions(lab, "domzero.mode=rescue")))
                .withDisk(Disk.qcow2(system).withSerial("SYSTEM1"))
                .withDisk(Disk.qcow2(repository).withSerial("REPO1"))
                .withNic(Nic.user("52:54:00:12:34:04")));
        machine.serial().expect("root@domzero-live", Limits.LIVE_BOOT);
        Shell shell = machine.serial().shell();
        shell.run("dmesg -n 1", Limits.COMMAND);
        assertThat(said(shell, "dmsetup ls")).isEqualTo("No devices found");
        String uuid = said(shell, "vgs --noheadings -o vg_name").replace("VG_XenStorage-", "");
        assertThat(uuid).matches("[0-9a-f-]{36}");

        ShellInstall.refused(shell, ANSWERS, 3, uuid, "erase-repository");
        ShellInstall.refused(
                shell,
                ANSWERS + "erase-repository = \"00000000-0000-4000-8000-000000000000\"\n",
                3,
                uuid,
                "00000000-0000-4000-8000-000000000000");
        // Named, it would be erased; so the plan says.
        assertThat(ShellInstall.plan(shell, ANSWERS + "erase-repository = \"" + uuid + "\"\n")
                        .output())
                .contains("! ", uuid);

        shell.run("poweroff", Limits.COMMAND);
        machine.awaitPowerOff(Limits.SHUTDOWN);
        machine.close();
        disks.compare();
    }
}
