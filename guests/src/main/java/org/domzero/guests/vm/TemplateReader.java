package org.domzero.guests.vm;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One pass over one description; the first thing that is wrong ends it, as a program has written it. */
final class TemplateReader {
    /** A name, and no way out of the directory: it may come from anywhere. */
    private static final String FILE_NAME = "[A-Za-z0-9_][A-Za-z0-9._-]*";

    private static final long LARGEST_COUNT = 1024;
    private static final ByteSize BLOCK = new ByteSize(4096);

    private final String file;

    private TemplateReader(String file) {
        this.file = file;
    }

    /**
     * Reads it.
     *
     * @param file what messages call it
     * @param volume whether the image is a volume of a repository, and not a file beside it
     * @throws UserError when it is none
     */
    static Template read(String file, String text, boolean volume) {
        return new TemplateReader(file).template(Toml.parse(text), volume);
    }

    private Template template(TomlParseResult toml, boolean volume) {
        if (toml.hasErrors()) {
            throw wrong(
                    toml.errors().get(0).position(),
                    "is not TOML: " + toml.errors().get(0).getMessage());
        }
        if (number(toml, "version") != Template.VERSION) {
            throw wrong(toml.inputPositionOf("version"), "is of another version of domzero");
        }
        TomlTable root = table(toml, "root");
        String image = text(root, "image");
        if (volume ? !image.startsWith("/") : !image.matches(FILE_NAME)) {
            throw wrong(root.inputPositionOf("image"), "image is not " + (volume ? "a volume" : "a file beside it"));
        }
        Optional<Template.Swap> swap =
                toml.contains("swap") ? Optional.of(swap(table(toml, "swap"))) : Optional.empty();
        return new Template(
                text(toml, "name"),
                text(toml, "from"),
                type(toml),
                size(toml, "memory"),
                count(toml, "processors", 1),
                count(toml, "cards", 0),
                new Template.Image(image, size(root, "size"), uuid(root, "file-system")),
                swap);
    }

    private Template.Swap swap(TomlTable table) {
        return new Template.Swap(size(table, "size"), uuid(table, "uuid"));
    }

    private GuestType type(TomlTable toml) {
        return GuestType.named(text(toml, "type"))
                .orElseThrow(() -> wrong(toml.inputPositionOf("type"), "type is none of pv, pvh, hvm"));
    }

    private TomlTable table(TomlTable toml, String key) {
        if (toml.get(List.of(key)) instanceof TomlTable table) {
            return table;
        }
        throw wrong(toml.inputPositionOf(key), "[" + key + "] is missing");
    }

    private String text(TomlTable toml, String key) {
        if (toml.get(List.of(key)) instanceof String text) {
            return text;
        }
        throw wrong(toml.inputPositionOf(key), key + " is missing, or no text");
    }

    private long number(TomlTable toml, String key) {
        if (toml.get(List.of(key)) instanceof Long number) {
            return number;
        }
        throw wrong(toml.inputPositionOf(key), key + " is missing, or no number");
    }

    private ByteSize size(TomlTable toml, String key) {
        long bytes = number(toml, key);
        if (bytes < BLOCK.bytes()) {
            throw wrong(toml.inputPositionOf(key), key + " is no size in bytes");
        }
        return new ByteSize(bytes);
    }

    private int count(TomlTable toml, String key, int least) {
        long number = number(toml, key);
        if (number < least || number > LARGEST_COUNT) {
            throw wrong(toml.inputPositionOf(key), key + " is no number of them");
        }
        return (int) number;
    }

    private UUID uuid(TomlTable toml, String key) {
        String text = text(toml, key).toLowerCase(Locale.ROOT);
        if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw wrong(toml.inputPositionOf(key), key + " is no uuid");
        }
        return UUID.fromString(text);
    }

    private UserError wrong(@Nullable TomlPosition position, String what) {
        Place place = position == null ? Place.of(file) : new Place(file, position.line(), position.column());
        return new UserError(
                ExitCode.USAGE,
                List.of(new Problem(
                        place,
                        "this is not the description of a template: " + what,
                        "'domzero p2v pull --as-template' and 'push --as-template' write one")));
    }
}
