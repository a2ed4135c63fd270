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
 * A freshly installed host has what PV and PVH guests need. The guests are dom0's own kernel and initrd, with a
 * volume of the repository as their disk, stopped by the initrd's {@code break} at a shell on their console.
 */
public final class GuestKinds implements Scenario {
    /** Asks the shell on a guest's console for the size of its disk, until it says so or two limits have passed. */
    private static final String CONSOLE = """
            rm -f /tmp/out /tmp/in
            mkfifo /tmp/in
            touch /tmp/out
            script -qfc 'xl console %%s' /tmp/out < /tmp/in > /dev/null 2>&1 &
            exec 3> /tmp/in
            n=0
            until grep -qa '(initramfs)' /tmp/out || [ $n -ge 400 ]; do sleep 1; n=$((n+1)); done
            n=0
            until grep -qa %1$s /tmp/out || [ $n -ge 20 ]; do
                echo 'cat /sys/class/block/xvda/size' >&3
                sleep 3
                n=$((n+1))
            done
            exec 3>&-
            pkill -f 'xl console'
            grep -ac %1$s /tmp/out
            tail -n 5 /tmp/out
            """.formatted(ByteSize.gibibytes(1).bytes() / 512);

    @Override
    public String name() {
        return "guest-kinds";
    }

    @Override
    public String description() {
        return "a PV and a PVH guest start on a freshly installed host and see their disk";
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
        start(shell, "pv");
        start(shell, "pvh");
    }

    private static void start(Shell shell, String type) {
        String configuration = """
                name = "%1$s"
                type = "%1$s"
                memory = 768
                vcpus = 1
                kernel = "/boot/domzero/a/1/vmlinuz"
                ramdisk = "/boot/domzero/a/1/initrd.img"
                extra = "console=hvc0 root=/dev/xvda break=premount"
                vif = [ "bridge=xenbr0" ]
                """.formatted(type);
        shell.write("/root/" + type + ".cfg", configuration);
        shell.run(
                        "echo \"disk = [ 'phy:$(ls /dev/VG_XenStorage-*/guest),xvda,w' ]\" >> /root/" + type + ".cfg",
                        Limits.COMMAND)
                .orFail();
        shell.run("xl create -q /root/" + type + ".cfg", Limits.COMMAND).orFail();
        shell.write("/root/console.sh", CONSOLE.formatted(type));
        ShellResult result = shell.run("sh /root/console.sh", Limits.INSTALL);
        assertThat(result.output()).as(type).containsPattern("(?m)^[1-9]\\d*$");
        assertThat(InstalledHost.said(shell, "ip -br link | grep -c '^vif'"))
                .as("its network card is on the bridge")
                .isNotEqualTo("0");
        shell.run("xl destroy " + type, Limits.COMMAND).orFail();
    }
}
