package org.domzero.guests.archive;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.domzero.toolkit.JsonMembers;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.Version;
import org.jspecify.annotations.Nullable;

/**
 * What an archive holds, as its first entry tells it:
 *
 * <pre>{@code
 * {"format": 1, "domzero": "0.1.0", "name": "web1", "uuid": "…", "type": "pvh",
 *  "disks": [{"device": "xvda", "size": 21474836480, "entry": "disks/xvda.raw"}]}
 * }</pre>
 *
 * <p>Sizes are in bytes. A guest that has no uuid of its own has no {@code uuid} here. What the guest is beyond that is
 * in its definition.
 *
 * @param domzero the version of domzero that has written it
 * @param type {@code pv}, {@code pvh} or {@code hvm}
 * @param disks in the order in which they follow
 */
public record ArchiveHeader(
        String domzero, String name, @Nullable UUID uuid, String type, List<ArchivedDisk> disks) {
    /** The only one there is so far. */
    static final int FORMAT = 1;

    static final String ENTRY = "domzero-guest.json";

    /** A sum of sizes with which one may still calculate. */
    private static final long LARGEST = 1L << 60;

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    /**
     * Takes what can be written and read again.
     *
     * @throws IllegalArgumentException for a name that cannot be shown, two disks of one name, or more than any storage
     *     holds; the message is fit for a user
     */
    public ArchiveHeader {
        disks = List.copyOf(disks);
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("name cannot be " + ShownText.quoted(name));
        }
        Set<String> devices = new HashSet<>();
        long sum = 0;
        for (ArchivedDisk disk : disks) {
            if (!devices.add(disk.device())) {
                throw new IllegalArgumentException("two disks are called " + disk.device());
            }
            if (disk.size().bytes() > LARGEST - sum) {
                throw new IllegalArgumentException("its disks are larger than any storage");
            }
            sum += disk.size().bytes();
        }
    }

    /** That of an archive which is to be written. */
    public static ArchiveHeader of(String name, @Nullable UUID uuid, String type, List<ArchivedDisk> disks) {
        return new ArchiveHeader(Version.current(), name, uuid, type, disks);
    }

    /** What the disks are together, in bytes. */
    public long size() {
        return disks.stream().mapToLong(disk -> disk.size().bytes()).sum();
    }

    String json() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("domzero", domzero);
        json.addProperty("name", name);
        if (uuid != null) {
            json.addProperty("uuid", uuid.toString());
        }
        json.addProperty("type", type);
        JsonArray all = new JsonArray();
        disks.forEach(disk -> all.add(disk.json()));
        json.add("disks", all);
        return GSON.toJson(json) + "\n";
    }

    /** @throws IllegalArgumentException when it is not what {@link #json} makes; the message is fit for a user */
    static ArchiveHeader parse(String text) {
        try {
            JsonMembers members = JsonMembers.of(JsonParser.parseString(text).getAsJsonObject());
            long format = members.number("format");
            if (format != FORMAT) {
                throw new IllegalArgumentException(
                        "it is of the format " + format + ", and this domzero reads " + FORMAT);
            }
            return new ArchiveHeader(
                    members.text("domzero"),
                    members.text("name"),
                    uuid(members),
                    members.text("type"),
                    members.objects("disks", ArchivedDisk::of));
        } catch (JsonParseException | IllegalStateException noObject) {
            throw new IllegalArgumentException(ENTRY + " is not a JSON object", noObject);
        }
    }

    private static @Nullable UUID uuid(JsonMembers members) {
        String text = members.textIfThere("uuid");
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw members.cannotBe("uuid");
        }
    }
}
