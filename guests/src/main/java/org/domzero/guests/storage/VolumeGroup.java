package org.domzero.guests.storage;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.domzero.partitioner.StorageRepository;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.JsonMembers;
import org.domzero.toolkit.UserError;

/**
 * The LVM group of a repository, as {@code vgs --reportformat json} tells it: lvmreport(7).
 *
 * @param missing how many of its physical volumes are on no disk of this machine
 * @param devices the physical volumes that are here
 */
record VolumeGroup(StorageRepository repository, ByteSize size, ByteSize free, int missing, List<String> devices) {
    static final Command VGS = Command.of(
            "vgs",
            "--reportformat",
            "json",
            "--units",
            "b",
            "--nosuffix",
            "-o",
            "vg_name,vg_size,vg_free,vg_missing_pv_count,vg_exported,pv_name");

    VolumeGroup {
        devices = List.copyOf(devices);
    }

    /**
     * Reads what {@link #VGS} said. It has a line for each physical volume; a group that was exported, to be moved to
     * another host, is none of this one.
     */
    static List<VolumeGroup> parse(String json) {
        List<VolumeGroup> groups = new ArrayList<>();
        for (JsonMembers line : Report.of("vgs", json, "vg")) {
            StorageRepository.parse(line.text("vg_name"))
                    .filter(repository -> line.text("vg_exported").isEmpty())
                    .ifPresent(repository -> add(groups, repository, line));
        }
        return groups;
    }

    private static void add(List<VolumeGroup> groups, StorageRepository repository, JsonMembers line) {
        List<String> devices = new ArrayList<>();
        String device = line.text("pv_name");
        // LVM calls what it does not find by a word in brackets: "[unknown]".
        if (!device.startsWith("[")) {
            devices.add(device);
        }
        for (VolumeGroup known : groups) {
            if (known.repository.equals(repository)) {
                groups.remove(known);
                devices.addAll(0, known.devices);
                break;
            }
        }
        groups.add(new VolumeGroup(
                repository,
                Report.size(line, "vg_size"),
                Report.size(line, "vg_free"),
                Integer.parseInt(line.text("vg_missing_pv_count")),
                devices));
    }

    /** LVM's JSON reports: {@code {"report": [{"vg": [{"vg_name": "…", …}]}]}}, all values as text. */
    static final class Report {
        private Report() {}

        static List<JsonMembers> of(String program, String json, String kind) {
            List<JsonMembers> lines = new ArrayList<>();
            if (json.isBlank()) {
                return lines;
            }
            try {
                JsonObject whole = JsonParser.parseString(json).getAsJsonObject();
                for (JsonElement report : whole.getAsJsonArray("report")) {
                    lines.addAll(JsonMembers.of(report.getAsJsonObject()).objects(kind, members -> members));
                }
                return lines;
            } catch (JsonParseException | IllegalStateException | IllegalArgumentException | NullPointerException e) {
                throw UserError.failed(
                        "what " + program + " said is not understood", "is it LVM 2.03? see '" + program + "'", e);
            }
        }

        static ByteSize size(JsonMembers line, String key) {
            return new ByteSize(Long.parseLong(line.text(key)));
        }
    }
}
