package org.domzero.installer.boot;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.toolkit.PrettyJson;
import org.domzero.toolkit.Sha256;

/**
 * A set of files on the boot partition that boots, in a folder of its own that is never changed once it is complete.
 *
 * <p>Beside the files lies {@link #FILE}, written last: a JSON object with {@code format} (1), {@code kernelRelease},
 * {@code xenVersion}, {@code xenOptions}, {@code linuxOptions}, and {@code files}, each with {@code name}, {@code size}
 * (bytes) and {@code sha256}.
 *
 * @param number counts up in a slot, from 1
 * @param kernelRelease as {@code uname -r} says it
 * @param xenVersion as in the names of Debian's files in {@code /boot}: {@code 4.20-amd64}
 */
public record Generation(
        int number, String kernelRelease, String xenVersion, CommandLines options, List<BootFile> files) {
    static final String FILE = "generation.json";

    private static final int FORMAT = 1;

    public Generation {
        files = List.copyOf(files);
    }

    /** Everything but the number is the same. */
    boolean hasContentOf(Generation other) {
        return equals(new Generation(number, other.kernelRelease, other.xenVersion, other.options, other.files));
    }

    /**
     * Whether it boots another kernel or another Xen. Versions do not tell: Debian's updates of Xen keep the one that
     * its files are named by.
     */
    boolean bootsOther(Generation other) {
        return !kernelRelease.equals(other.kernelRelease)
                || !xenVersion.equals(other.xenVersion)
                || !file(BootFile.KERNEL).equals(other.file(BootFile.KERNEL))
                || !file(BootFile.XEN).equals(other.file(BootFile.XEN));
    }

    private Optional<BootFile> file(String name) {
        return files.stream().filter(file -> file.name().equals(name)).findFirst();
    }

    /** {@code Xen 4.20, Linux 6.12.48+deb13}. */
    public String versions() {
        return "Xen " + withoutArchitecture(xenVersion) + ", Linux " + withoutArchitecture(kernelRelease);
    }

    private static String withoutArchitecture(String version) {
        return version.endsWith("-amd64") ? version.substring(0, version.length() - "-amd64".length()) : version;
    }

    String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("kernelRelease", kernelRelease);
        json.addProperty("xenVersion", xenVersion);
        json.addProperty("xenOptions", options.xen());
        json.addProperty("linuxOptions", options.linux());
        JsonArray all = new JsonArray();
        for (BootFile file : files) {
            JsonObject one = new JsonObject();
            one.addProperty("name", file.name());
            one.addProperty("size", file.size());
            one.addProperty("sha256", file.sha256().hex());
            all.add(one);
        }
        json.add("files", all);
        return PrettyJson.of(json) + "\n";
    }

    /** Reads what {@link #toJson()} wrote; empty when it is not that. */
    static Optional<Generation> parse(int number, String text) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            if (json.get("format").getAsInt() != FORMAT) {
                return Optional.empty();
            }
            List<BootFile> files = new ArrayList<>();
            for (JsonElement element : json.getAsJsonArray("files")) {
                JsonObject file = element.getAsJsonObject();
                files.add(new BootFile(
                        file.get("name").getAsString(),
                        file.get("size").getAsLong(),
                        new Sha256(file.get("sha256").getAsString())));
            }
            return Optional.of(new Generation(
                    number,
                    json.get("kernelRelease").getAsString(),
                    json.get("xenVersion").getAsString(),
                    new CommandLines(
                            json.get("xenOptions").getAsString(),
                            json.get("linuxOptions").getAsString()),
                    files));
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | ClassCastException
                | UnsupportedOperationException
                | NullPointerException damaged) { // Gson's answers to a member that is missing or of another type
            return Optional.empty();
        }
    }
}
