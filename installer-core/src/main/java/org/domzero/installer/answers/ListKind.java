package org.domzero.installer.answers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;

/** Arrays of one kind of value. */
record ListKind<T>(ValueKind<T> element) implements ValueKind<List<T>> {
    @Override
    public String type() {
        return "array of " + element.type().replace("string", "strings").replace("table", "tables");
    }

    @Override
    public String choices() {
        return element.choices();
    }

    @Override
    public @Nullable List<T> read(Found found) {
        if (!(found.value() instanceof TomlArray array)) {
            found.wrongType(type());
            return null;
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            T value = element.read(found.element(array, i));
            if (value != null) {
                values.add(value);
            }
        }
        return values.size() == array.size() ? values : null;
    }

    @Override
    public String write(List<T> values) {
        return TomlText.array(values.stream().map(element::write).toList());
    }
}
