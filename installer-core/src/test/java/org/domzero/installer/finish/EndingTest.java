package org.domzero.installer.finish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.domzero.bootloader.efi.FirmwareEntries;
import org.domzero.bootloader.extlinux.ExtlinuxConfig;
import org.domzero.bootloader.extlinux.XenEntry;
import org.domzero.installer.answers.FinishAction;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.finish.Ending.Result;
import org.junit.jupiter.api.Test;

class EndingTest {
    private static final String PARTITION = "3eb8effe-8e1d-4670-987c-9b49b5f605b2";
    private static final BootMedium CD = new BootMedium.Cd("/dev/sr0");
    private static final BootMedium STICK = new BootMedium.Stick("/dev/sdb1");
    private static final BootMedium NONE = new BootMedium.None();
    private static final List<BootMedium> MEDIA = List.of(CD, STICK, NONE);
    private static final XenEntry XEN = ExtlinuxConfig.parse(Machines.EXTLINUX)
            .entry("a")
            .flatMap(XenEntry::of)
            .orElseThrow();
    private static final HostOnDisk HOST = new HostOnDisk("/dev/sda1", PARTITION, Optional.of(XEN), true);
    private static final FirmwareEntries.Entry OWN = entry("0002", true, "domzero", PARTITION);

    private static FirmwareEntries.Entry entry(String number, boolean active, String label, String partition) {
        return new FirmwareEntries.Entry(number, active, label, Optional.of(partition));
    }

    private static Ending refused(HostOnDisk host, BootMedium medium, Firmware firmware, FirmwareEntries.Entry... own) {
        return Ending.of(new Result.RepositoryRefused(Optional.of(host)), medium, firmware, List.of(own));
    }

    private static String whyShell(Ending ending) {
        assertThat(ending).isInstanceOf(Ending.Shell.class);
        return ((Ending.Shell) ending).why();
    }

    @Test
    void afterACloneTheAnswersDecideAndTheFirmwareIsToldNothing() {
        for (BootMedium medium : MEDIA) {
            Result shell = new Result.Cloned(FinishAction.SHELL);
            assertThat(Ending.of(shell, medium, Firmware.UEFI, List.of(OWN))).isInstanceOf(Ending.Shell.class);
            for (FinishAction action : List.of(FinishAction.REBOOT, FinishAction.POWEROFF)) {
                Result result = new Result.Cloned(action);
                Ending.Restart restart = (Ending.Restart) Ending.of(result, medium, Firmware.UEFI, List.of(OWN));
                assertThat(restart.powerOff()).isEqualTo(action == FinishAction.POWEROFF);
                assertThat(restart.eject()).isEqualTo(medium.equals(CD) ? Optional.of("/dev/sr0") : Optional.empty());
                assertThat(restart.bootNext()).isEmpty();
                assertThat(restart.words(result))
                        .isEqualTo(
                                medium.equals(STICK)
                                        ? List.of(
                                                "remove the stick: a machine that starts from it again is cloned again")
                                        : medium.equals(CD) ? List.of("/dev/sr0 is ejected at the end") : List.of());
            }
        }
    }

    @Test
    void aFailureStaysAtTheShellWhateverTheMachine() {
        for (BootMedium medium : MEDIA) {
            for (Firmware firmware : Firmware.values()) {
                Ending ending = Ending.of(new Result.Failed(), medium, firmware, List.of(OWN));
                assertThat(ending).isInstanceOf(Ending.Shell.class);
                assertThat(ending.words(new Result.Failed())).isEmpty();
            }
        }
    }

    @Test
    void aRepositoryWithoutAHostStaysAtTheShell() {
        for (BootMedium medium : MEDIA) {
            for (Firmware firmware : Firmware.values()) {
                Result result = new Result.RepositoryRefused(Optional.empty());
                Ending ending = Ending.of(result, medium, firmware, List.of(OWN));
                assertThat(whyShell(ending)).isEqualTo("there is a repository, but no domzero host to boot");
                assertThat(ending.words(result))
                        .containsExactly("The host on the disks is not booted: there is a repository, but no domzero"
                                + " host to boot.");
            }
        }
    }

    @Test
    void afterAnInstallTheAnswersDecide() {
        for (BootMedium medium : MEDIA) {
            for (Firmware firmware : Firmware.values()) {
                assertThat(Ending.of(new Result.Installed(FinishAction.SHELL), medium, firmware, List.of(OWN)))
                        .isInstanceOf(Ending.Shell.class);
                for (FinishAction action : List.of(FinishAction.REBOOT, FinishAction.POWEROFF)) {
                    Ending.Restart restart =
                            (Ending.Restart) Ending.of(new Result.Installed(action), medium, firmware, List.of(OWN));
                    assertThat(restart.powerOff()).isEqualTo(action == FinishAction.POWEROFF);
                    assertThat(restart.eject())
                            .isEqualTo(medium.equals(CD) ? Optional.of("/dev/sr0") : Optional.empty());
                    assertThat(restart.bootNext()).isEmpty();
                }
            }
        }
    }

    @Test
    void afterAnInstallThoseWhoWatchAreToldOfTheMedium() {
        Result installed = new Result.Installed(FinishAction.REBOOT);

        assertThat(Ending.of(installed, CD, Firmware.BIOS, List.of()).words(installed))
                .containsExactly("/dev/sr0 is ejected at the end");
        assertThat(Ending.of(installed, STICK, Firmware.BIOS, List.of()).words(installed))
                .containsExactly("remove the stick, or set the boot order: the disk has to come first");
        assertThat(Ending.of(installed, STICK, Firmware.UEFI, List.of()).words(installed))
                .containsExactly("remove the stick, or set the boot order: the disk has to come first; the firmware was"
                        + " told so");
        assertThat(Ending.of(installed, NONE, Firmware.UEFI, List.of()).words(installed))
                .isEmpty();
    }

    @Test
    void fromACdTheHostIsBootedByEjectingIt() {
        assertThat(refused(HOST, CD, Firmware.BIOS))
                .isEqualTo(new Ending.Restart(false, Optional.of("/dev/sr0"), Optional.empty(), false, ""));
        assertThat(refused(HOST, CD, Firmware.UEFI))
                .isEqualTo(new Ending.Restart(false, Optional.of("/dev/sr0"), Optional.empty(), false, ""));
        assertThat(refused(HOST, CD, Firmware.UEFI, OWN))
                .isEqualTo(new Ending.Restart(false, Optional.of("/dev/sr0"), Optional.of("0002"), false, ""));
    }

    @Test
    void fromAStickTheFirmwareOrKexecBootsTheHost() {
        assertThat(refused(HOST, STICK, Firmware.UEFI, OWN))
                .isEqualTo(new Ending.Restart(false, Optional.empty(), Optional.of("0002"), true, ""));
        assertThat(refused(HOST, STICK, Firmware.BIOS)).isEqualTo(new Ending.Kexec("/dev/sda1", XEN));
    }

    @Test
    void whatWouldOnlyStartTheMediumAgainStaysAtTheShell() {
        assertThat(whyShell(refused(HOST, STICK, Firmware.UEFI)))
                .isEqualTo("the firmware has no entry for /dev/sda1, and would start the stick again: remove it, and"
                        + " restart");
        for (FirmwareEntries.Entry other : List.of(
                entry("0003", false, "domzero", PARTITION),
                entry("0003", true, "debian", PARTITION),
                entry("0003", true, "domzero", "02f231b8-8f9a-471c-b3a9-dc7edb1bd70e"))) {
            assertThat(refused(HOST, STICK, Firmware.UEFI, other)).isInstanceOf(Ending.Shell.class);
        }
        HostOnDisk unnamed = new HostOnDisk("/dev/sda1", "", Optional.of(XEN), true);
        assertThat(refused(unnamed, STICK, Firmware.UEFI, OWN)).isInstanceOf(Ending.Shell.class);
    }

    @Test
    void aHostThatIsNotWholeForThisFirmwareIsNotBooted() {
        HostOnDisk uefiOnly = new HostOnDisk("/dev/sda1", PARTITION, Optional.empty(), true);
        HostOnDisk biosOnly = new HostOnDisk("/dev/sda1", PARTITION, Optional.of(XEN), false);

        for (BootMedium medium : List.of(CD, STICK)) {
            assertThat(whyShell(refused(uefiOnly, medium, Firmware.BIOS)))
                    .isEqualTo("the boot partition /dev/sda1 has no entry for Xen that is whole");
            assertThat(whyShell(refused(biosOnly, medium, Firmware.UEFI, OWN)))
                    .isEqualTo("the boot partition /dev/sda1 lacks the boot loader for UEFI");
        }
    }

    @Test
    void withoutAMediumNothingIsRestarted() {
        for (Firmware firmware : Firmware.values()) {
            assertThat(whyShell(refused(HOST, NONE, firmware, OWN)))
                    .isEqualTo("this system was booted from no medium that is known");
        }
    }

    @Test
    void whatHappensIsTold() {
        Result result = new Result.RepositoryRefused(Optional.of(HOST));

        assertThat(refused(HOST, CD, Firmware.BIOS).words(result))
                .containsExactly("Booting the host from its disk: /dev/sr0 is ejected, the machine restarts.");
        assertThat(refused(HOST, STICK, Firmware.UEFI, OWN).words(result))
                .containsExactly("Booting the host from its disk: the machine restarts.");
        assertThat(refused(HOST, STICK, Firmware.BIOS).words(result))
                .containsExactly("Booting the host from its disk: Xen is started from /dev/sda1.");
    }

    @Test
    void tellsCdsFromSticks() {
        assertThat(BootMedium.of("/dev/sr0")).isEqualTo(CD);
        assertThat(BootMedium.of("/dev/sdb1")).isEqualTo(STICK);
        assertThat(BootMedium.of("/dev/nvme0n1p1")).isEqualTo(new BootMedium.Stick("/dev/nvme0n1p1"));
        assertThat(BootMedium.of(null)).isEqualTo(NONE);
        assertThat(BootMedium.resolved(null)).isNull();
        assertThat(BootMedium.resolved("/dev/nonexistent")).isEqualTo("/dev/nonexistent");
        assertThat(Objects.requireNonNull(BootMedium.resolved("/dev/fd")))
                .matches("/proc/.*")
                .satisfies(path -> assertThat(Path.of(path)).exists());
    }
}
