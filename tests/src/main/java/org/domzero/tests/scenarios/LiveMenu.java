package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Firmware;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Shell;
import org.domzero.toolkit.ByteSize;

/** The medium's menu, worked from the serial line, and what its entries lead to. */
public final class LiveMenu implements Scenario {
    private final Firmware firmware;

    public LiveMenu(Firmware firmware) {
        this.firmware = firmware;
    }

    @Override
    public String name() {
        return "live-menu-" + firmware.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String description() {
        return "the medium's menu on serial and screen by " + firmware + ": COM2 install without answers, 1 GiB";
    }

    @Override
    public void run(Lab lab) {
        Machine machine = lab.start(MachineSpec.named("server")
                .withFirmware(firmware)
                .withMemory(ByteSize.gibibytes(1))
                .withSerialPorts(2)
                // The installs boot it the other way round.
                .withMedium(firmware == Firmware.BIOS ? Medium.usbStick(lab.iso()) : Medium.cdrom(lab.iso())));
        machine.serial().expect("Rescue shell", Limits.LIVE_BOOT);
        // The last thing either menu draws.
        machine.serial().expect(Pattern.compile("Automatic boot in|executed automatically"), Limits.COMMAND);
        machine.qmp().screendump(machine.directory().resolve("menu.png"));
        // Two steps down is the entry for COM2.
        machine.serial().send("\u001b[B");
        machine.serial().send("\u001b[B\r");
        machine.serial(1).expect("this medium carries no answers", Limits.LIVE_BOOT);
        machine.serial(1).expect("root@domzero-live", Limits.COMMAND);
        Shell shell = machine.serial(1).shell();
        shell.run("dmesg -n 1", Limits.COMMAND);
        assertThat(shell.run("cat /proc/cmdline", Limits.COMMAND).output())
                .contains("console=tty0 console=ttyS1,115200n8");
        assertThat(shell.run("systemctl list-units --failed --no-legend --plain --no-pager", Limits.COMMAND)
                        .output())
                .isEmpty();
        // Only what an installer needs: nothing of Xen, no SSH, no syslog.
        assertThat(shell.run(
                                "systemctl list-units --type=service --state=running --no-legend --plain --no-pager",
                                Limits.COMMAND)
                        .output())
                .doesNotContain("xen", "ssh.service", "rsyslog", "cron");
        assertThat(shell.run("domzero probe", Limits.COMMAND).orFail()).contains(firmware.name());
        assertThat(Integer.parseInt(shell.run("awk '/MemAvailable/ {print $2}' /proc/meminfo", Limits.COMMAND)
                        .output()
                        .strip()))
                .as("KiB available of 1 GiB")
                .isGreaterThan(400_000);
    }
}
