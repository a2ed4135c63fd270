package org.domzero.installer.medium;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * {@code domzero/manifest.json}: what an install from this medium brings, with the digests to check it by.
 *
 * <p>A JSON object: {@code format} (1), {@code version} of domzero, {@code kernelRelease} as {@code uname -r} says it,
 * {@code xenVersion} as in the name of Debian's files in {@code /boot} ({@code 4.20-amd64}), {@code images} in the
 * order they are unpacked, and {@code kernel}, {@code initrd}, {@code xen}, {@code xenEfi}; each of these files has
 * {@code path}, {@code size} (bytes) and {@code sha256}. {@code built}, in seconds since 1970, may be missing.
 *
 * @param built when it was; null on media that do not say
 */
public record MediumManifest(
        String version,
        String kernelRelease,
        String xenVersion,
        List<MediumFile> images,
        MediumFile kernel,
        MediumFile initrd,
        MediumFile xen,
        MediumFile xenEfi,
        @Nullable Instant built) {
    /** Where it is on the medium. */
    public static final String PATH = "domzero/manifest.json";
    /** Where an answer file embedded in the medium is. */
    public static final String ANSWERS_PATH = "domzero/answers.toml";

    /** Where the certificates are by which servers of answers are known, in PEM; they may be missing. */
    public static final String CA_PATH = "domzero/ca.pem";

    private static final int FORMAT = 1;

    public MediumManifest {
        images = List.copyOf(images);
    }

    /** Every file named, images first. */
    public List<MediumFile> files() {
        List<MediumFile> files = new ArrayList<>(images);
        files.addAll(List.of(kernel, initrd, xen, xenEfi));
        return files;
    }

    public String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.addProperty("version", version);
        if (built != null) {
            json.addProperty("built", built.getEpochSecond());
        }
        json.addProperty("kernelRelease", kernelRelease);
        json.addProperty("xenVersion", xenVersion);
        JsonArray all = new JsonArray();
        images.forEach(image -> all.add(toJson(image)));
        json.add("images", all);
        json.add("kernel", toJson(kernel));
        json.add("initrd", toJson(initrd));
        json.add("xen", toJson(xen));
        json.add("xenEfi", toJson(xenEfi));
        return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws UserError when the text is no manifest of a format this version knows: the medium is damaged or newer
     */
    public static MediumManifest parse(String text) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            int format = json.get("format").getAsInt();
            if (format != FORMAT) {
                throw UserError.failed(
                        "the medium's manifest has format " + format + ", this domzero reads format " + FORMAT,
                        "use the domzero that is on the medium itself");
            }
            List<MediumFile> images = new ArrayList<>();
            for (JsonElement image : json.getAsJsonArray("images")) {
                images.add(file(image));
            }
            return new MediumManifest(
                    json.get("version").getAsString(),
                    json.get("kernelRelease").getAsString(),
                    json.get("xenVersion").getAsString(),
                    images,
                    file(json.get("kernel")),
                    file(json.get("initrd")),
                    file(json.get("xen")),
                    file(json.get("xenEfi")),
                    json.has("built") ? Instant.ofEpochSecond(json.get("built").getAsLong()) : null);
        } catch (JsonParseException
                | IllegalStateException
                | IllegalArgumentException
                | ClassCastException
                | UnsupportedOperationException
                | DateTimeException
                | NullPointerException damaged) { // Gson's answers to a member that is missing or of another type
            throw UserError.failed(
                    "the medium's " + PATH + " cannot be read",
                    "the medium is damaged: write it again and compare its SHA-256 with the ISO's",
                    damaged);
        }
    }

    private static JsonObject toJson(MediumFile file) {
        JsonObject json = new JsonObject();
        json.addProperty("path", file.path());
        json.addProperty("size", file.size());
        json.addProperty("sha256", file.sha256().hex());
        return json;
    }

    private static MediumFile file(JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        return new MediumFile(
                json.get("path").getAsString(),
                json.get("size").getAsLong(),
                new Sha256(json.get("sha256").getAsString()));
    }
}
