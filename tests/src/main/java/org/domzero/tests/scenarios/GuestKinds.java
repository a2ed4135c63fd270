package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.ShellResult;
import org.domzero.toolkit.ByteSize;

/**
 * A freshly installed host has what guests of every kind need. The guests are dom0's own kernel and initrd, with a
 * volume of the repository as their disk, stopped by the initrd's {@code break} at a shell on their console.
 */
public final class GuestKinds implements Scenario {
    @Override
    public String name() {
        return "guest-kinds";
    }

    @Override
    public String description() {
        return "a PV, a PVH and an HVM guest start on a freshly installed host and see their disk";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) {
        Machine host = lab.start(BiosInstall.installedHost(lab).withMemory(ByteSize.gibibytes(3)));
        Shell shell = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        assertThat(InstalledHost.said(shell, "systemctl is-system-running --wait"))
                .isEqualTo("running");
        shell.run("lvcreate -y -L 1G -n guest $(vgs --noheadings -o vg_name)", Limits.COMMAND)
                .orFail();
        start(shell, "pv", "hvc0", "");
        start(shell, "pvh", "hvc0", "");
        start(shell, "hvm", "ttyS0", "serial = 'pty'\n");
    }

    private static void start(Shell shell, String type, String console, String more) {
        String configuration = """
                name = "%1$s"
                type = "%1$s"
                memory = 768
                vcpus = 1
                kernel = "/boot/domzero/a/vmlinuz"
                ramdisk = "/boot/domzero/a/initrd.img"
                extra = "console=%2$s root=/dev/xvda break=premount"
                vif = [ "bridge=xenbr0" ]
                %3$s""".formatted(type, console, more);
        shell.write("/root/" + type + ".cfg", configuration);
        shell.run(
                        "echo \"disk = [ 'phy:$(ls /dev/VG_XenStorage-*/guest),xvda,w' ]\" >> /root/" + type + ".cfg",
                        Limits.COMMAND)
                .orFail();
        shell.run("xl create -q /root/" + type + ".cfg", Limits.COMMAND).orFail();
        // The guest's shell is asked for the disk's size; what it says comes out of the console it is typed at.
        String script = "(sleep 1; while ! grep -q initramfs /tmp/c; do sleep 1; done;"
                + " echo 'cat /sys/class/block/xvda/size'; sleep 20)"
                + " | timeout 600 script -qfc 'xl console " + ("hvm".equals(type) ? "-t serial " : "") + type
                + "' /tmp/c >/dev/null; grep -ac 2097152 /tmp/c; tail -5 /tmp/c";
        shell.write("/root/console.sh", "rm -f /tmp/c; touch /tmp/c\n" + script + "\n");
        ShellResult result = shell.run("sh /root/console.sh", Limits.INSTALL);
        assertThat(result.output()).as(type).containsPattern("(?m)^[1-9]\\d*$");
        assertThat(InstalledHost.said(shell, "ip -br link | grep -c '^vif'"))
                .as("its network card is on the bridge")
                .isNotEqualTo("0");
        shell.run("xl destroy " + type, Limits.COMMAND).orFail();
    }
}
