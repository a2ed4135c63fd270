package org.domzero.tests.scenarios;

import java.util.Set;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Firmware;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.Shell;

/** A disk installed by one firmware boots by the other: mainboards are replaced, and firmware settings lost. */
public final class OtherFirmware implements Scenario {
    @Override
    public String name() {
        return "other-firmware";
    }

    @Override
    public String description() {
        return "a disk installed by BIOS boots by UEFI";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) {
        Machine host = lab.start(BiosInstall.installedHost(lab).withFirmware(Firmware.UEFI));
        Shell shell = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        InstalledHost.check(shell, "a");
    }
}
