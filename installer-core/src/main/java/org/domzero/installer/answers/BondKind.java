package org.domzero.installer.answers;

import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/** A bond of network cards: a table. */
record BondKind() implements ValueKind<UplinkChoice.Bond> {
    @Override
    public String type() {
        return "table";
    }

    @Override
    public UplinkChoice.@Nullable Bond read(Found found) {
        if (!(found.value() instanceof TomlTable table)) {
            found.wrongType(type());
            return null;
        }
        Values<UplinkChoice.Bond> values = found.reading().table(table, found.path(), found.place(), NetworkTable.BOND);
        return values.sound() ? NetworkTable.BOND.build(values) : null;
    }

    @Override
    public String write(UplinkChoice.Bond bond) {
        return TomlText.inlineTable(NetworkTable.BOND.write(bond, false));
    }
}
