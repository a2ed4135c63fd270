package org.domzero.tests;

import java.util.List;
import org.domzero.tests.machine.Firmware;
import org.domzero.tests.scenarios.BareMachine;
import org.domzero.tests.scenarios.BiosInstall;
import org.domzero.tests.scenarios.BootRepair;
import org.domzero.tests.scenarios.DamagedMedium;
import org.domzero.tests.scenarios.ExistingRepository;
import org.domzero.tests.scenarios.FailingDisk;
import org.domzero.tests.scenarios.FailingScript;
import org.domzero.tests.scenarios.GuestKinds;
import org.domzero.tests.scenarios.HostGuests;
import org.domzero.tests.scenarios.KernelUpgrade;
import org.domzero.tests.scenarios.LeftInStick;
import org.domzero.tests.scenarios.LegacyMachine;
import org.domzero.tests.scenarios.LiveMenu;
import org.domzero.tests.scenarios.NetworkStorage;
import org.domzero.tests.scenarios.OldSignatures;
import org.domzero.tests.scenarios.OtherFirmware;
import org.domzero.tests.scenarios.PowerCut;
import org.domzero.tests.scenarios.PulledMachine;
import org.domzero.tests.scenarios.PushedMachine;
import org.domzero.tests.scenarios.RackInstall;
import org.domzero.tests.scenarios.RedHatMachine;
import org.domzero.tests.scenarios.RefusedAnswers;
import org.domzero.tests.scenarios.RefusedInstalls;
import org.domzero.tests.scenarios.ReproducibleIso;
import org.domzero.tests.scenarios.TemplateMachine;
import org.domzero.tests.scenarios.TrunkInstall;
import org.domzero.tests.scenarios.UefiInstall;
import org.domzero.tests.scenarios.UnknownMachine;
import org.domzero.tests.scenarios.VolumeInstall;

/** All scenarios, in the order in which they run. */
final class Scenarios {
    static final List<Scenario> ALL = List.of(
            new BiosInstall(),
            new UefiInstall(),
            new VolumeInstall(),
            new RackInstall(),
            new TrunkInstall(),
            new RefusedInstalls(),
            new RefusedAnswers(),
            new BareMachine(),
            new ExistingRepository(),
            new BootRepair(Firmware.BIOS),
            new BootRepair(Firmware.UEFI),
            new LeftInStick(),
            new PowerCut(),
            new KernelUpgrade(),
            new FailingDisk(),
            new FailingScript(),
            new DamagedMedium(),
            new OldSignatures(),
            new OtherFirmware(),
            GuestKinds.paravirtual(),
            GuestKinds.emulated(),
            new NetworkStorage(),
            new HostGuests(),
            new PulledMachine(),
            new TemplateMachine(),
            new PushedMachine(),
            new LegacyMachine(),
            new RedHatMachine(),
            new UnknownMachine(),
            new LiveMenu(Firmware.BIOS),
            new LiveMenu(Firmware.UEFI),
            new ReproducibleIso());

    private Scenarios() {}
}
