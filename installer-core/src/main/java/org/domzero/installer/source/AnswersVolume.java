package org.domzero.installer.source;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/** A stick, a virtual disk or a second CD that brings the answers. It is mounted for as long as it takes to read them. */
public final class AnswersVolume {
    /** The label of its filesystem. */
    public static final String LABEL = "DOMZERO";

    static final String FILE = "answers.toml";
    static final String LINK = "/dev/disk/by-label/" + LABEL;
    static final String MOUNT_POINT = "/run/domzero/answers-volume";

    /**
     * The filesystems that can be read, with the options (mount(8), ext4(5), xfs(5)) by which nothing is written: a
     * journal that is replayed is. ext2 has none, and the kernel refuses {@code noload} for it.
     */
    private static final Map<String, String> OPTIONS = Map.of(
            "vfat", "ro",
            "exfat", "ro",
            "iso9660", "ro",
            "udf", "ro",
            "ext2", "ro",
            "ext3", "ro,noload",
            "ext4", "ro,noload",
            "xfs", "ro,norecovery");

    private AnswersVolume() {}

    /**
     * One volume that has the label.
     *
     * @param parent the kernel's name of the device it is part of
     * @param type as libblkid names it; null when it knows none
     */
    record Volume(
            String path,
            String kernelName,
            @Nullable String parent,
            @Nullable String type) {}

    /**
     * Reads the answers.
     *
     * @return empty, with a warning, when the volume holds none or cannot be read by this system
     * @throws UserError when there is more than one such volume, or the one there is is damaged
     */
    static Optional<AnswersSource> read(Effects effects, String why) {
        List<Volume> volumes = labelled(effects.commands()
                .run("lsblk", "--json", "--list", "-o", "PATH,KNAME,PKNAME,LABEL,FSTYPE")
                .output());
        if (volumes.size() > 1) {
            throw UserError.usage(
                    "more than one volume is labelled " + LABEL + ": "
                            + volumes.stream().map(Volume::path).collect(Collectors.joining(", ")),
                    "leave the one with the answers in the machine, or name its file with " + AnswersSearch.OPTION
                            + "= on the kernel command line");
        }
        if (volumes.isEmpty()) {
            effects.progress().warn("the volume labelled " + LABEL + " is gone, and no answers are taken from it");
            return Optional.empty();
        }
        Volume volume = volumes.get(0);
        String options = volume.type() == null ? null : OPTIONS.get(volume.type());
        if (options == null) {
            effects.progress()
                    .warn(volume.path() + " is labelled " + LABEL + ", but no answers are taken from "
                            + (volume.type() == null ? "a volume without a filesystem" : volume.type())
                            + "; vfat, exfat, iso9660, udf, ext2 to ext4 and xfs do");
            return Optional.empty();
        }
        effects.createDirectories(MOUNT_POINT);
        CommandRunner commands = effects.commands();
        // The type is named, so that nothing else is tried on it.
        commands.run(Command.of(
                        "mount",
                        "-t",
                        String.valueOf(volume.type()),
                        "-o",
                        options + ",nosuid,nodev,noexec",
                        volume.path(),
                        MOUNT_POINT)
                .withLimit(Duration.ofMinutes(2)));
        try {
            return content(effects.resolve(MOUNT_POINT + "/" + FILE), volume, why, effects);
        } finally {
            if (!commands.tryRun(Command.of("umount", MOUNT_POINT)).succeeded()) {
                effects.progress().warn(volume.path() + " could not be unmounted from " + MOUNT_POINT);
            }
        }
    }

    private static Optional<AnswersSource> content(Path file, Volume volume, String why, Effects effects) {
        if (!Files.exists(file)) {
            effects.progress().warn(volume.path() + " is labelled " + LABEL + ", but there is no " + FILE + " on it");
            return Optional.empty();
        }
        String name = FILE + " on " + volume.path();
        try {
            if (Files.size(file) > AnswersParser.LARGEST) {
                throw UserError.usage(
                        name + " is larger than 1 MiB, too large for an answer file",
                        "is it another file that was meant?");
            }
            return Optional.of(new AnswersSource(name, Files.readAllBytes(file), why));
        } catch (IOException e) {
            throw UserError.failed(
                    name + " cannot be read: " + IoReason.of(e), "is it a file, on a volume that is whole?", e);
        }
    }

    /**
     * What {@code lsblk --json --list -o PATH,KNAME,PKNAME,LABEL,FSTYPE} says of the label. A stick that an image was
     * written to shows its label twice, as a whole and as its first partition: that is one volume.
     */
    static List<Volume> labelled(String lsblk) {
        List<Volume> all = new ArrayList<>();
        try {
            JsonArray devices = JsonParser.parseString(lsblk).getAsJsonObject().getAsJsonArray("blockdevices");
            for (JsonElement element : devices) {
                JsonObject device = element.getAsJsonObject();
                if (LABEL.equals(text(device, "label"))) {
                    Volume volume = new Volume(
                            device.get("path").getAsString(),
                            device.get("kname").getAsString(),
                            text(device, "pkname"),
                            text(device, "fstype"));
                    if (all.stream().noneMatch(other -> other.path().equals(volume.path()))) {
                        all.add(volume);
                    }
                }
            }
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException unknown) {
            throw UserError.failed(
                    "what lsblk says of the disks cannot be read",
                    "name the answers with " + AnswersSearch.OPTION + "= on the kernel command line",
                    unknown);
        }
        return all.stream()
                .filter(volume ->
                        all.stream().noneMatch(other -> other.kernelName().equals(volume.parent())))
                .toList();
    }

    private static @Nullable String text(JsonObject device, String member) {
        JsonElement value = device.get(member);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }
}
