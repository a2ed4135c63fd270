package org.domzero.installer.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.domzero.bootloader.efi.LoaderConf;
import org.domzero.bootloader.efi.LoaderEntry;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * What is on a boot partition.
 *
 * @param mountPoint where it is mounted
 * @param size of it
 * @param free of it
 * @param folders of each slot's generations, in the order of their numbers
 * @param extlinuxConf the text of Extlinux's settings; null where there is none
 * @param loaderConf the text of systemd-boot's; null where there is none
 * @param entries the texts of its entries by the names of their files
 */
public record BootPartition(
        String mountPoint,
        ByteSize size,
        ByteSize free,
        Map<Slot, List<Folder>> folders,
        @Nullable String extlinuxConf,
        @Nullable String loaderConf,
        SortedMap<String, String> entries) {
    /** Where a host mounts it. */
    public static final String MOUNT_POINT = "/boot/domzero";

    static final String EXTLINUX_CONF = "/extlinux/extlinux.conf";

    /** What a new one has room for, at the least: what its size leaves beside the file system itself. */
    private static final ByteSize NEW = ByteSize.mebibytes(500);

    public BootPartition {
        folders = Map.copyOf(folders);
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /**
     * A folder with a number for a name.
     *
     * @param generation what is in it; null unless every file is there as it was written
     * @param problem what is wrong with it, in words that follow its name; empty when nothing is
     * @param bytes what it takes
     */
    public record Folder(int number, @Nullable Generation generation, String problem, long bytes) {}

    /** One that has just been made. */
    public static BootPartition empty(String mountPoint) {
        return new BootPartition(mountPoint, NEW, NEW, Map.of(), null, null, new TreeMap<>());
    }

    /** Reads all of it, every byte of every generation. */
    static BootPartition read(Effects effects, String mountPoint) {
        Path root = effects.resolve(mountPoint);
        try {
            Map<Slot, List<Folder>> folders = new EnumMap<>(Slot.class);
            for (Slot slot : Slot.values()) {
                folders.put(slot, folders(root.resolve(slot.label())));
            }
            SortedMap<String, String> entries = new TreeMap<>();
            for (Path entry : children(root.resolve(LoaderEntry.FOLDER.substring(1)))) {
                entries.put(
                        entry.getFileName().toString(),
                        Optional.ofNullable(text(entry)).orElse(""));
            }
            FileStore store = Files.getFileStore(root);
            return new BootPartition(
                    mountPoint,
                    new ByteSize(store.getTotalSpace()),
                    new ByteSize(store.getUsableSpace()),
                    folders,
                    text(root.resolve(EXTLINUX_CONF.substring(1))),
                    text(root.resolve(LoaderConf.PATH.substring(1))),
                    entries);
        } catch (IOException e) {
            throw UserError.failed(
                    mountPoint + " cannot be read: " + IoReason.of(e),
                    "boot the domzero ISO and run 'domzero repair'; the kernel's messages (dmesg) tell more",
                    e);
        }
    }

    private static List<Folder> folders(Path slot) throws IOException {
        List<Folder> folders = new ArrayList<>();
        for (Path folder : children(slot)) {
            String name = folder.getFileName().toString();
            if (name.matches("[1-9]\\d{0,8}") && Files.isDirectory(folder)) {
                folders.add(folder(Integer.parseInt(name), folder));
            }
        }
        folders.sort(Comparator.comparingInt(Folder::number));
        return List.copyOf(folders);
    }

    private static Folder folder(int number, Path folder) throws IOException {
        long bytes = 0;
        for (Path file : children(folder)) {
            bytes += Files.size(file);
        }
        String description = text(folder.resolve(Generation.FILE));
        if (description == null) {
            return new Folder(number, null, "is incomplete: it has no " + Generation.FILE, bytes);
        }
        Optional<Generation> generation = Generation.parse(number, description);
        if (generation.isEmpty()) {
            return new Folder(number, null, "is damaged: its " + Generation.FILE + " cannot be understood", bytes);
        }
        for (BootFile file : generation.get().files()) {
            Optional<String> problem = FileCheck.problem(folder.resolve(file.name()), file);
            if (problem.isPresent()) {
                return new Folder(number, null, "is damaged: " + file.name() + " " + problem.get(), bytes);
            }
        }
        return new Folder(number, generation.get(), "", bytes);
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static @Nullable String text(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : null;
    }

    List<Folder> folders(Slot slot) {
        return folders.getOrDefault(slot, List.of());
    }

    /** The generations that are as they were written. */
    List<Generation> generations(Slot slot) {
        return folders(slot).stream()
                .map(Folder::generation)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** Whether an entry of a boot loader names something in the folder. */
    boolean isNamed(Slot slot, int number) {
        String inside = slot.folder(number) + "/";
        return Stream.concat(Stream.ofNullable(extlinuxConf), entries.values().stream())
                .anyMatch(text -> text.contains(inside));
    }

    /** Its path. */
    String path(Slot slot, int number) {
        return mountPoint + slot.folder(number);
    }
}
