package org.domzero.installer.answers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A table of the answer file: its keys, what must hold between them, and the record they make.
 *
 * @param name empty for tables that stand in the place of a value
 * @param check reports what is wrong between keys that are right by themselves; must do with any of them missing
 * @param build called when nothing is wrong
 */
record AnswerTable<S>(
        String name,
        String description,
        List<AnswerKey<S, ?>> keys,
        Consumer<Values<S>> check,
        Function<Values<S>, S> build) {
    /**
     * TOML text of every key that has a value, in the order of the declarations.
     *
     * @param hidden puts words in the place of secret values
     */
    Map<String, String> write(S record, boolean hidden) {
        Map<String, String> written = new LinkedHashMap<>();
        for (AnswerKey<S, ?> key : keys) {
            String value = key.write(record);
            if (value != null) {
                written.put(key.name(), hidden && key.isSecret() ? "\"(left out)\"" : value);
            }
        }
        return written;
    }

    S build(Values<S> values) {
        return build.apply(values);
    }

    List<String> keyNames() {
        return keys.stream().<String>map(AnswerKey::name).toList();
    }
}
