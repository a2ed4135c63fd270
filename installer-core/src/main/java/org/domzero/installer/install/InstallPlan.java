package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.List;
import org.domzero.bootloader.efi.AddFirmwareEntry;
import org.domzero.bootloader.efi.InstallSystemdBoot;
import org.domzero.bootloader.extlinux.InstallExtlinux;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.FinishScript;
import org.domzero.installer.answers.RootPassword;
import org.domzero.installer.boot.BootPartition;
import org.domzero.installer.boot.BootPlan;
import org.domzero.installer.boot.BootSettings;
import org.domzero.installer.boot.Slot;
import org.domzero.installer.boot.SlotContent;
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

    private static final String BOOT_PARTITION = TARGET + BootPartition.MOUNT_POINT;
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
        phases.add(new Phase(
                "make the filesystems",
                List.of(layout.slotFilesystem(), new MountFilesystem(layout.slotADevice(), "ext4", TARGET)),
                List.of(layout.bootFilesystem())));
        BootPlan boot = boot(request);
        phases.add(new Phase("unpack the images and make the repository", unpack(request), meanwhile(layout, boot)));
        phases.add(new Phase("configure the host", configure(request)));
        phases.addAll(boot.settings());
        phases.add(new Phase("install the boot loaders", bootLoaders(request)));
        FinishScript script = request.answers().finish().script();
        if (script != null) {
            phases.add(Phase.of("run the answers' own script", new RunFinishScript(TARGET, script)));
        }
        phases.add(Phase.of(
                "finish",
                new TellHostKeys(TARGET, RECORDS),
                new KeepRecords(RECORDS, TARGET),
                new SyncTarget(List.of(TARGET, BOOT_PARTITION)),
                new UnmountTarget(TARGET)));
        return new Plan(
                "install " + request.answers().host().hostname() + " on "
                        + request.disks().system().describe(),
                phases);
    }

    private static List<Action> unpack(InstallRequest request) {
        MediumManifest manifest = request.manifest();
        List<Action> actions = new ArrayList<>();
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
        // Under the names that Debian's packages know, so that they can replace them.
        copy(actions, request, manifest.kernel(), "vmlinuz-" + manifest.kernelRelease());
        copy(actions, request, manifest.initrd(), "initrd.img-" + manifest.kernelRelease());
        copy(actions, request, manifest.xen(), "xen-" + manifest.xenVersion() + ".gz");
        copy(actions, request, manifest.xenEfi(), "xen-" + manifest.xenVersion() + ".efi");
        actions.add(new SyncTarget(List.of(TARGET)));
        return actions;
    }

    /**
     * What needs nothing of the images. Nothing names the generation that is written here, so it boots only once the
     * system it belongs to is there.
     */
    private static List<Action> meanwhile(DiskLayout layout, BootPlan boot) {
        List<Action> actions = new ArrayList<>(layout.repositoryActions());
        actions.add(new MakeHostKeys(TARGET));
        actions.add(new MountFilesystem(layout.bootDevice(), "vfat", BOOT_PARTITION));
        boot.writing().stream().flatMap(Phase::all).forEach(actions::add);
        return actions;
    }

    private static void copy(List<Action> actions, InstallRequest request, MediumFile file, String name) {
        actions.add(new CopyFile(request.medium() + "/" + file.path(), TARGET + "/boot/" + name));
    }

    private static List<Action> configure(InstallRequest request) {
        List<Action> actions = new ArrayList<>();
        Answers answers = request.answers();
        for (TargetFile file : HostFiles.of(answers, request.identities(), request.uplink())) {
            actions.add(new WriteFile(TARGET + file.path(), file.content(), file.mode()));
        }
        TargetFile boot = TargetFile.of(BootSettings.PATH, bootSettings(request).render());
        actions.add(new WriteFile(TARGET + boot.path(), boot.content(), boot.mode()));
        actions.add(new MakeLink(
                TARGET + "/etc/localtime",
                "/usr/share/zoneinfo/" + answers.host().timezone().getId()));
        actions.add(new MakeMachineId(TARGET));
        if (answers.host().rootPassword() instanceof RootPassword.Hash hash) {
            actions.add(new SetRootPassword(TARGET, hash.crypt()));
        }
        return actions;
    }

    private static BootSettings bootSettings(InstallRequest request) {
        Answers answers = request.answers();
        return new BootSettings(
                BootOptions.of(
                        answers.xen().dom0Memory(),
                        request.memory(),
                        request.serial(),
                        answers.xen().options(),
                        request.kept()),
                request.serial(),
                BootSettings.USUAL_TIMEOUT);
    }

    private static BootPlan boot(InstallRequest request) {
        MediumManifest manifest = request.manifest();
        BootSettings settings = bootSettings(request);
        SlotContent content = SlotContent.of(
                Slot.A,
                manifest.kernelRelease(),
                manifest.xenVersion(),
                settings.options().withRoot(request.identities().slotA()),
                origin(request, manifest.kernel()),
                origin(request, manifest.initrd()),
                origin(request, manifest.xen()),
                origin(request, manifest.xenEfi()));
        return BootPlan.of(BootPartition.empty(BOOT_PARTITION), List.of(content), BootPlan.Menu.of(Slot.A, settings));
    }

    private static SlotContent.Origin origin(InstallRequest request, MediumFile file) {
        return new SlotContent.Origin(request.medium() + "/" + file.path(), file.size(), file.sha256());
    }

    private static List<Action> bootLoaders(InstallRequest request) {
        String disk = request.disks().system().path();
        List<Action> actions = new ArrayList<>();
        actions.add(new InstallExtlinux(BOOT_PARTITION, disk, BOOT_PARTITION_NUMBER));
        actions.add(new InstallSystemdBoot(BOOT_PARTITION));
        if (request.firmware() == Firmware.UEFI) {
            actions.add(new AddFirmwareEntry(disk, BOOT_PARTITION_NUMBER));
        }
        return actions;
    }
}
