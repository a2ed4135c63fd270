package org.domzero.installer.answers;

import org.domzero.toolkit.Place;
import org.domzero.toolkit.ShownText;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/**
 * A value as it stands in the file.
 *
 * @param path of the key, and of the element if it is one: {@code network.dns[1]}
 * @param value as tomlj has it
 * @param key the declaration it is read by
 */
record Found(String path, Object value, Place place, AnswerKey<?, ?> key, Reading reading) {
    Found element(TomlArray array, int index) {
        String elementPath = path + "[" + index + "]";
        Place elementPlace = reading.place(array.inputPositionOf(index));
        reading.remember(elementPath, elementPlace);
        return new Found(elementPath, array.get(index), elementPlace, key, reading);
    }

    void wrongType(String wanted) {
        reading.problem(
                place,
                path + ": wanted " + withArticle(wanted) + ", found " + shown(),
                "for example: " + key.name() + " = " + key.example());
    }

    void wrongValue(WrongValue wrong) {
        String complaint = key.isSecret() ? "the value " + wrong.predicate() : wrong.complaint();
        String hint = wrong.hint();
        reading.problem(
                place,
                path + ": " + complaint,
                hint == null ? "for example: " + key.name() + " = " + key.example() : hint);
    }

    private String shown() {
        if (value instanceof TomlArray || value instanceof TomlTable) {
            return withArticle(type());
        }
        if (key.isSecret()) {
            return withArticle(type());
        }
        return "the " + type() + " "
                + (value instanceof String string ? ShownText.quoted(string) : ShownText.plain(value.toString()));
    }

    private String type() {
        if (value instanceof TomlArray) {
            return "array";
        }
        if (value instanceof TomlTable) {
            return "table";
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Long) {
            return "integer";
        }
        if (value instanceof Double) {
            return "number";
        }
        return value instanceof Boolean ? "boolean" : "date or time";
    }

    private static String withArticle(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }
}
