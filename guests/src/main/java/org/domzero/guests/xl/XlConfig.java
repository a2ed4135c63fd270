package org.domzero.guests.xl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a guest (xl.cfg(5)), with every comment, blank and setting it came with. What is not edited
 * stays exactly as it was read.
 *
 * <p>It is read by the rules of xl's own reader, libxlu: {@code key = value} and {@code key += value}, where a value is
 * text in single or double quotes, a number, or a list in brackets. Of several settings of a key the last counts;
 * {@code +=} makes the one before it longer. Three things that libxlu refuses are read nevertheless, so that a file
 * with them can be mended: line endings of Windows, a comment on a last line that does not end, and characters by their
 * code ({@code \x41}, {@code \101}), which libxlu accepts but drops.
 */
public final class XlConfig {
    private static final Pattern KEY = Pattern.compile("[a-z][_0-9a-z]*");

    private final Source source;
    private final List<Setting> settings;
    private final Map<String, Chain> chains;

    private XlConfig(Source source) {
        this.source = source;
        this.settings = ConfigParser.parse(source);
        this.chains = chains(settings);
    }

    /**
     * Reads a file.
     *
     * @param file what errors call the file
     * @throws UserError telling what is not xl's, each problem with its place, and no more than about twenty of them
     */
    public static XlConfig parse(String file, String text) {
        return new XlConfig(new Source(file, text));
    }

    private static Map<String, Chain> chains(List<Setting> settings) {
        Map<String, List<Setting>> byKey = new LinkedHashMap<>();
        for (Setting setting : settings) {
            List<Setting> chain = byKey.computeIfAbsent(setting.key(), key -> new ArrayList<>());
            if (!setting.adds()) {
                chain.clear();
            }
            chain.add(setting);
        }
        Map<String, Chain> chains = new LinkedHashMap<>();
        byKey.forEach((key, chain) -> chains.put(key, new Chain(chain)));
        return Collections.unmodifiableMap(chains);
    }

    /** The whole file. */
    public String text() {
        return source.text();
    }

    /** The keys that are set, in the order in which the file first sets them. */
    public Set<String> keys() {
        return chains.keySet();
    }

    public boolean has(String key) {
        return chains.containsKey(key);
    }

    /** Where the setting of a key that counts begins; null when there is none. */
    public @Nullable Place place(String key) {
        Chain chain = chains.get(key);
        return chain == null ? null : source.place(chain.first().start());
    }

    /**
     * Where an element of a list begins.
     *
     * @param index counted from 0, as in {@link #list}
     * @return null when the key has no such element
     */
    public @Nullable Place place(String key, int index) {
        Chain chain = chains.get(key);
        if (chain == null || !chain.isList() || index < 0) {
            return null;
        }
        List<Value> elements = chain.elements();
        return index < elements.size() ? source.place(elements.get(index).start()) : null;
    }

    /**
     * The text that a key has; a number as it is written.
     *
     * @return null when the key is not set
     * @throws UserError when it is a list
     */
    public @Nullable String string(String key) {
        Chain chain = chains.get(key);
        return chain == null ? null : single(key, chain);
    }

    private String single(String key, Chain chain) {
        if (chain.isList()) {
            throw wrong(
                    chain.first().value(),
                    ShownText.quoted(key) + " is a list, and has to be a single value",
                    "write it without brackets: " + key + " = \"VALUE\"");
        }
        return chain.text();
    }

    /**
     * The number that a key has, in quotes or not: decimal, hexadecimal after {@code 0x}, octal after {@code 0}. Its
     * unit is the key's: {@code memory} is in MiB.
     *
     * @return empty when the key is not set
     * @throws UserError when it is no number of 64 bits
     */
    public OptionalLong number(String key) {
        return number(key, "write a whole number: " + key + " = 1024");
    }

    private OptionalLong number(String key, String hint) {
        Chain chain = chains.get(key);
        if (chain == null) {
            return OptionalLong.empty();
        }
        String text = single(key, chain);
        if (chain.last().adds()) {
            throw wrong(chain.last().value(), ShownText.quoted(key) + " has to be a number, and += makes none", hint);
        }
        OptionalLong number = XlNumber.parse(text);
        if (number.isEmpty()) {
            throw wrong(
                    chain.first().value(),
                    ShownText.quoted(key) + " is " + ShownText.quoted(text)
                            + ", which is not a number that xl can read",
                    hint);
        }
        return number;
    }

    /**
     * Whether a key is set to a number other than 0.
     *
     * @param usual what holds when the key is not set
     * @throws UserError when it is no number
     */
    public boolean flag(String key, boolean usual) {
        OptionalLong number = number(key, "write 1 for yes or 0 for no: " + key + " = 1");
        return number.isPresent() ? number.getAsLong() != 0 : usual;
    }

    /**
     * The elements of the list that a key has; numbers as they are written.
     *
     * @return empty when the key is not set, or to an empty list
     * @throws UserError when it is a single value, or an element of it is a list
     */
    public List<String> list(String key) {
        Chain chain = chains.get(key);
        if (chain == null) {
            return List.of();
        }
        if (!chain.isList()) {
            Value value = chain.first().value();
            String written = source.text().substring(value.start(), value.end());
            throw wrong(
                    value,
                    ShownText.quoted(key) + " is a single value, and has to be a list",
                    "write it in brackets: " + key + " = [" + ShownText.plain(written) + "]");
        }
        return chain.elements().stream().map(element -> atom(key, element)).toList();
    }

    private String atom(String key, Value element) {
        if (element instanceof Value.Atom atom) {
            return atom.text();
        }
        throw wrong(
                element,
                "an element of " + ShownText.quoted(key) + " is a list, and has to be a single value",
                "write it without brackets of its own");
    }

    private UserError wrong(Value value, String message, String hint) {
        return new UserError(ExitCode.USAGE, List.of(source.problem(value.start(), message, hint)));
    }

    /**
     * The file with another text, in double quotes, for a key. Only the value changes of the setting that counts, if
     * there is one; those that make it longer by {@code +=} go. Else the setting becomes the last line.
     *
     * @throws IllegalArgumentException when {@code key} cannot be one, or {@code value} has a NUL in it
     */
    public XlConfig with(String key, String value) {
        Chain chain = chains.get(key);
        if (chain != null && !chain.isList() && chain.text().equals(value)) {
            return this;
        }
        return with(key, XlString.quoted(value), false);
    }

    /** As {@link #with(String, String)}, with a decimal number. One that is in the file already keeps its spelling. */
    public XlConfig with(String key, long value) {
        Chain chain = chains.get(key);
        if (chain != null && !chain.isList() && !chain.last().adds()) {
            OptionalLong present = XlNumber.parse(chain.text());
            if (present.isPresent() && present.getAsLong() == value) {
                return this;
            }
        }
        // xl's scanner knows no sign, but the text that it hands on is read with one.
        return with(key, value < 0 ? XlString.quoted(String.valueOf(value)) : String.valueOf(value), true);
    }

    private XlConfig with(String key, String written, boolean number) {
        Chain chain = chains.get(key);
        if (chain == null) {
            return appended(key, written);
        }
        String text = withoutAdditions(chain);
        Setting first = chain.first();
        return number && first.adds()
                ? edited(TextLines.replace(text, first.operator(), first.end(), "= " + written))
                : edited(TextLines.replace(text, first.value().start(), first.end(), written));
    }

    /**
     * As {@link #with(String, String)}, with a list. An element that is in the file's list already keeps its spelling,
     * also where elements before it come or go, and so do all comments in the list. A new list is written an element a
     * line, indented by four spaces; on one line when it has one element or none. Of a list that {@code +=} makes
     * longer, only the first part keeps its spelling.
     */
    public XlConfig with(String key, List<String> values) {
        Chain chain = chains.get(key);
        if (chain == null) {
            return appended(key, XlString.list(values, TextLines.newline(text())));
        }
        if (!(chain.first().value() instanceof Value.Items items)) {
            return with(key, XlString.list(values, TextLines.newline(text())), false);
        }
        return says(chain.elements(), values) ? this : edited(ListEdit.edited(withoutAdditions(chain), items, values));
    }

    private static boolean says(List<Value> elements, List<String> values) {
        List<String> texts = new ArrayList<>();
        for (Value element : elements) {
            if (element instanceof Value.Atom atom) {
                texts.add(atom.text());
            }
        }
        return texts.size() == elements.size() && texts.equals(values);
    }

    /**
     * The file without any setting of a key. Its line goes when nothing else is on it; a comment on the line stays.
     */
    public XlConfig without(String key) {
        return edited(removed(
                settings.stream().filter(setting -> setting.key().equals(key)).toList()));
    }

    private String withoutAdditions(Chain chain) {
        return removed(chain.settings().subList(1, chain.settings().size()));
    }

    /** From the last to the first, so that what is yet to go stays where it is known to be. */
    private String removed(List<Setting> unwanted) {
        String text = text();
        for (int i = unwanted.size() - 1; i >= 0; i--) {
            text = unwanted.get(i).removedFrom(text);
        }
        return text;
    }

    private XlConfig appended(String key, String written) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(ShownText.quoted(key) + " cannot be the name of a setting");
        }
        String newline = TextLines.newline(text());
        return edited(TextLines.closed(text()) + key + " = " + written + newline);
    }

    private XlConfig edited(String text) {
        return new XlConfig(new Source(source.file(), text));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof XlConfig config && config.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
