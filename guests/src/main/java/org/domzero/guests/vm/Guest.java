package org.domzero.guests.vm;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.domzero.guests.storage.Volume;
import org.domzero.guests.storage.Volumes;
import org.domzero.guests.xl.XlDisk;
import org.domzero.guests.xl.XlNic;

/**
 * A guest of this host.
 *
 * @param domain while it runs
 * @param autostart whether it starts with the host
 */
public record Guest(Definition definition, Optional<Domain> domain, boolean autostart) {
    public String name() {
        return definition.name();
    }

    public boolean isRunning() {
        return domain.isPresent();
    }

    /** {@code running}, {@code paused}, {@code crashed}, {@code ending} or {@code stopped}. */
    public String state() {
        return domain.map(Domain::word).orElse("stopped");
    }

    boolean is(String nameOrUuid) {
        return name().equals(nameOrUuid)
                || definition
                        .uuid()
                        .map(uuid -> uuid.toString().equalsIgnoreCase(nameOrUuid))
                        .orElse(false);
    }

    /** Sizes are in bytes; what is not known is left out. */
    public JsonObject toJson(Volumes volumes) {
        JsonObject json = new JsonObject();
        definition.uuid().ifPresent(uuid -> json.addProperty("uuid", uuid.toString()));
        json.addProperty("name", name());
        json.addProperty("description", definition.description());
        json.addProperty("type", definition.type().word());
        json.addProperty("state", state());
        domain.ifPresent(running -> json.addProperty("domain", running.id()));
        json.addProperty("memory", definition.memory().bytes());
        json.addProperty("vcpus", definition.vcpus());
        json.addProperty("autostart", autostart);
        json.addProperty("definition", definition.file());
        JsonArray disks = new JsonArray();
        for (XlDisk disk : definition.disks()) {
            JsonObject one = new JsonObject();
            one.addProperty("device", disk.vdev());
            one.addProperty("cdrom", Drive.isOne(disk));
            one.addProperty("writable", disk.writable());
            one.addProperty("target", disk.target());
            volumes.at(disk.target()).ifPresent(volume -> add(one, volume));
            disks.add(one);
        }
        json.add("disks", disks);
        JsonArray nics = new JsonArray();
        for (XlNic nic : definition.nics()) {
            JsonObject one = new JsonObject();
            if (nic.mac() != null) {
                one.addProperty("mac", nic.mac());
            }
            if (nic.bridge() != null) {
                one.addProperty("bridge", nic.bridge());
            }
            nics.add(one);
        }
        json.add("nics", nics);
        return json;
    }

    private static void add(JsonObject disk, Volume volume) {
        disk.addProperty("repository", volume.repository().name());
        disk.addProperty("size", volume.size().bytes());
    }
}
