package org.domzero.installer.answers;

import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/** A disk: its path as a string, or a table of conditions. */
record DiskKind() implements ValueKind<DiskAnswer> {
    private static final TextKind<String> PATH = TextKind.checked(DiskAnswer::checkedPath);

    @Override
    public String type() {
        return "string or table";
    }

    @Override
    public @Nullable DiskAnswer read(Found found) {
        if (found.value() instanceof TomlTable table) {
            Values<DiskAnswer> values = found.reading().table(table, found.path(), found.place(), AnswerTables.DISK);
            return values.sound() ? AnswerTables.DISK.build(values) : null;
        }
        if (found.value() instanceof String) {
            String path = PATH.read(found);
            return path == null ? null : DiskAnswer.at(path);
        }
        found.wrongType(type());
        return null;
    }

    @Override
    public String write(DiskAnswer disk) {
        return disk.isPathOnly() && disk.path() != null
                ? TomlText.string(disk.path())
                : TomlText.inlineTable(AnswerTables.DISK.write(disk));
    }
}
