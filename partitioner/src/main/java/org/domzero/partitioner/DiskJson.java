package org.domzero.partitioner;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.domzero.toolkit.ByteSize;
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

    static Disk read(JsonObject json) {
        try {
            return new Disk(
                    json.get("path").getAsString(),
                    new ByteSize(json.get("size").getAsLong()),
                    text(json, "model"),
                    text(json, "serial"),
                    text(json, "wwn"),
                    text(json, "transport"),
                    json.get("rotational").getAsBoolean(),
                    json.get("removable").getAsBoolean(),
                    json.get("readOnly").getAsBoolean(),
                    json.get("logicalSectorSize").getAsInt(),
                    strings(json.getAsJsonArray("links")),
                    elements(json.getAsJsonArray("contents"))
                            .map(content -> readContent(content.getAsJsonObject()))
                            .toList());
        } catch (NullPointerException | UnsupportedOperationException | IllegalStateException | ClassCastException e) {
            throw new IllegalArgumentException("not a disk: " + json, e);
        }
    }

    private static DiskContent readContent(JsonObject json) {
        return new DiskContent(
                json.get("device").getAsString(),
                DiskContent.Layer.valueOf(
                        json.get("layer").getAsString().toUpperCase(Locale.ROOT).replace('-', '_')),
                readFormat(json),
                text(json, "partLabel"),
                strings(json.getAsJsonArray("mountPoints")));
    }

    private static Format readFormat(JsonObject json) {
        String format = json.get("format").getAsString();
        return switch (format) {
            case "partition-table" -> new Format.PartitionTable(json.get("type").getAsString());
            case "filesystem" ->
                new Format.Filesystem(json.get("type").getAsString(), text(json, "label"), text(json, "uuid"));
            case "physical-volume" ->
                new Format.PhysicalVolume(text(json, "group"), text(json, "groupUuid"), json.has("groupUnreadable"));
            case "raid-member" ->
                new Format.RaidMember(json.get("type").getAsString(), text(json, "label"), text(json, "arrayUuid"));
            case "swap" -> new Format.Swap(text(json, "label"), text(json, "uuid"));
            case "signatures" -> new Format.Signatures(strings(json.getAsJsonArray("types")));
            case "unseen-partitions" ->
                new Format.UnseenPartitions(json.get("count").getAsInt());
            case "unknown" -> new Format.Unknown();
            default -> throw new IllegalArgumentException("\"" + format + "\" is not a format that a disk can have");
        };
    }

    private static void put(JsonObject json, String key, @Nullable String value) {
        if (value != null) {
            json.addProperty(key, value);
        }
    }

    private static @Nullable String text(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    private static JsonArray strings(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static List<String> strings(JsonArray array) {
        return elements(array).map(JsonElement::getAsString).toList();
    }

    private static Stream<JsonElement> elements(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
