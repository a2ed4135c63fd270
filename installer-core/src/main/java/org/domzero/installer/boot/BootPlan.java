package org.domzero.installer.boot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.domzero.bootloader.efi.EfiSlot;
import org.domzero.bootloader.efi.LoaderConf;
import org.domzero.bootloader.efi.LoaderEntry;
import org.domzero.bootloader.efi.LoaderEntryName;
import org.domzero.bootloader.extlinux.DomzeroExtlinux;
import org.domzero.bootloader.extlinux.ExtlinuxConfig;
import org.domzero.bootloader.extlinux.ExtlinuxEntry;
import org.domzero.bootloader.extlinux.XenBoot;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.SerialPort;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Phase;
import org.jspecify.annotations.Nullable;

/**
 * How a boot partition becomes what its slots want it to be. Whenever it is interrupted, every entry of both boot
 * loaders names a generation that is whole: a new one is complete and verified before an entry names it, and an old one
 * goes when none does.
 *
 * @param boots what each slot of the request will boot
 * @param writing makes room, and writes what nothing boots yet; empty when there is nothing to write
 * @param settings lets it boot, and removes what nothing boots any more; empty when nothing changes
 */
public record BootPlan(Map<Slot, Boots> boots, List<Phase> writing, List<Phase> settings) {
    /** FAT's unit of allocation here. */
    private static final long CLUSTER = 4096;

    /** What the folders, a growing allocation and the loaders' own files may take besides. */
    private static final long RESERVE = 1 << 20;

    /** The length that systemd-boot's files have for good: a sector, which a disk writes whole or not at all. */
    private static final int LOADER_FILE_BYTES = 512;

    public BootPlan {
        boots = Map.copyOf(boots);
        writing = List.copyOf(writing);
        settings = List.copyOf(settings);
    }

    /** All there is to do, in order; empty when nothing is. */
    public List<Phase> phases() {
        return Stream.concat(writing.stream(), settings.stream()).toList();
    }

    /**
     * What a slot boots.
     *
     * @param isNew whether the current generation has still to be written
     * @param previous the newest older one that boots another kernel or Xen; null when there is none
     */
    public record Boots(
            Generation current, boolean isNew, @Nullable Generation previous) {
        Stream<Generation> all() {
            return Stream.concat(Stream.of(current), Stream.ofNullable(previous));
        }
    }

    /**
     * The menu of both boot loaders.
     *
     * @param defaultSlot what boots by default, where the settings that are there do not say
     */
    public record Menu(Slot defaultSlot, @Nullable SerialPort serial, int timeoutSeconds) {
        /** As a slot's settings have it. */
        public static Menu of(Slot defaultSlot, BootSettings settings) {
            return new Menu(defaultSlot, settings.serial().orElse(null), settings.timeoutSeconds());
        }
    }

    /**
     * Equal facts give equal plans. Entries of other slots, and others' entries, stay as they are.
     *
     * @throws UserError when there is not enough room, or the settings that are there cannot be understood
     */
    public static BootPlan of(BootPartition partition, Collection<SlotContent> contents, Menu menu) {
        Map<Slot, Boots> boots = new EnumMap<>(Slot.class);
        contents.forEach(content -> boots.put(content.slot(), boots(partition, content)));
        List<Phase> writing = new ArrayList<>();
        add(writing, "clear away what was never finished", removals(partition, boots, false), partition);
        for (SlotContent content : contents) {
            Boots boot = Objects.requireNonNull(boots.get(content.slot()));
            if (boot.isNew()) {
                writing.add(writing(partition, content, boot.current()));
            }
        }
        checkRoom(partition, contents, boots);
        List<Phase> settings = new ArrayList<>();
        add(settings, "set the boot entries", settings(partition, boots, menu), partition);
        add(settings, "remove what is no longer booted", removals(partition, boots, true), partition);
        return new BootPlan(boots, writing, settings);
    }

    private static void add(List<Phase> phases, String title, List<Action> actions, BootPartition partition) {
        if (!actions.isEmpty()) {
            List<Action> all = new ArrayList<>(actions);
            all.add(new SyncFilesystem(partition.mountPoint()));
            phases.add(new Phase(title, all));
        }
    }

    private static Boots boots(BootPartition partition, SlotContent content) {
        List<Generation> newestFirst = partition.generations(content.slot()).stream()
                .sorted(Comparator.comparingInt(Generation::number).reversed())
                .toList();
        Generation wanted = content.generation(nextNumber(partition, content.slot()));
        Optional<Generation> there = newestFirst.stream()
                .filter(generation -> generation.hasContentOf(wanted))
                .findFirst();
        Generation current = there.orElse(wanted);
        Generation previous = newestFirst.stream()
                .filter(generation -> generation.number() < current.number())
                .filter(content.runs())
                .filter(generation -> generation.bootsOther(current))
                .findFirst()
                .orElse(null);
        return new Boots(current, there.isEmpty(), previous);
    }

    private static int nextNumber(BootPartition partition, Slot slot) {
        return partition.folders(slot).stream()
                        .mapToInt(BootPartition.Folder::number)
                        .max()
                        .orElse(0)
                + 1;
    }

    /** Folders that nothing will boot: before the switch those that nothing boots by now either, after it the others. */
    private static List<Action> removals(BootPartition partition, Map<Slot, Boots> boots, boolean named) {
        List<Action> removals = new ArrayList<>();
        boots.forEach((slot, boot) -> partition.folders(slot).stream()
                .filter(folder -> boot.all().noneMatch(kept -> kept.number() == folder.number()))
                .filter(folder -> partition.isNamed(slot, folder.number()) == named)
                .forEach(folder ->
                        removals.add(new RemoveGeneration(partition.path(slot, folder.number()), describe(folder)))));
        return removals;
    }

    private static String describe(BootPartition.Folder folder) {
        Generation generation = folder.generation();
        return generation == null ? folder.problem() : generation.versions();
    }

    private static Phase writing(BootPartition partition, SlotContent content, Generation generation) {
        String folder = partition.path(content.slot(), generation.number());
        List<NewFile> files = new ArrayList<>(content.files());
        // Last: a folder without it is known to be incomplete.
        files.add(NewFile.text(Generation.FILE, generation.toJson()));
        List<Action> actions = new ArrayList<>();
        files.forEach(file -> actions.add(new WriteBootFile(folder, file)));
        actions.add(new SyncFilesystem(partition.mountPoint()));
        actions.add(
                new VerifyGeneration(folder, files.stream().map(NewFile::file).toList()));
        return new Phase(
                "write generation " + generation.number() + " of " + content.slot() + ": " + generation.versions(),
                actions);
    }

    private static void checkRoom(BootPartition partition, Collection<SlotContent> contents, Map<Slot, Boots> boots) {
        long needed = contents.stream()
                .filter(content ->
                        Objects.requireNonNull(boots.get(content.slot())).isNew())
                .flatMap(content -> content.files().stream())
                .mapToLong(file -> (file.file().size() + CLUSTER - 1) / CLUSTER * CLUSTER)
                .sum();
        if (needed == 0) {
            return;
        }
        long cleared = boots.keySet().stream()
                .flatMap(slot -> partition.folders(slot).stream()
                        .filter(folder -> !partition.isNamed(slot, folder.number()))
                        .filter(folder -> Objects.requireNonNull(boots.get(slot))
                                .all()
                                .noneMatch(kept -> kept.number() == folder.number())))
                .mapToLong(BootPartition.Folder::bytes)
                .sum();
        ByteSize room = new ByteSize(partition.free().bytes() + cleared);
        if (needed + RESERVE > room.bytes()) {
            throw UserError.failed(
                    "the boot partition has no room for a new kernel, initrd and Xen: they need "
                            + new ByteSize(needed + RESERVE) + ", and " + room + " of "
                            + partition.size() + " are free at " + partition.mountPoint(),
                    "nothing has been changed; remove from " + partition.mountPoint()
                            + " what is not domzero's ('domzero boot status' lists what is), or make the initrd smaller"
                            + " (MODULES=dep in /etc/initramfs-tools/initramfs.conf), and run 'domzero boot update'");
        }
    }

    private static List<Action> settings(BootPartition partition, Map<Slot, Boots> boots, Menu menu) {
        List<Action> actions = new ArrayList<>();
        String extlinux = extlinux(partition, boots, menu);
        if (!extlinux.equals(partition.extlinuxConf())) {
            actions.add(new OverwriteInPlace(partition.mountPoint() + BootPartition.EXTLINUX_CONF, extlinux));
        }
        String loader = filled(LoaderConf.domzero(menu.timeoutSeconds()).render());
        if (!loader.equals(partition.loaderConf())) {
            actions.add(new OverwriteInPlace(partition.mountPoint() + LoaderConf.PATH, loader));
        }
        Map<Slot, Integer> versions = versions(partition, boots.keySet(), menu.defaultSlot());
        boots.forEach((slot, boot) -> {
            int version = Objects.requireNonNull(versions.get(slot));
            entry(actions, partition, efiSlot(slot, boot.current(), version, false));
            Generation previous = boot.previous();
            if (previous != null) {
                entry(actions, partition, efiSlot(slot, previous, version, true));
            } else {
                files(partition, slot.previousLabel())
                        .forEach(file -> actions.add(new RemoveEntry(entryPath(partition, file))));
            }
        });
        return actions;
    }

    private static String extlinux(BootPartition partition, Map<Slot, Boots> boots, Menu menu) {
        ExtlinuxConfig config = ExtlinuxConfig.parse(
                partition.mountPoint() + BootPartition.EXTLINUX_CONF,
                Objects.requireNonNullElse(partition.extlinuxConf(), ""));
        List<XenBoot.Slot> slots = new ArrayList<>();
        boots.forEach((slot, boot) -> {
            slots.add(biosSlot(slot, boot.current(), false));
            Stream.ofNullable(boot.previous()).forEach(previous -> slots.add(biosSlot(slot, previous, true)));
        });
        List<ExtlinuxEntry> others = config.entries().stream()
                .filter(entry -> boots.keySet().stream()
                        .noneMatch(slot ->
                                List.of(slot.label(), slot.previousLabel()).contains(entry.label())))
                .toList();
        String defaultLabel = config.defaultLabel()
                .filter(label -> Stream.concat(
                                slots.stream().map(XenBoot.Slot::label),
                                others.stream().map(ExtlinuxEntry::label))
                        .anyMatch(label::equals))
                .orElse(menu.defaultSlot().label());
        return DomzeroExtlinux.file(new XenBoot(slots, others, defaultLabel, menu.serial(), menu.timeoutSeconds()));
    }

    private static XenBoot.Slot biosSlot(Slot slot, Generation generation, boolean previous) {
        return XenBoot.Slot.usual(
                previous ? slot.previousLabel() : slot.label(),
                title(slot, generation, previous),
                slot.folder(generation.number()),
                generation.options().xen(),
                generation.options().linux());
    }

    private static EfiSlot efiSlot(Slot slot, Generation generation, int version, boolean previous) {
        return new EfiSlot(
                previous ? slot.previousLabel() : slot.label(),
                title(slot, generation, previous),
                slot.folder(generation.number()),
                version,
                previous);
    }

    private static String title(Slot slot, Generation generation, boolean previous) {
        return generation.versions() + ", " + slot + (previous ? " (previous)" : "");
    }

    /** An entry keeps the name of its file: boots may be counted in it. */
    private static void entry(List<Action> actions, BootPartition partition, EfiSlot slot) {
        String content = filled(slot.entry().render());
        List<String> files = files(partition, slot.label());
        for (String file : files.isEmpty() ? List.of(slot.entryName().fileName()) : files) {
            if (!content.equals(partition.entries().get(file))) {
                actions.add(new OverwriteInPlace(entryPath(partition, file), content));
            }
        }
    }

    private static String entryPath(BootPartition partition, String file) {
        return partition.mountPoint() + LoaderEntry.FOLDER + "/" + file;
    }

    /** The files of an entry, with and without count. */
    private static List<String> files(BootPartition partition, String label) {
        return partition.entries().keySet().stream()
                .filter(file -> file.endsWith(".conf") && file.length() > ".conf".length())
                .filter(file -> LoaderEntryName.parse(file).committed().equals(EfiSlot.entryName(label)))
                .toList();
    }

    /**
     * What orders systemd-boot's entries: as they have it. Where a slot has no entry yet, it gets one that lets the
     * default boot.
     */
    private static Map<Slot, Integer> versions(BootPartition partition, Collection<Slot> slots, Slot defaultSlot) {
        Map<Slot, Integer> versions = new TreeMap<>();
        for (Slot slot : Slot.values()) {
            version(partition, slot).ifPresent(version -> versions.put(slot, version));
        }
        slots.stream()
                .filter(slot -> !versions.containsKey(slot))
                .sorted(Comparator.comparing(slot -> slot == defaultSlot))
                .forEach(slot -> versions.put(
                        slot,
                        slot == defaultSlot
                                ? versions.values().stream()
                                                .mapToInt(Integer::intValue)
                                                .max()
                                                .orElse(0)
                                        + 1
                                : 1));
        return versions;
    }

    private static OptionalInt version(BootPartition partition, Slot slot) {
        return files(partition, slot.label()).stream()
                .map(file -> LoaderEntry.parse(
                                Objects.requireNonNull(partition.entries().get(file)))
                        .version())
                .flatMap(Stream::ofNullable)
                .filter(version -> version.matches("[1-9]\\d{0,8}"))
                .mapToInt(Integer::parseInt)
                .max();
    }

    private static String filled(String text) {
        if (text.length() > LOADER_FILE_BYTES) {
            throw new IllegalStateException("a file of systemd-boot would not fit a sector: " + text);
        }
        return text + "\n".repeat(LOADER_FILE_BYTES - text.length());
    }
}
