package org.domzero.installer.answers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.ShownText;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One pass over one answer file: collects what is wrong, and where everything stands. */
final class Reading {
    /** What a terminal shows at once, and a serial line in two seconds. */
    private static final int MOST = 50;

    private final String file;
    private final boolean damaged;
    private Mode mode = Mode.INSTALL;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    /**
     * @param syntax what is no TOML; its lines were skipped, and what seems to be missing may have stood there
     */
    Reading(String file, List<Problem> syntax) {
        this.file = file;
        this.damaged = !syntax.isEmpty();
        problems.addAll(syntax);
    }

    /** What the answers are for, once that is known: hints go by it. */
    void mode(Mode known) {
        mode = known;
    }

    boolean isDamaged() {
        return damaged;
    }

    /** The file's beginning, where {@code position} is not known. */
    Place place(@Nullable TomlPosition position) {
        return position == null ? new Place(file, 1, 1) : new Place(file, position.line(), position.column());
    }

    void remember(String path, Place place) {
        places.put(path, place);
    }

    /** By path, as in {@link ParsedAnswers}. */
    Map<String, Place> places() {
        return places;
    }

    void problem(Place place, String message, @Nullable String hint) {
        problems.add(new Problem(place, message, hint));
    }

    int problemCount() {
        return problems.size();
    }

    /** In the order of the file. */
    List<Problem> problems() {
        Comparator<Place> order = Comparator.comparingInt(Place::line).thenComparingInt(Place::column);
        List<Problem> sorted = problems.stream()
                .sorted(Comparator.comparing(problem -> Objects.requireNonNull(problem.place()), order))
                .toList();
        if (sorted.size() <= MOST) {
            return sorted;
        }
        List<Problem> shown = new ArrayList<>(sorted.subList(0, MOST));
        shown.add(new Problem(
                sorted.get(MOST).place(),
                "and " + (sorted.size() - MOST) + " more mistakes",
                "is this the right file?"));
        return shown;
    }

    /** The value of a key; null when it is wrong or absent, which has been reported unless it may be absent. */
    <T> @Nullable T value(TomlTable toml, String path, Place place, AnswerKey<?, T> key) {
        String keyPath = join(path, key.name());
        Object value = toml.get(List.of(key.name()));
        if (value != null) {
            Place where = positionOf(toml, key.name());
            remember(keyPath, where);
            return key.kind().read(new Found(keyPath, value, where, key, this));
        }
        if (key.isRequired() && !damaged) {
            String where = path.isEmpty() ? "the file begins with: " : "for example, under [" + path + "]: ";
            problem(place, keyPath + " is missing", where + key.name() + " = " + key.example());
        }
        return null;
    }

    /** One of the file's tables, which may be absent. */
    <S> Values<S> section(TomlTable root, AnswerTable<S> table) {
        Object toml = root.get(List.of(table.name()));
        Place place = positionOf(root, table.name());
        if (toml == null) {
            return table(Toml.parse(""), table.name(), place, table);
        }
        if (toml instanceof TomlTable present) {
            remember(table.name(), place);
            return table(present, table.name(), place, table);
        }
        problem(
                place,
                table.name() + ": wanted a table, found something else",
                "its keys follow the line [" + table.name() + "]");
        return new Values<>(table.name(), place, this);
    }

    /** All keys of a table, and what must hold between them. */
    <S> Values<S> table(TomlTable toml, String path, Place place, AnswerTable<S> table) {
        Values<S> values = new Values<>(path, place, this);
        for (String name : toml.keySet()) {
            if (!table.keyNames().contains(name)) {
                unknownKey(toml, path, name, table);
            }
        }
        for (AnswerKey<S, ?> key : table.keys()) {
            Object value = value(toml, path, place, key);
            if (value != null) {
                values.put(key, value);
            }
        }
        if (!damaged) {
            table.check().accept(values);
        }
        return values;
    }

    /** Reports what stands before or between the tables and is neither a table nor the version or the mode. */
    void checkRoot(TomlTable root) {
        List<String> tables = AnswerTables.names(mode);
        for (String name : root.keySet()) {
            if (tables.contains(name)
                    || name.equals(AnswerTables.VERSION.name())
                    || name.equals(AnswerTables.MODE.name())) {
                continue;
            }
            boolean isTable = root.get(List.of(name)) instanceof TomlTable;
            Mode other = isTable ? otherWith(name) : null;
            if (other != null) {
                problem(
                        positionOf(root, name),
                        "[" + name + "] is for mode = \"" + other.word() + "\", and this is mode = \"" + mode.word()
                                + "\"",
                        "leave it out, or change the mode: a file is for one of them");
                continue;
            }
            String home = isTable ? null : AnswerTables.homeOf(name, mode);
            String nearest = Suggestion.nearest(name, tables);
            String hint = "the tables are [" + String.join("], [", tables) + "]";
            if (home != null) {
                hint = "did you mean " + home + "?";
            } else if (nearest != null) {
                hint = "did you mean [" + nearest + "]?";
            }
            problem(
                    positionOf(root, name),
                    isTable ? "unknown table [" + shown(name) + "]" : "unknown key " + shown(name),
                    hint);
        }
    }

    /** The mode that has a table which this one has not. */
    private @Nullable Mode otherWith(String table) {
        for (Mode one : Mode.values()) {
            if (AnswerTables.names(one).contains(table)) {
                return one;
            }
        }
        return null;
    }

    private void unknownKey(TomlTable toml, String path, String name, AnswerTable<?> table) {
        problem(
                positionOf(toml, name),
                "unknown key " + path + "." + shown(name),
                meantBy(path, name, table.keyNames()));
    }

    /** A hint: the key that was mistyped, or goes by another name here, or belongs elsewhere, else all there are. */
    private String meantBy(String path, String name, List<String> keys) {
        String nearest = Suggestion.nearest(name, keys);
        List<String> meant = nearest == null ? Synonyms.among(keys, name) : List.of(nearest);
        if (!meant.isEmpty()) {
            return meant.stream()
                    .map(key -> path + "." + key)
                    .collect(Collectors.joining(" or ", "did you mean ", "?"));
        }
        String home = AnswerTables.homeOf(name, mode);
        return home == null ? "the keys here are " + String.join(", ", keys) : "did you mean " + home + "?";
    }

    private Place positionOf(TomlTable toml, String key) {
        return place(toml.inputPositionOf(List.of(key)));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String shown(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? ShownText.plain(name) : ShownText.quoted(name);
    }
}
