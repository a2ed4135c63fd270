package org.domzero.toolkit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that comes from outside. Each method throws {@link IllegalArgumentException} when the
 * member is missing or of another type, with a message for a user that tells where: {@code disks[0].size cannot be
 * "large"}.
 *
 * @param path of the object in its file; empty for the whole file
 */
public record JsonMembers(JsonObject json, String path) {
    private static final int SHOWN = 60;

    public static JsonMembers of(JsonObject json) {
        return new JsonMembers(json, "");
    }

    public boolean has(String key) {
        return json.has(key);
    }

    public String text(String key) {
        return primitive(key, JsonPrimitive::isString, JsonPrimitive::getAsString);
    }

    /** Null when there is none; JSON's own null is none too. */
    public @Nullable String textIfThere(String key) {
        JsonElement value = json.get(key);
        return value == null || value.isJsonNull() ? null : text(key);
    }

    public boolean flag(String key) {
        return primitive(key, JsonPrimitive::isBoolean, JsonPrimitive::getAsBoolean);
    }

    /** A whole number. */
    public long number(String key) {
        return primitive(
                key, JsonPrimitive::isNumber, value -> value.getAsBigDecimal().longValueExact());
    }

    /** A whole number from 0 on. */
    public int count(String key) {
        return primitive(key, JsonPrimitive::isNumber, value -> {
            int count = value.getAsBigDecimal().intValueExact();
            if (count < 0) {
                throw new ArithmeticException("negative");
            }
            return count;
        });
    }

    /** A number of bytes. */
    public ByteSize size(String key) {
        return primitive(
                key,
                JsonPrimitive::isNumber,
                value -> new ByteSize(value.getAsBigDecimal().longValueExact()));
    }

    /** A constant by its name in lower case, with hyphens. */
    public <E extends Enum<E>> E constant(String key, Class<E> type) {
        return primitive(
                key,
                JsonPrimitive::isString,
                value -> Enum.valueOf(
                        type, value.getAsString().toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    public JsonMembers object(String key) {
        return object(element(key), place(key));
    }

    public <T> List<T> objects(String key, Function<JsonMembers, T> read) {
        List<T> all = new ArrayList<>();
        for (JsonElement element : array(key)) {
            all.add(read.apply(object(element, place(key) + "[" + all.size() + "]")));
        }
        return all;
    }

    public List<String> texts(String key) {
        List<String> all = new ArrayList<>();
        for (JsonElement element : array(key)) {
            if (!(element instanceof JsonPrimitive text && text.isString())) {
                throw cannotBe(place(key) + "[" + all.size() + "]", element);
            }
            all.add(element.getAsString());
        }
        return all;
    }

    /** That a member has a value nobody can make use of. */
    public IllegalArgumentException cannotBe(String key) {
        return cannotBe(place(key), element(key));
    }

    private static JsonMembers object(JsonElement element, String place) {
        if (!element.isJsonObject()) {
            throw cannotBe(place, element);
        }
        return new JsonMembers(element.getAsJsonObject(), place);
    }

    private Iterable<JsonElement> array(String key) {
        JsonElement value = element(key);
        if (!value.isJsonArray()) {
            throw cannotBe(key);
        }
        return value.getAsJsonArray();
    }

    private <T> T primitive(String key, Predicate<JsonPrimitive> fits, Function<JsonPrimitive, T> read) {
        if (!(element(key) instanceof JsonPrimitive value && fits.test(value))) {
            throw cannotBe(key);
        }
        try {
            return read.apply(value);
        } catch (IllegalArgumentException | ArithmeticException odd) {
            throw cannotBe(key);
        }
    }

    private JsonElement element(String key) {
        JsonElement value = json.get(key);
        if (value == null) {
            throw new IllegalArgumentException(place(key) + " is missing");
        }
        return value;
    }

    private String place(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static IllegalArgumentException cannotBe(String place, JsonElement value) {
        String text = value.toString();
        return new IllegalArgumentException(
                place + " cannot be " + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…"));
    }
}
