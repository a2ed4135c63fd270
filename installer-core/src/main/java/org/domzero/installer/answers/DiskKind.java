package org.domzero.installer.answers;

import org.domzero.partitioner.DiskSelector;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/** A disk: its path as a string, or a table of conditions. */
record DiskKind() implements ValueKind<DiskSelector> {
    private static final TextKind<String> PATH = TextKind.checked(DevicePath::check);

    @Override
    public String type() {
        return "string or table";
    }

    @Override
    public @Nullable DiskSelector read(Found found) {
        if (found.value() instanceof TomlTable table) {
            Values<DiskSelector> values = found.reading().table(table, found.path(), found.place(), AnswerTables.DISK);
            return values.sound() ? AnswerTables.DISK.build(values) : null;
        }
        if (found.value() instanceof String) {
            String path = PATH.read(found);
            return path == null ? null : DiskSelector.byPath(path);
        }
        found.wrongType(type());
        return null;
    }

    @Override
    public String write(DiskSelector disk) {
        return disk.path() != null && disk.isPathOnly()
                ? TomlText.string(disk.path())
                : TomlText.inlineTable(AnswerTables.DISK.write(disk, false));
    }
}
