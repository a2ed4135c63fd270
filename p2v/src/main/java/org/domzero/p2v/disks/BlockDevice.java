package org.domzero.p2v.disks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.domzero.p2v.source.ReadThrough;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.UserError;

/**
 * A disk, or something upon one: a partition, an array, a volume. As lsblk(8) tells.
 *
 * @param path {@code /dev/sda1}, {@code /dev/mapper/VolGroup00-LogVol00}
 * @param kernelName {@code sda1}, {@code dm-0}
 * @param type {@code disk}, {@code part}, {@code lvm}, {@code raid1} …
 * @param content what is on it: {@code ext3}, {@code LVM2_member}, {@code linux_raid_member}; empty where nothing is known
 * @param children what is upon it
 */
record BlockDevice(
        String path,
        String kernelName,
        String type,
        ByteSize size,
        String content,
        String uuid,
        String label,
        String partitionUuid,
        List<String> mountPoints,
        List<BlockDevice> children) {
    static final Command LIST = Command.of(
            "lsblk",
            "--json",
            "--bytes",
            "--output",
            "NAME,PATH,KNAME,TYPE,SIZE,FSTYPE,UUID,LABEL,PARTUUID,MOUNTPOINTS");

    private static final Pattern NO_DISK = Pattern.compile("(loop|zram|ram|sr|fd|nbd)\\d.*|mmcblk\\d+(boot|rpmb).*");

    BlockDevice {
        mountPoints = List.copyOf(mountPoints);
        children = List.copyOf(children);
    }

    /** The disks of the machine, without that which this system was booted from. */
    static List<BlockDevice> disks(String lsblk) {
        List<BlockDevice> all = new ArrayList<>();
        try {
            for (JsonElement device :
                    JsonParser.parseString(lsblk).getAsJsonObject().getAsJsonArray("blockdevices")) {
                all.add(device(device.getAsJsonObject()));
            }
        } catch (JsonParseException | IllegalStateException | NullPointerException | NumberFormatException e) {
            throw UserError.failed("what lsblk says is not understood: " + e.getMessage(), "is it of util-linux?", e);
        }
        return all.stream()
                .filter(device -> !NO_DISK.matcher(device.kernelName).matches())
                .filter(device -> device.size.bytes() > 0)
                .filter(device -> device.all().noneMatch(one -> !one.mountPoints.isEmpty()))
                .toList();
    }

    private static BlockDevice device(JsonObject json) {
        List<BlockDevice> children = new ArrayList<>();
        if (json.has("children")) {
            json.getAsJsonArray("children").forEach(child -> children.add(device(child.getAsJsonObject())));
        }
        return new BlockDevice(
                text(json, "path"),
                text(json, "kname"),
                text(json, "type"),
                new ByteSize(Long.parseLong(text(json, "size"))),
                text(json, "fstype"),
                text(json, "uuid"),
                text(json, "label"),
                text(json, "partuuid"),
                mountPoints(json),
                children);
    }

    private static String text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    private static List<String> mountPoints(JsonObject json) {
        List<String> points = new ArrayList<>();
        JsonArray all = json.getAsJsonArray("mountpoints");
        if (all != null) {
            all.forEach(point -> {
                if (!point.isJsonNull()) {
                    points.add(point.getAsString());
                }
            });
        }
        return points;
    }

    /** It, and all that is upon it. */
    Stream<BlockDevice> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(BlockDevice::all));
    }

    boolean holdsFiles() {
        return content.matches("ext[234]|xfs|reiserfs|jfs|btrfs|vfat|f2fs|nilfs2");
    }

    /** Of the device through which it can be read. */
    String copyName() {
        return ReadThrough.name(path);
    }
}
