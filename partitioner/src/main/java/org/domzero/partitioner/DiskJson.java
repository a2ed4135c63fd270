package org.domzero.partitioner;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.domzero.toolkit.JsonMembers;
import org.jspecify.annotations.Nullable;

/** A disk as JSON, both ways. */
final class DiskJson {
    private DiskJson() {}

    static JsonObject write(Disk disk) {
        JsonObject json = new JsonObject();
        json.addProperty("path", disk.path());
        json.addProperty("size", disk.size().bytes());
        put(json, "model", disk.model());
        put(json, "serial", disk.serial());
        put(json, "wwn", disk.wwn());
        put(json, "transport", disk.transport());
        json.addProperty("rotational", disk.rotational());
        json.addProperty("removable", disk.removable());
        json.addProperty("readOnly", disk.readOnly());
        json.addProperty("logicalSectorSize", disk.logicalSectorSize());
        json.add("links", strings(disk.links()));
        JsonArray contents = new JsonArray();
        disk.contents().forEach(content -> contents.add(write(content)));
        json.add("contents", contents);
        return json;
    }

    private static JsonObject write(DiskContent content) {
        JsonObject json = new JsonObject();
        json.addProperty("device", content.device());
        json.addProperty(
                "layer", content.layer().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        put(json, "partLabel", content.partLabel());
        json.add("mountPoints", strings(content.mountPoints()));
        Format format = content.format();
        if (format instanceof Format.PartitionTable table) {
            json.addProperty("format", "partition-table");
            json.addProperty("type", table.type());
        } else if (format instanceof Format.Filesystem filesystem) {
            json.addProperty("format", "filesystem");
            json.addProperty("type", filesystem.type());
            put(json, "label", filesystem.label());
            put(json, "uuid", filesystem.uuid());
        } else if (format instanceof Format.PhysicalVolume volume) {
            json.addProperty("format", "physical-volume");
            put(json, "group", volume.group());
            put(json, "groupUuid", volume.groupUuid());
            if (volume.groupUnreadable()) {
                json.addProperty("groupUnreadable", true);
            }
        } else if (format instanceof Format.RaidMember member) {
            json.addProperty("format", "raid-member");
            json.addProperty("type", member.type());
            put(json, "label", member.label());
            put(json, "arrayUuid", member.arrayUuid());
        } else if (format instanceof Format.Swap swap) {
            json.addProperty("format", "swap");
            put(json, "label", swap.label());
            put(json, "uuid", swap.uuid());
        } else if (format instanceof Format.Signatures signatures) {
            json.addProperty("format", "signatures");
            json.add("types", strings(signatures.types()));
        } else if (format instanceof Format.UnseenPartitions unseen) {
            json.addProperty("format", "unseen-partitions");
            json.addProperty("count", unseen.count());
        } else {
            json.addProperty("format", "unknown");
        }
        return json;
    }

    static Disk read(JsonMembers disk) {
        if (disk.text("path").isEmpty()) {
            throw disk.cannotBe("path");
        }
        return new Disk(
                disk.text("path"),
                disk.size("size"),
                disk.textIfThere("model"),
                disk.textIfThere("serial"),
                disk.textIfThere("wwn"),
                disk.textIfThere("transport"),
                disk.flag("rotational"),
                disk.flag("removable"),
                disk.flag("readOnly"),
                disk.count("logicalSectorSize"),
                disk.texts("links"),
                disk.objects("contents", DiskJson::readContent));
    }

    private static DiskContent readContent(JsonMembers content) {
        return new DiskContent(
                content.text("device"),
                content.constant("layer", DiskContent.Layer.class),
                readFormat(content),
                content.textIfThere("partLabel"),
                content.texts("mountPoints"));
    }

    private static Format readFormat(JsonMembers content) {
        return switch (content.text("format")) {
            case "partition-table" -> new Format.PartitionTable(content.text("type"));
            case "filesystem" ->
                new Format.Filesystem(content.text("type"), content.textIfThere("label"), content.textIfThere("uuid"));
            case "physical-volume" ->
                new Format.PhysicalVolume(
                        content.textIfThere("group"),
                        content.textIfThere("groupUuid"),
                        content.has("groupUnreadable") && content.flag("groupUnreadable"));
            case "raid-member" ->
                new Format.RaidMember(
                        content.text("type"), content.textIfThere("label"), content.textIfThere("arrayUuid"));
            case "swap" -> new Format.Swap(content.textIfThere("label"), content.textIfThere("uuid"));
            case "signatures" -> new Format.Signatures(content.texts("types"));
            case "unseen-partitions" -> new Format.UnseenPartitions(content.count("count"));
            case "unknown" -> new Format.Unknown();
            default -> throw content.cannotBe("format");
        };
    }

    private static void put(JsonObject json, String key, @Nullable String value) {
        if (value != null) {
            json.addProperty(key, value);
        }
    }

    private static JsonArray strings(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }
}
