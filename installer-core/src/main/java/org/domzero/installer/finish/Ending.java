package org.domzero.installer.finish;

import java.util.List;
import java.util.Optional;
import org.domzero.bootloader.efi.FirmwareEntries;
import org.domzero.bootloader.extlinux.XenEntry;
import org.domzero.installer.answers.FinishAction;
import org.domzero.installer.facts.Firmware;

/** How an unattended run leaves the machine. */
sealed interface Ending {
    /**
     * It stays, with a shell on its consoles.
     *
     * @param why for those who watch
     */
    record Shell(String why) implements Ending {}

    /**
     * It restarts or is switched off.
     *
     * @param eject the drive to open at the very end
     * @param bootNext the firmware's entry to start from, once
     * @param needsBootNext whether it must not restart when the firmware does not take that
     * @param note for those who watch
     */
    record Restart(
            boolean powerOff, Optional<String> eject, Optional<String> bootNext, boolean needsBootNext, String note)
            implements Ending {}

    /** Xen is started from the disk at once, past the firmware. */
    record Kexec(String bootDevice, XenEntry entry) implements Ending {}

    /** How the run went. */
    sealed interface Result {
        record Installed(FinishAction action) implements Result {}

        /** The machine is the guest of another host now, too. */
        record Cloned(FinishAction action) implements Result {}

        /** The chosen disks carry a domzero repository; its host, if one was found. */
        record RepositoryRefused(Optional<HostOnDisk> host) implements Result {}

        /** Any other refusal, or a failure. */
        record Failed() implements Result {}
    }

    /** What those who watch are told beforehand. */
    default List<String> words(Result result) {
        if (result instanceof Result.RepositoryRefused) {
            if (this instanceof Shell shell) {
                return List.of("The host on the disks is not booted: " + shell.why() + ".");
            }
            String how = this instanceof Kexec kexec
                    ? "Xen is started from " + kexec.bootDevice()
                    : ((Restart) this)
                                    .eject()
                                    .map(drive -> drive + " is ejected, ")
                                    .orElse("") + "the machine restarts";
            return List.of("Booting the host from its disk: " + how + ".");
        }
        return this instanceof Restart restart && !restart.note().isEmpty() ? List.of(restart.note()) : List.of();
    }

    /**
     * Decides.
     *
     * @param entries the firmware's; none by BIOS
     */
    static Ending of(Result result, BootMedium medium, Firmware firmware, List<FirmwareEntries.Entry> entries) {
        if (result instanceof Result.Installed installed) {
            return done(installed.action(), medium, bootOrder(firmware));
        }
        if (result instanceof Result.Cloned cloned) {
            return done(
                    cloned.action(), medium, "remove the stick: a machine that starts from it again is cloned again");
        }
        if (result instanceof Result.RepositoryRefused refused) {
            return refused.host()
                    .map(host -> bootHost(host, medium, firmware, entries))
                    .orElseGet(() -> new Shell("there is a repository, but no domzero host to boot"));
        }
        return new Shell("nothing more will happen by itself");
    }

    private static String bootOrder(Firmware firmware) {
        return "remove the stick, or set the boot order: the disk has to come first"
                + (firmware == Firmware.UEFI ? "; the firmware was told so" : "");
    }

    /** @param ofAStick what those who watch have to know of one, which stays */
    private static Ending done(FinishAction action, BootMedium medium, String ofAStick) {
        if (action == FinishAction.SHELL) {
            return new Shell("finish.action says so");
        }
        boolean powerOff = action == FinishAction.POWEROFF;
        if (medium instanceof BootMedium.Cd cd) {
            return new Restart(
                    powerOff,
                    Optional.of(cd.device()),
                    Optional.empty(),
                    false,
                    cd.device() + " is ejected at the end");
        }
        String note = medium instanceof BootMedium.Stick ? ofAStick : "";
        return new Restart(powerOff, Optional.empty(), Optional.empty(), false, note);
    }

    private static Ending bootHost(
            HostOnDisk host, BootMedium medium, Firmware firmware, List<FirmwareEntries.Entry> entries) {
        if (medium instanceof BootMedium.None) {
            return new Shell("this system was booted from no medium that is known");
        }
        Optional<String> eject = medium instanceof BootMedium.Cd cd ? Optional.of(cd.device()) : Optional.empty();
        if (firmware == Firmware.UEFI) {
            Optional<String> own = host.uefi() ? entryOf(host, entries) : Optional.empty();
            if (!host.uefi()) {
                return new Shell("the boot partition " + host.bootDevice() + " lacks the boot loader for UEFI");
            }
            if (own.isEmpty() && eject.isEmpty()) {
                return new Shell("the firmware has no entry for " + host.bootDevice()
                        + ", and would start the stick again: remove it, and restart");
            }
            return new Restart(false, eject, own, eject.isEmpty(), "");
        }
        if (host.bios().isEmpty()) {
            return new Shell("the boot partition " + host.bootDevice() + " has no entry for Xen that is whole");
        }
        return eject.isPresent()
                ? new Restart(false, eject, Optional.empty(), false, "")
                : new Kexec(host.bootDevice(), host.bios().get());
    }

    /** Ours on that very partition: another disk may carry another host. */
    private static Optional<String> entryOf(HostOnDisk host, List<FirmwareEntries.Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.active() && entry.label().equals(FirmwareEntries.LABEL))
                .filter(entry -> entry.partition().equals(Optional.of(host.bootPartition())))
                .map(FirmwareEntries.Entry::number)
                .findFirst();
    }
}
