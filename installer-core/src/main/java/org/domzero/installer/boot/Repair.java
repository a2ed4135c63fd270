package org.domzero.installer.boot;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.domzero.bootloader.efi.AddFirmwareEntry;
import org.domzero.bootloader.efi.InstallSystemdBoot;
import org.domzero.bootloader.extlinux.ExtlinuxConfig;
import org.domzero.bootloader.extlinux.InstallExtlinux;
import org.domzero.installer.boot.FatState.Condition;
import org.domzero.installer.boot.InstalledSlot.WithoutSettings;
import org.domzero.partitioner.ConfirmUnchanged;
import org.domzero.partitioner.DiskContent;
import org.domzero.partitioner.DiskLayout;
import org.domzero.partitioner.Disks;
import org.domzero.partitioner.Format;
import org.domzero.partitioner.MakeBootFilesystem;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanRunner;
import org.jspecify.annotations.Nullable;

/**
 * Making a host bootable again from the booted medium. Nothing is written but the boot partition, the boot code in the
 * disk's first sector and the attribute by which it finds the partition: slots are only read, without replaying their
 * journals, and guests' data is not looked at.
 *
 * @param notes what was found and why it is done so, a line each
 */
public record Repair(Plan plan, List<String> notes) {
    /** Where the host's partitions are mounted meanwhile. */
    static final String DIRECTORY = "/run/domzero/repair";

    private static final String BOOT = DIRECTORY + "/boot";

    public Repair {
        notes = List.copyOf(notes);
    }

    /**
     * Looks and decides. Slots and boot partition are mounted to be read, and unmounted again.
     *
     * @param disk the host's, by its path or a link; null for the only one there is
     * @throws UserError when there is no such host, it is in use, or no slot of it can boot
     */
    public static Repair prepare(Effects effects, @Nullable String disk) {
        HostDisk host = HostDisk.find(Disks.read(effects.commands()), disk);
        return new Preparing(effects, host).repair();
    }

    /**
     * Carries it out. Whatever happens, nothing stays mounted.
     *
     * @throws UserError naming the step at which it failed
     */
    public void carryOut(Effects effects) {
        try {
            PlanRunner.run(plan, effects);
        } catch (RuntimeException | Error failure) {
            for (String mountPoint : List.of(BOOT, directory(Slot.A), directory(Slot.B))) {
                try {
                    effects.commands().tryRun(Command.of("umount", "--quiet", mountPoint));
                } catch (UserError another) {
                    failure.addSuppressed(another);
                }
            }
            throw failure;
        }
    }

    private static String directory(Slot slot) {
        return DIRECTORY + slot.folder();
    }

    /** One look at one host. */
    private static final class Preparing {
        private final Effects effects;
        private final HostDisk host;
        private final List<String> notes = new ArrayList<>();

        /** What the boot partition held, as far as it can be read; null when it cannot. */
        private @Nullable BootPartition found;

        Preparing(Effects effects, HostDisk host) {
            this.effects = effects;
            this.host = host;
        }

        Repair repair() {
            Map<Slot, InstalledSlot> slots = slots();
            List<Action> partition = new ArrayList<>();
            boolean anew = checkBootPartition(partition, slots);
            Slot defaultSlot = defaultSlot(slots);
            InstalledSlot settings = Objects.requireNonNull(slots.get(defaultSlot));
            BootPartition before = anew || found == null ? BootPartition.empty(BOOT) : found;
            BootPlan boot = BootPlan.of(
                    before,
                    slots.values().stream().map(InstalledSlot::content).toList(),
                    BootPlan.Menu.of(defaultSlot, settings.settings()));
            boot.boots().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .filter(entry -> !entry.getValue().isNew())
                    .forEach(entry -> notes.add(entry.getKey() + ": generation "
                            + entry.getValue().current().number() + " on the boot partition is whole and stays"));
            List<Phase> phases = new ArrayList<>();
            phases.add(Phase.of("look again", new ConfirmUnchanged(List.of(host.disk()))));
            phases.add(new Phase("open the host", opening(slots, partition)));
            phases.addAll(boot.phases());
            phases.add(new Phase("install the boot loaders", bootLoaders()));
            phases.add(new Phase("finish", closing(slots)));
            return new Repair(
                    new Plan("repair the boot partition of " + host.disk().describe(), phases), notes);
        }

        private Map<Slot, InstalledSlot> slots() {
            Map<Slot, InstalledSlot> slots = new EnumMap<>(Slot.class);
            List<Problem> problems = new ArrayList<>();
            for (Slot slot : Slot.values()) {
                DiskContent content = host.slots().get(slot);
                if (content == null) {
                    notes.add(slot + ": there is no partition called " + slot.partLabel());
                } else if (!(content.format() instanceof Format.Filesystem filesystem)
                        || !filesystem.type().equals("ext4")) {
                    notes.add(slot + ": " + content.device() + " holds no ext4 filesystem");
                } else {
                    try {
                        slot(slot, content.device()).ifPresent(installed -> slots.put(slot, installed));
                    } catch (UserError error) {
                        problems.addAll(error.problems());
                    }
                }
            }
            if (slots.isEmpty()) {
                problems.add(
                        0,
                        Problem.of(
                                "no slot of " + host.disk().describe() + " has a dom0 that can boot: "
                                        + String.join("; ", notes.isEmpty() ? List.of("see below") : notes),
                                "'mount -o ro,noload' the slots and see what is left of them; nothing has been written"));
                throw new UserError(ExitCode.FAILED, problems);
            }
            problems.forEach(problem ->
                    effects.progress().warn("a slot stays out of the boot menu as it is: " + problem.message()));
            return slots;
        }

        private Optional<InstalledSlot> slot(Slot slot, String device) {
            String mountPoint = directory(slot);
            return mounted(Mount.slot(device, mountPoint), () -> {
                        if (!InstalledSlot.isThere(effects, mountPoint)) {
                            notes.add(slot + ": there is no dom0 on " + device);
                            return Optional.<InstalledSlot>empty();
                        }
                        InstalledSlot installed = InstalledSlot.read(effects, slot, mountPoint, WithoutSettings.WARN);
                        notes.add(
                                slot + ": " + installed.content().generation(1).versions() + " on " + device);
                        return Optional.of(installed);
                    })
                    .orElseGet(() -> {
                        notes.add(slot + ": " + device + " cannot be mounted");
                        return Optional.empty();
                    });
        }

        /** Runs {@code reading} with something mounted; empty when it cannot be. */
        private <T> Optional<T> mounted(Mount mount, java.util.function.Supplier<T> reading) {
            effects.createDirectories(mount.mountPoint());
            if (!effects.commands().tryRun(mount.command()).succeeded()) {
                return Optional.empty();
            }
            try {
                return Optional.of(reading.get());
            } finally {
                effects.commands().run("umount", mount.mountPoint());
            }
        }

        /** Decides what is done to the file system, and returns whether it is made anew. */
        private boolean checkBootPartition(List<Action> actions, Map<Slot, InstalledSlot> slots) {
            String device = host.boot().device();
            CommandResult fsck = effects.commands().tryRun(Command.of("fsck.vfat", "-n", device));
            FatState state = FatState.of(fsck);
            Optional<BootPartition> read;
            String reason = "fsck.vfat: " + state.detail();
            try {
                read = mounted(new Mount(device, "vfat", "ro", BOOT), () -> BootPartition.read(effects, BOOT));
            } catch (UserError unreadable) {
                read = Optional.empty();
                reason = unreadable.problems().get(0).message();
            }
            found = read.orElse(null);
            String volumeId = volumeId(slots);
            if (state.condition() == Condition.DAMAGED || found == null) {
                notes.add("boot partition " + device + ": is made anew ("
                        + (state.condition() == Condition.DAMAGED ? reason : "it cannot be read") + ")");
                actions.add(new MakeBootFilesystem(device, DiskLayout.BOOT_LABEL, volumeId, true));
                return true;
            }
            if (unreadableSettings(found)) {
                notes.add("boot partition " + device + ": its extlinux.conf cannot be understood and is written anew");
                found = withoutExtlinux(found);
            }
            notes.add("boot partition " + device + ": its file system is whole"
                    + (state.condition() == Condition.DIRTY ? ", but was not unmounted" : ""));
            if (state.condition() == Condition.DIRTY) {
                actions.add(new ClearDirtyFlag(device));
            }
            if (!volumeId.equals(presentVolumeId())) {
                actions.add(new SetVolumeId(device, volumeId));
            }
            return false;
        }

        private static boolean unreadableSettings(BootPartition partition) {
            try {
                ExtlinuxConfig.parse(Objects.requireNonNullElse(partition.extlinuxConf(), ""));
                return false;
            } catch (UserError wrong) {
                return true;
            }
        }

        private static BootPartition withoutExtlinux(BootPartition partition) {
            return new BootPartition(
                    partition.mountPoint(),
                    partition.size(),
                    partition.free(),
                    partition.folders(),
                    null,
                    partition.loaderConf(),
                    partition.entries());
        }

        /** The one that a slot's fstab names, else the one it has, else a new one. */
        private String volumeId(Map<Slot, InstalledSlot> slots) {
            return Stream.concat(
                            slots.values().stream()
                                    .map(InstalledSlot::bootUuid)
                                    .flatMap(Stream::ofNullable)
                                    .map(uuid -> uuid.replace("-", "").toUpperCase(Locale.ROOT)),
                            Stream.of(presentVolumeId()))
                    .filter(id -> id.matches("[0-9A-F]{8}"))
                    .findFirst()
                    .orElseGet(
                            () -> UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT));
        }

        private String presentVolumeId() {
            return host.boot().format() instanceof Format.Filesystem filesystem && filesystem.uuid() != null
                    ? filesystem.uuid().replace("-", "").toUpperCase(Locale.ROOT)
                    : "";
        }

        private Slot defaultSlot(Map<Slot, InstalledSlot> slots) {
            Optional<Slot> named = namedDefault().filter(slots::containsKey);
            if (named.isPresent()) {
                notes.add("boots by default: " + named.get() + ", as the boot partition had it");
                return named.get();
            }
            if (slots.size() == 1) {
                Slot only = slots.keySet().iterator().next();
                notes.add("boots by default: " + only + ", the only one with a dom0");
                return only;
            }
            InstalledSlot a = Objects.requireNonNull(slots.get(Slot.A));
            InstalledSlot b = Objects.requireNonNull(slots.get(Slot.B));
            Slot newest = isNewer(b.content(), a.content()) ? Slot.B : Slot.A;
            notes.add("boots by default: " + newest
                    + ", as the boot partition does not say and no other has a newer Xen or kernel");
            return newest;
        }

        private Optional<Slot> namedDefault() {
            String text = found == null ? null : found.extlinuxConf();
            if (text == null) {
                return Optional.empty();
            }
            try {
                return ExtlinuxConfig.parse(text)
                        .defaultLabel()
                        .flatMap(label -> Stream.of(Slot.values())
                                .filter(slot -> label.equals(slot.label()) || label.equals(slot.previousLabel()))
                                .findFirst());
            } catch (UserError unreadable) {
                return Optional.empty();
            }
        }

        private boolean isNewer(SlotContent one, SlotContent other) {
            return one.xenVersion().equals(other.xenVersion())
                    ? isNewer(one.kernelRelease(), other.kernelRelease())
                    : isNewer(one.xenVersion(), other.xenVersion());
        }

        private boolean isNewer(String one, String other) {
            return effects.commands()
                    .tryRun(Command.of("dpkg", "--compare-versions", one, "gt", other))
                    .succeeded();
        }

        private List<Action> opening(Map<Slot, InstalledSlot> slots, List<Action> partition) {
            List<Action> actions = new ArrayList<>();
            String disk = host.disk().path();
            String attributes = effects.commands()
                    .run("sfdisk", "--part-attrs", disk, Integer.toString(host.bootNumber()))
                    .output()
                    .strip();
            if (!List.of(attributes.split("[ ,]+")).contains(MarkBootable.ATTRIBUTE)) {
                String all = (attributes + " " + MarkBootable.ATTRIBUTE).strip().replaceAll("[ ,]+", ",");
                actions.add(new MarkBootable(disk, host.bootNumber(), all));
            }
            slots.keySet()
                    .forEach(slot -> actions.add(Mount.slot(
                            Objects.requireNonNull(host.slots().get(slot)).device(), directory(slot))));
            actions.addAll(partition);
            actions.add(new Mount(host.boot().device(), "vfat", "rw", BOOT));
            return actions;
        }

        private List<Action> bootLoaders() {
            String disk = host.disk().path();
            List<Action> actions = new ArrayList<>();
            actions.add(new InstallExtlinux(BOOT, disk, host.bootNumber()));
            actions.add(new InstallSystemdBoot(BOOT));
            if (Files.isDirectory(effects.resolve("/sys/firmware/efi"))) {
                actions.add(new AddFirmwareEntry(disk, host.bootNumber()));
            }
            return actions;
        }

        private static List<Action> closing(Map<Slot, InstalledSlot> slots) {
            List<Action> actions = new ArrayList<>();
            actions.add(new SyncFilesystem(BOOT));
            actions.add(new Unmount(BOOT));
            slots.keySet().forEach(slot -> actions.add(new Unmount(directory(slot))));
            return actions;
        }
    }
}
