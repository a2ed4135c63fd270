package org.domzero.guests.storage;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.UUID;
import org.domzero.guests.remote.NetworkPlace;
import org.domzero.guests.remote.NfsExport;
import org.domzero.partitioner.StorageRepository;
import org.domzero.toolkit.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * A storage repository of this host.
 *
 * @param name unlike that of any other; made from the uuid where nobody has given one
 * @param location its directory or place on the network, or of an LVM group its physical volumes
 * @param network where on the network it is; null for one that is on this host
 * @param state what is wrong with it, or that nothing is
 * @param size null where it cannot be told
 * @param used null where it cannot be told
 * @param usual whether guests' disks are put into it where nobody says otherwise
 */
public record Repository(
        UUID uuid,
        String name,
        String description,
        RepositoryKind kind,
        List<String> location,
        @Nullable NetworkPlace network,
        State state,
        @Nullable ByteSize size,
        @Nullable ByteSize used,
        boolean usual) {
    /** Whether it can be used. */
    public enum State {
        READY("ready"),
        /** Disks of its group are not here; what is on the others can be read. */
        INCOMPLETE("disks are missing"),
        ABSENT("not there"),
        /** It is on the network, and this host has not made itself a user of it since it started. */
        DETACHED("not attached"),
        /** It is on the network, and the server is gone or very slow. */
        SILENT("does not answer");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public Repository {
        location = List.copyOf(location);
    }

    /** Its LVM group; only of a repository that is one. */
    public StorageRepository group() {
        if (!kind.isGroup()) {
            throw new IllegalStateException(name + " has no LVM group");
        }
        return new StorageRepository(uuid);
    }

    /** Its directory; only of a repository that is one. */
    public String directory() {
        if (kind.isGroup()) {
            throw new IllegalStateException(name + " has no directory");
        }
        return network == null ? location.get(0) : NfsExport.mountPoint(uuid);
    }

    /** What may still be put into it; null where it cannot be told. */
    public @Nullable ByteSize free() {
        return size == null || used == null ? null : new ByteSize(Math.max(0, size.bytes() - used.bytes()));
    }

    /** Whether a disk of this path is in it. */
    public boolean contains(String path) {
        return path.startsWith((kind.isGroup() ? "/dev/" + group().vgName() : directory()) + "/");
    }

    /** Whether its volumes, or ISO files, can be reached at all. */
    public boolean isWithinReach() {
        return state == State.READY || state == State.INCOMPLETE;
    }

    boolean is(String nameOrUuid) {
        return name.equals(nameOrUuid) || uuid.toString().equalsIgnoreCase(nameOrUuid);
    }

    /** Sizes are in bytes; what cannot be told is left out. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("uuid", uuid.toString());
        json.addProperty("name", name);
        json.addProperty("description", description);
        json.addProperty("type", kind.word());
        JsonArray places = new JsonArray();
        location.forEach(places::add);
        json.add("location", places);
        json.addProperty("state", state.words());
        if (size != null) {
            json.addProperty("size", size.bytes());
        }
        if (used != null) {
            json.addProperty("used", used.bytes());
        }
        json.addProperty("default", usual);
        return json;
    }
}
