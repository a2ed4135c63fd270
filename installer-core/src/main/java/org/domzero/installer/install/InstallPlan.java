package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.List;
import org.domzero.bootloader.efi.AddFirmwareEntry;
import org.domzero.bootloader.efi.EfiBootFiles;
import org.domzero.bootloader.efi.EfiSlot;
import org.domzero.bootloader.efi.InstallSystemdBoot;
import org.domzero.bootloader.extlinux.DomzeroExtlinux;
import org.domzero.bootloader.extlinux.InstallExtlinux;
import org.domzero.bootloader.extlinux.XenBoot;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.FinishScript;
import org.domzero.installer.answers.RootPassword;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.finish.RunFinishScript;
import org.domzero.installer.finish.TellHostKeys;
import org.domzero.installer.medium.MediumFile;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.partitioner.DiskLayout;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;

/** Makes the plan of an install. */
public final class InstallPlan {
    /** Where the new system is put together. */
    public static final String TARGET = "/run/domzero/target";
    /** What the installer writes down about itself, in the live system and then in the new one. */
    public static final String RECORDS = "/var/log/domzero";

    private static final String BOOT_PARTITION = "/boot/domzero";
    private static final String SLOT = "/a";
    private static final String SLOT_TITLE = "Xen, slot A";
    private static final int BOOT_PARTITION_NUMBER = 1;

    private InstallPlan() {}

    /** Equal requests give equal plans. */
    public static Plan of(InstallRequest request) {
        DiskLayout layout = DiskLayout.of(request.disks(), request.identities());
        List<Phase> phases = new ArrayList<>();
        phases.add(Phase.of(
                "check the medium",
                new VerifyFiles(request.medium(), request.manifest().files())));
        phases.addAll(layout.phases());
        phases.add(unpack(request, layout));
        phases.add(new Phase("configure the host", configure(request)));
        phases.add(new Phase("install the boot loaders", boot(request)));
        FinishScript script = request.answers().finish().script();
        if (script != null) {
            phases.add(Phase.of("run the answers' own script", new RunFinishScript(TARGET, script)));
        }
        phases.add(Phase.of(
                "finish",
                new TellHostKeys(TARGET, RECORDS),
                new KeepRecords(RECORDS, TARGET),
                new UnmountTarget(TARGET)));
        return new Plan(
                "install " + request.answers().host().hostname() + " on "
                        + request.disks().system().describe(),
                phases);
    }

    private static Phase unpack(InstallRequest request, DiskLayout layout) {
        MediumManifest manifest = request.manifest();
        List<Action> actions = new ArrayList<>();
        actions.add(new MountFilesystem(layout.slotADevice(), "ext4", TARGET));
        long total = manifest.images().stream().mapToLong(MediumFile::size).sum();
        long done = 0;
        for (MediumFile image : manifest.images()) {
            actions.add(new UnpackImage(
                    request.medium() + "/" + image.path(),
                    TARGET,
                    (double) done / total,
                    (double) (done + image.size()) / total));
            done += image.size();
        }
        actions.add(new MountFilesystem(layout.bootDevice(), "vfat", TARGET + BOOT_PARTITION));
        // In the slot under the names that Debian's packages know, so that they can replace them; on the boot
        // partition under names that stay the same.
        copy(actions, request, manifest.kernel(), "/vmlinuz", "vmlinuz-" + manifest.kernelRelease());
        copy(actions, request, manifest.initrd(), "/initrd.img", "initrd.img-" + manifest.kernelRelease());
        copy(actions, request, manifest.xen(), "/xen.gz", "xen-" + manifest.xenVersion() + ".gz");
        copy(actions, request, manifest.xenEfi(), "/xen.efi", "xen-" + manifest.xenVersion() + ".efi");
        return new Phase("unpack the images", actions);
    }

    private static void copy(
            List<Action> actions, InstallRequest request, MediumFile file, String bootName, String slotName) {
        String source = request.medium() + "/" + file.path();
        actions.add(new CopyFile(source, TARGET + "/boot/" + slotName));
        actions.add(new CopyFile(source, TARGET + BOOT_PARTITION + SLOT + bootName));
    }

    private static List<Action> configure(InstallRequest request) {
        List<Action> actions = new ArrayList<>();
        Answers answers = request.answers();
        for (TargetFile file :
                HostFiles.of(answers, request.identities(), request.card().mac())) {
            actions.add(new WriteFile(TARGET + file.path(), file.content(), file.mode()));
        }
        actions.add(new MakeLink(
                TARGET + "/etc/localtime",
                "/usr/share/zoneinfo/" + answers.host().timezone().getId()));
        actions.add(new GiveIdentity(TARGET));
        if (answers.host().rootPassword() instanceof RootPassword.Hash hash) {
            actions.add(new SetRootPassword(TARGET, hash.crypt()));
        }
        return actions;
    }

    private static List<Action> boot(InstallRequest request) {
        Answers answers = request.answers();
        BootOptions options = BootOptions.of(
                answers.xen().dom0Memory(),
                request.memory(),
                request.serial(),
                answers.xen().options(),
                request.identities().slotA());
        String disk = request.disks().system().path();
        String mountPoint = TARGET + BOOT_PARTITION;
        XenBoot extlinux = new XenBoot(
                List.of(XenBoot.Slot.usual(SLOT.substring(1), SLOT_TITLE, options.xen(), options.linux())),
                SLOT.substring(1),
                request.serial().orElse(null));
        List<Action> actions = new ArrayList<>();
        actions.add(new InstallExtlinux(
                mountPoint,
                disk,
                BOOT_PARTITION_NUMBER,
                DomzeroExtlinux.configuration(extlinux).render()));
        actions.add(new InstallSystemdBoot(
                mountPoint,
                EfiBootFiles.of(List.of(new EfiSlot(SLOT, SLOT_TITLE, 1, options.xen(), options.linux())))));
        if (request.firmware() == Firmware.UEFI) {
            actions.add(new AddFirmwareEntry(disk, BOOT_PARTITION_NUMBER));
        }
        return actions;
    }
}
