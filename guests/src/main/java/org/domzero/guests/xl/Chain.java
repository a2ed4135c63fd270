package org.domzero.guests.xl;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings that make up the value of one key: the last by {@code =}, and those by {@code +=} after it.
 *
 * @param settings at least one, in the order of the file; all lists, or none
 */
record Chain(List<Setting> settings) {
    Chain {
        settings = List.copyOf(settings);
    }

    Setting first() {
        return settings.get(0);
    }

    Setting last() {
        return settings.get(settings.size() - 1);
    }

    boolean isList() {
        return first().isList();
    }

    /** What a value that is no list says. */
    String text() {
        return settings.stream()
                .map(setting -> ((Value.Atom) setting.value()).text())
                .collect(Collectors.joining());
    }

    /** The elements of a list. */
    List<Value> elements() {
        return settings.stream()
                .flatMap(setting -> ((Value.Items) setting.value()).values().stream())
                .toList();
    }
}
