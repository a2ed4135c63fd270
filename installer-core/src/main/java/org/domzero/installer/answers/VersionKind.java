package org.domzero.installer.answers;

import org.jspecify.annotations.Nullable;

/** The version of the file's format; there is one so far. */
record VersionKind() implements ValueKind<Long> {
    @Override
    public String type() {
        return "integer";
    }

    @Override
    public @Nullable Long read(Found found) {
        if (!(found.value() instanceof Long version)) {
            found.wrongType(type());
            return null;
        }
        if (version != Answers.VERSION) {
            found.reading()
                    .problem(
                            found.place(),
                            "version " + version + " is not known to this program, which reads version "
                                    + Answers.VERSION,
                            "take the answer file and the program from the same release");
            return null;
        }
        return version;
    }

    @Override
    public String write(Long value) {
        return value.toString();
    }
}
