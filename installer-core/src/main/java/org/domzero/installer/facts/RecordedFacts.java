package org.domzero.installer.facts;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;

/** The facts of another machine, from a file that {@code domzero probe --json} wrote there. */
public final class RecordedFacts {
    /** A machine with a thousand disks has less; a file given by mistake, such as an image, is not looked into. */
    private static final int LARGEST = 8 * 1024 * 1024;

    private static final String WAY_OUT = "'domzero probe --json' on the machine prints what is wanted here";

    private RecordedFacts() {}

    /**
     * Reads a file that the user named.
     *
     * @throws UserError of {@link org.domzero.toolkit.ExitCode#USAGE} when it cannot be read or is something else
     */
    public static MachineFacts read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw UserError.usage(file + " is larger than 8 MiB, too large for the facts of a machine", WAY_OUT);
            }
            return parse(file.toString(), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw UserError.usage(file + " cannot be read: " + IoReason.of(e), WAY_OUT);
        }
    }

    /**
     * Reads a file's text.
     *
     * @param fileName as the user named it, for messages
     */
    public static MachineFacts parse(String fileName, String text) {
        if (text.isBlank()) {
            throw UserError.usage(fileName + " is empty", WAY_OUT);
        }
        JsonElement json = json(fileName, text);
        if (!json.isJsonObject()) {
            throw UserError.usage(fileName + " does not hold the facts of a machine", WAY_OUT);
        }
        try {
            return MachineFacts.fromJson(json.getAsJsonObject());
        } catch (IllegalArgumentException wrong) {
            throw UserError.usage(fileName + " does not hold the facts of a machine: " + wrong.getMessage(), WAY_OUT);
        }
    }

    private static JsonElement json(String fileName, String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement json = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("more after its end");
            }
            return json;
        } catch (JsonParseException | IOException | NumberFormatException wrong) {
            // Gson tells an end between two tokens from other mistakes, but not one in the middle of a word.
            boolean cutOff = wrong.getCause() instanceof EOFException
                    || (text.stripLeading().startsWith("{")
                            && !text.stripTrailing().endsWith("}"));
            throw UserError.usage(
                    cutOff ? fileName + " ends in the middle: it was cut off" : fileName + " is not JSON", WAY_OUT);
        }
    }
}
