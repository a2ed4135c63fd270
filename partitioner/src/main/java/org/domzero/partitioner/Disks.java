package org.domzero.partitioner;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.domzero.partitioner.DiskContent.Layer;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which disks a machine has and what is on them.
 *
 * <p>The sources are {@code lsblk --json} (util-linux 2.38 to 2.41; its columns are described in lsblk(8)), {@code pvs
 * --reportformat json}, the links below {@code /dev/disk} that udev makes and, for what {@code lsblk} has no name for,
 * a {@link Look} each.
 */
public final class Disks {
    private static final Command LSBLK = Command.of(
            "lsblk",
            "--json",
            "--bytes",
            "--output",
            "NAME,PATH,KNAME,PKNAME,TYPE,SIZE,MODEL,SERIAL,WWN,TRAN,ROTA,RM,RO,LOG-SEC,"
                    + "FSTYPE,LABEL,UUID,PARTLABEL,PARTTYPE,PTTYPE,MOUNTPOINTS");
    /** All of them: copies of a volume that LVM ignores, and groups that belong to another host or a cluster. */
    private static final Command PVS = Command.of(
            "pvs",
            "--all",
            "--foreign",
            "--shared",
            "--binary",
            "--reportformat",
            "json",
            "-o",
            "pv_name,vg_name,vg_uuid,pv_in_use");

    private static final Command LINKS = Command.of("find", "/dev/disk", "-type", "l", "-printf", "%p %l\\n");

    /** Kernel names of what calls itself a disk without being one; boot partitions of eMMC are a few MiB of firmware. */
    private static final Pattern NO_DISK = Pattern.compile("(loop|zram|ram|sr|fd)\\d.*|mmcblk\\d+boot\\d+");

    private static final String VIRTIO_LINK = "/dev/disk/by-id/virtio-";
    private static final String LVM_TYPE = "LVM2_member";

    /** What {@code pvs} calls the group of a volume that is marked as in use, but whose group it cannot read. */
    private static final String UNREADABLE_GROUP = "[unknown]";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final String OTHER_VERSION =
            "is lsblk older than util-linux 2.38, or pvs than LVM 2.03? their output should be JSON";

    private Disks() {}

    /**
     * Asks the machine. {@code pvs} is only run where there is a physical volume, so that a machine without LVM's
     * programs can be asked too. A disk that cannot be read, as by a user other than root, counts as holding data.
     *
     * @throws UserError when {@code lsblk} or {@code pvs} fails: without knowing what is on a disk none may be chosen
     */
    public static List<Disk> read(CommandRunner runner) {
        String lsblk = runner.run(LSBLK).output();
        Map<String, Look> looks = look(runner, lsblk);
        boolean hasVolumes = lsblk.contains("\"" + LVM_TYPE + "\"")
                || looks.values().stream().anyMatch(look -> look.contentTypes().contains(LVM_TYPE));
        String pvs = hasVolumes ? runner.run(PVS).output() : "";
        // A machine without disks has no /dev/disk, and find says so with its status.
        String links = runner.tryRun(LINKS).output();
        return parse(lsblk, pvs, links, looks);
    }

    private static Map<String, Look> look(CommandRunner runner, String lsblk) {
        Map<String, Look> looks = new LinkedHashMap<>();
        for (JsonObject device : objects(parseObject("lsblk", lsblk), "blockdevices")) {
            if (isDisk(device)) {
                look(runner, device, Layer.DISK, looks);
            }
        }
        return looks;
    }

    /** Volumes are left out: a repository has many, and they are data anyway. */
    private static void look(CommandRunner runner, JsonObject device, Layer layer, Map<String, Look> looks) {
        String path = required(device, "path");
        if (text(device, "fstype") == null
                && layer != Layer.LOGICAL_VOLUME
                && layer != Layer.OTHER
                && !looks.containsKey(path)) {
            boolean mayBeEmpty = layer == Layer.DISK && !hasChildren(device);
            looks.put(path, Look.read(runner, path, number(device, "size"), mayBeEmpty));
        }
        for (JsonObject child : objects(device, "children")) {
            look(runner, child, layer(child), looks);
        }
    }

    private static boolean hasChildren(JsonObject device) {
        return !objects(device, "children").isEmpty();
    }

    /**
     * Reads what the commands said; an empty text stands for "nothing there".
     *
     * @param links one {@code LINK TARGET} a line, the target relative to the link's directory
     * @param looks by the path of the device, for disks, partitions and arrays in which {@code lsblk} recognised
     *     nothing; a disk among them that was not looked at counts as holding data
     * @return the disks in {@code lsblk}'s order. Loop, RAM, compressed-RAM and optical devices and empty card readers
     *     are left out; RAID arrays, volumes and multipath devices are contents of the disks they are on
     */
    public static List<Disk> parse(String lsblkJson, String pvsJson, String links, Map<String, Look> looks) {
        Map<String, Format.PhysicalVolume> volumes = parsePhysicalVolumes(pvsJson);
        Map<String, List<String>> linksByDevice = parseLinks(links);
        List<Disk> disks = new ArrayList<>();
        for (JsonObject device : objects(parseObject("lsblk", lsblkJson), "blockdevices")) {
            if (isDisk(device)) {
                disks.add(disk(device, volumes, linksByDevice, looks));
            }
        }
        return List.copyOf(disks);
    }

    private static boolean isDisk(JsonObject device) {
        return "disk".equals(text(device, "type"))
                && number(device, "size") > 0
                && !NO_DISK.matcher(required(device, "kname")).matches();
    }

    private static Disk disk(
            JsonObject device,
            Map<String, Format.PhysicalVolume> volumes,
            Map<String, List<String>> linksByDevice,
            Map<String, Look> looks) {
        String path = required(device, "path");
        List<String> links = linksByDevice.getOrDefault(path, List.of());
        Map<String, DiskContent> contents = new LinkedHashMap<>();
        collect(device, Layer.DISK, volumes, looks, contents);
        return new Disk(
                path,
                new ByteSize(number(device, "size")),
                text(device, "model"),
                serial(device, links),
                text(device, "wwn"),
                transport(device, path),
                flag(device, "rota"),
                flag(device, "rm"),
                flag(device, "ro"),
                sectorSize(device),
                links,
                List.copyOf(contents.values()));
    }

    private static int sectorSize(JsonObject device) {
        long size = number(device, "log-sec");
        if (size > Integer.MAX_VALUE) {
            throw notUnderstood("log-sec");
        }
        return (int) size;
    }

    /** {@code lsblk} leaves a virtio disk's serial number out, but udev puts it into a link's name. */
    private static @Nullable String serial(JsonObject device, List<String> links) {
        String serial = text(device, "serial");
        if (serial != null) {
            return serial;
        }
        return links.stream()
                .filter(link -> link.startsWith(VIRTIO_LINK))
                .map(link -> link.substring(VIRTIO_LINK.length()))
                .findFirst()
                .orElse(null);
    }

    /** Older versions of {@code lsblk} tell the transport of SCSI devices only. */
    private static @Nullable String transport(JsonObject device, String path) {
        String transport = text(device, "tran");
        if (transport != null) {
            return transport;
        }
        if (path.startsWith("/dev/vd")) {
            return "virtio";
        }
        if (path.startsWith("/dev/nvme")) {
            return "nvme";
        }
        if (path.startsWith("/dev/mmcblk")) {
            return "mmc";
        }
        return path.startsWith("/dev/xvd") ? "xen" : null;
    }

    /** Depth first; a RAID array of two partitions of one disk appears below both and is taken once. */
    private static void collect(
            JsonObject device,
            Layer layer,
            Map<String, Format.PhysicalVolume> volumes,
            Map<String, Look> looks,
            Map<String, DiskContent> contents) {
        String path = required(device, "path");
        List<String> mountPoints = mountPoints(device);
        Look look = looks.getOrDefault(path, Look.FAILED);
        Format format = format(device, layer, volumes, look);
        String table = text(device, "pttype");
        // Partitions carry their disk's table type too; only a device that is divided has a table.
        if (table != null && (layer == Layer.DISK || layer == Layer.RAID)) {
            contents.putIfAbsent(
                    path + " table", new DiskContent(path, layer, new Format.PartitionTable(table), null, List.of()));
        }
        boolean empty =
                layer == Layer.DISK ? hasChildren(device) || look.provesEmpty() : table != null && layer == Layer.RAID;
        if (!empty || !(format instanceof Format.Unknown) || !mountPoints.isEmpty()) {
            contents.putIfAbsent(path, new DiskContent(path, layer, format, text(device, "partlabel"), mountPoints));
        }
        for (JsonObject child : objects(device, "children")) {
            collect(child, layer(child), volumes, looks, contents);
        }
    }

    private static Layer layer(JsonObject device) {
        String type = required(device, "type");
        // The kernel's personalities: raid0, raid1, raid10 …, linear, and plain "md" for an array that has not started.
        if (type.startsWith("raid") || type.equals("linear") || type.equals("md")) {
            return Layer.RAID;
        }
        return switch (type) {
            case "part" -> Layer.PARTITION;
            case "lvm" -> Layer.LOGICAL_VOLUME;
            default -> Layer.OTHER;
        };
    }

    private static Format format(
            JsonObject device, Layer layer, Map<String, Format.PhysicalVolume> volumes, Look look) {
        String type = text(device, "fstype");
        String label = text(device, "label");
        String uuid = text(device, "uuid");
        if (type == null) {
            return unnamed(device, volumes, look);
        }
        if (type.equals("swap")) {
            return new Format.Swap(label, uuid);
        }
        if (type.endsWith("_raid_member")) {
            return new Format.RaidMember(type, label, uuid);
        }
        if (type.equals(LVM_TYPE)) {
            // LVM does not look into volumes, which are guests' disks; whatever else it leaves out it cannot read.
            return physicalVolume(device, volumes)
                    .orElseGet(() -> new Format.PhysicalVolume(null, null, layer != Layer.LOGICAL_VOLUME));
        }
        return new Format.Filesystem(type, label, uuid);
    }

    private static Format unnamed(JsonObject device, Map<String, Format.PhysicalVolume> volumes, Look look) {
        List<String> types = look.contentTypes();
        if (types.contains(LVM_TYPE)) {
            // LVM lists devices that are none of its volumes too, without a group; this one is, but damaged.
            return physicalVolume(device, volumes)
                    .filter(volume -> volume.group() != null)
                    .orElseGet(() -> new Format.PhysicalVolume(null, null, true));
        }
        if (!types.isEmpty()) {
            return new Format.Signatures(types);
        }
        return look.partitions() > 0 ? new Format.UnseenPartitions(look.partitions()) : new Format.Unknown();
    }

    private static Optional<Format.PhysicalVolume> physicalVolume(
            JsonObject device, Map<String, Format.PhysicalVolume> volumes) {
        return Stream.of(required(device, "path"), "/dev/" + required(device, "kname"))
                .map(volumes::get)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    /** {@code [null]} until util-linux 2.40, {@code []} since, where nothing is mounted. */
    private static List<String> mountPoints(JsonObject device) {
        List<String> points = new ArrayList<>();
        for (JsonElement point : array(device, "mountpoints")) {
            if (point.isJsonNull()) {
                continue;
            }
            if (!point.isJsonPrimitive()) {
                throw notUnderstood("mountpoints");
            }
            points.add(point.getAsString());
        }
        return points;
    }

    /** Volumes that are missing are called {@code [unknown]}; they are on no disk of this machine. */
    private static Map<String, Format.PhysicalVolume> parsePhysicalVolumes(String pvsJson) {
        Map<String, Format.PhysicalVolume> volumes = new LinkedHashMap<>();
        for (JsonObject report : objects(parseObject("pvs", pvsJson), "report")) {
            for (JsonObject volume : objects(report, "pv")) {
                volumes.put(required(volume, "pv_name"), physicalVolume(volume));
            }
        }
        return volumes;
    }

    private static Format.PhysicalVolume physicalVolume(JsonObject volume) {
        String group = text(volume, "vg_name");
        if (group == null || group.equals(UNREADABLE_GROUP)) {
            return new Format.PhysicalVolume(null, null, group != null || flag(volume, "pv_in_use"));
        }
        return new Format.PhysicalVolume(group, text(volume, "vg_uuid"));
    }

    private static Map<String, List<String>> parseLinks(String links) {
        Map<String, List<String>> byDevice = new TreeMap<>();
        links.lines().sorted().forEach(line -> {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                Path link = Path.of(line.substring(0, blank));
                String device = link.resolveSibling(line.substring(blank + 1))
                        .normalize()
                        .toString();
                byDevice.computeIfAbsent(device, key -> new ArrayList<>()).add(link.toString());
            }
        });
        return byDevice;
    }

    static JsonObject parseObject(String program, String json) {
        if (json.isBlank()) {
            return new JsonObject();
        }
        try {
            return JsonParser.parseString(json).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw UserError.failed(
                    "what " + program + " said about the disks could not be understood", OTHER_VERSION, e);
        }
    }

    /** The members of an array that is one of objects, where there is one. */
    static List<JsonObject> objects(JsonObject json, String key) {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonElement element : array(json, key)) {
            objects.add(object(element, key));
        }
        return objects;
    }

    static JsonObject object(JsonElement element, String key) {
        if (!element.isJsonObject()) {
            throw notUnderstood(key);
        }
        return element.getAsJsonObject();
    }

    private static Iterable<JsonElement> array(JsonObject json, String key) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) {
            return List.of();
        }
        if (!value.isJsonArray()) {
            throw notUnderstood(key);
        }
        return value.getAsJsonArray();
    }

    private static @Nullable String text(JsonObject json, String key) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) {
            return null;
        }
        if (!value.isJsonPrimitive()) {
            throw notUnderstood(key);
        }
        String text = value.getAsString().strip();
        return text.isEmpty() ? null : text;
    }

    static String required(JsonObject json, String key) {
        String text = text(json, key);
        if (text == null) {
            throw UserError.failed("a block device without " + key + " was reported: " + json, OTHER_VERSION);
        }
        return text;
    }

    /** From 0 on; 0 where there is none. */
    private static long number(JsonObject json, String key) {
        String text = text(json, key);
        if (text != null && !NUMBER.matcher(text).matches()) {
            throw notUnderstood(key);
        }
        return text == null ? 0 : Long.parseLong(text);
    }

    private static boolean flag(JsonObject json, String key) {
        String text = text(json, key);
        return "true".equals(text) || "1".equals(text);
    }

    private static UserError notUnderstood(String member) {
        return UserError.failed("\"" + member + "\" of a disk could not be understood", OTHER_VERSION);
    }
}
