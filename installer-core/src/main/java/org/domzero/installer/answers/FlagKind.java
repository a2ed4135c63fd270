package org.domzero.installer.answers;

import org.jspecify.annotations.Nullable;

/** {@code true} or {@code false}. */
record FlagKind() implements ValueKind<Boolean> {
    @Override
    public String type() {
        return "boolean";
    }

    @Override
    public @Nullable Boolean read(Found found) {
        if (found.value() instanceof Boolean flag) {
            return flag;
        }
        found.wrongType(type());
        return null;
    }

    @Override
    public String write(Boolean value) {
        return value.toString();
    }
}
