package org.domzero.guests.storage;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.UUID;
import org.domzero.guests.remote.IscsiUnit;
import org.domzero.guests.remote.NetworkPlace;
import org.domzero.guests.remote.NfsExport;
import org.domzero.toolkit.JsonMembers;
import org.domzero.toolkit.PrettyJson;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * What people have said of a repository and cannot be seen from it, as a file {@code <uuid>.json} beside the guests'
 * definitions.
 *
 * @param name one that no other repository has
 * @param location the directory of one that is not {@link RepositoryKind#LVM}, or its place on the network
 * @param options of the mount, for a directory of an NFS server; empty for none
 */
record RepositoryRecord(
        UUID uuid,
        String name,
        String description,
        RepositoryKind kind,
        @Nullable String location,
        String options) {
    /** Where on the network it is; null for one that is on this host. */
    @Nullable
    NetworkPlace network() {
        return location == null || location.startsWith("/") ? null : NetworkPlace.parse(location, options);
    }

    String json() {
        JsonObject json = new JsonObject();
        json.addProperty("uuid", uuid.toString());
        json.addProperty("name", name);
        json.addProperty("description", description);
        json.addProperty("type", kind.word());
        if (location != null) {
            json.addProperty("location", location);
        }
        if (!options.isEmpty()) {
            json.addProperty("options", options);
        }
        return PrettyJson.of(json) + "\n";
    }

    /** @throws UserError naming the file when it is not what {@link #json} writes */
    static RepositoryRecord parse(String file, String text) {
        try {
            JsonMembers members = JsonMembers.of(JsonParser.parseString(text).getAsJsonObject());
            RepositoryRecord read = new RepositoryRecord(
                    UUID.fromString(members.text("uuid")),
                    RepositoryName.parse(members.text("name")),
                    members.has("description") ? members.text("description") : "",
                    members.constant("type", RepositoryKind.class),
                    members.textIfThere("location"),
                    members.has("options") ? members.text("options") : "");
            read.requireFittingLocation();
            return read;
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
            throw UserError.failed(
                    file + " does not tell what a repository is: " + e.getMessage(),
                    "mend it, or move it away: a repository on LVM is then found by itself, under another name",
                    e);
        }
    }

    private void requireFittingLocation() {
        boolean fits = switch (kind) {
            case LVM -> location == null;
            case FILE -> location != null && network() == null;
            case NFS -> network() instanceof NfsExport;
            case ISCSI -> network() instanceof IscsiUnit unit && unit.lun() != null;
            case ISO -> location != null && !(network() instanceof IscsiUnit);
        };
        if (!fits) {
            throw new IllegalArgumentException("location does not fit the type " + kind.word());
        }
    }
}
