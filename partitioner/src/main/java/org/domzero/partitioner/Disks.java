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
import java.util.TreeMap;
import java.util.regex.Pattern;
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
 * --reportformat json} and the links below {@code /dev/disk} that udev makes.
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
            "pvs", "--all", "--foreign", "--shared", "--reportformat", "json", "-o", "pv_name,vg_name,vg_uuid");

    private static final Command LINKS = Command.of("find", "/dev/disk", "-type", "l", "-printf", "%p %l\\n");

    /** Kernel names of what calls itself a disk without being one; boot partitions of eMMC are a few MiB of firmware. */
    private static final Pattern NO_DISK = Pattern.compile("(loop|zram|ram|sr|fd)\\d.*|mmcblk\\d+boot\\d+");

    private static final String VIRTIO_LINK = "/dev/disk/by-id/virtio-";
    private static final String LVM_TYPE = "LVM2_member";

    private Disks() {}

    /**
     * Asks the machine. {@code pvs} is only run where there is a physical volume, so that a machine without LVM's
     * programs can be asked too.
     *
     * @throws UserError when {@code lsblk} or {@code pvs} fails: without knowing what is on a disk none may be chosen
     */
    public static List<Disk> read(CommandRunner runner) {
        String lsblk = runner.run(LSBLK).output();
        String pvs = lsblk.contains("\"" + LVM_TYPE + "\"") ? runner.run(PVS).output() : "";
        // A machine without disks has no /dev/disk, and find says so with its status.
        String links = runner.tryRun(LINKS).output();
        return parse(lsblk, pvs, links);
    }

    /**
     * Reads what the three commands said; an empty text stands for "nothing there".
     *
     * @param links one {@code LINK TARGET} a line, the target relative to the link's directory
     * @return the disks in {@code lsblk}'s order. Loop, RAM, compressed-RAM and optical devices and empty card readers
     *     are left out; RAID arrays, volumes and multipath devices are contents of the disks they are on
     */
    public static List<Disk> parse(String lsblkJson, String pvsJson, String links) {
        Map<String, Format.PhysicalVolume> volumes = parsePhysicalVolumes(pvsJson);
        Map<String, List<String>> linksByDevice = parseLinks(links);
        List<Disk> disks = new ArrayList<>();
        for (JsonElement element : array(parseObject("lsblk", lsblkJson), "blockdevices")) {
            JsonObject device = element.getAsJsonObject();
            if (isDisk(device)) {
                disks.add(disk(device, volumes, linksByDevice));
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
            JsonObject device, Map<String, Format.PhysicalVolume> volumes, Map<String, List<String>> linksByDevice) {
        String path = required(device, "path");
        List<String> links = linksByDevice.getOrDefault(path, List.of());
        Map<String, DiskContent> contents = new LinkedHashMap<>();
        collect(device, Layer.DISK, volumes, contents);
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
                (int) number(device, "log-sec"),
                links,
                List.copyOf(contents.values()));
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
            Map<String, DiskContent> contents) {
        String path = required(device, "path");
        List<String> mountPoints = mountPoints(device);
        Format format = format(device, volumes);
        String table = text(device, "pttype");
        // Partitions carry their disk's table type too; only a device that is divided has a table.
        if (table != null && (layer == Layer.DISK || layer == Layer.RAID)) {
            contents.putIfAbsent(
                    path + " table", new DiskContent(path, layer, new Format.PartitionTable(table), null, List.of()));
        }
        boolean divided = layer == Layer.DISK || (table != null && layer == Layer.RAID);
        if (!divided || !(format instanceof Format.Unknown) || !mountPoints.isEmpty()) {
            contents.putIfAbsent(path, new DiskContent(path, layer, format, text(device, "partlabel"), mountPoints));
        }
        for (JsonElement child : array(device, "children")) {
            collect(child.getAsJsonObject(), layer(child.getAsJsonObject()), volumes, contents);
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

    private static Format format(JsonObject device, Map<String, Format.PhysicalVolume> volumes) {
        String type = text(device, "fstype");
        String label = text(device, "label");
        String uuid = text(device, "uuid");
        if (type == null) {
            return new Format.Unknown();
        }
        if (type.equals("swap")) {
            return new Format.Swap(label, uuid);
        }
        if (type.endsWith("_raid_member")) {
            return new Format.RaidMember(type, label, uuid);
        }
        if (type.equals(LVM_TYPE)) {
            Format.PhysicalVolume byPath = volumes.get(required(device, "path"));
            Format.PhysicalVolume byKernelName = volumes.get("/dev/" + required(device, "kname"));
            return byPath != null
                    ? byPath
                    : byKernelName != null ? byKernelName : new Format.PhysicalVolume(null, null);
        }
        return new Format.Filesystem(type, label, uuid);
    }

    /** {@code [null]} until util-linux 2.40, {@code []} since, where nothing is mounted. */
    private static List<String> mountPoints(JsonObject device) {
        List<String> points = new ArrayList<>();
        for (JsonElement point : array(device, "mountpoints")) {
            if (!point.isJsonNull()) {
                points.add(point.getAsString());
            }
        }
        return points;
    }

    /** Volumes that are missing are called {@code [unknown]}; they are on no disk of this machine. */
    private static Map<String, Format.PhysicalVolume> parsePhysicalVolumes(String pvsJson) {
        Map<String, Format.PhysicalVolume> volumes = new LinkedHashMap<>();
        for (JsonElement report : array(parseObject("pvs", pvsJson), "report")) {
            for (JsonElement row : array(report.getAsJsonObject(), "pv")) {
                JsonObject volume = row.getAsJsonObject();
                volumes.put(
                        required(volume, "pv_name"),
                        new Format.PhysicalVolume(text(volume, "vg_name"), text(volume, "vg_uuid")));
            }
        }
        return volumes;
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

    private static JsonObject parseObject(String program, String json) {
        if (json.isBlank()) {
            return new JsonObject();
        }
        try {
            return JsonParser.parseString(json).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw UserError.failed(
                    "what " + program + " said about the disks could not be understood",
                    "is it older than util-linux 2.38 or LVM 2.03? its output should be JSON",
                    e);
        }
    }

    private static Iterable<JsonElement> array(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value == null || value.isJsonNull() ? List.of() : value.getAsJsonArray();
    }

    private static @Nullable String text(JsonObject json, String key) {
        JsonElement value = json.get(key);
        if (value == null || value.isJsonNull()) {
            return null;
        }
        String text = value.getAsString().strip();
        return text.isEmpty() ? null : text;
    }

    private static String required(JsonObject json, String key) {
        String text = text(json, key);
        if (text == null) {
            throw UserError.failed(
                    "a block device without " + key + " was reported: " + json,
                    "is lsblk older than util-linux 2.38, or pvs than LVM 2.03?");
        }
        return text;
    }

    private static long number(JsonObject json, String key) {
        String text = text(json, key);
        return text == null ? 0 : Long.parseLong(text);
    }

    private static boolean flag(JsonObject json, String key) {
        return "true".equals(text(json, key));
    }
}
