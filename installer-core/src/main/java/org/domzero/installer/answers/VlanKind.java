package org.domzero.installer.answers;

import org.jspecify.annotations.Nullable;

/** The number of a VLAN: IEEE 802.1Q keeps 0 and 4095 for itself. */
record VlanKind() implements ValueKind<Integer> {
    private static final int LAST = 4094;

    @Override
    public String type() {
        return "integer";
    }

    @Override
    public @Nullable Integer read(Found found) {
        if (!(found.value() instanceof Long vlan)) {
            found.wrongType(type());
            return null;
        }
        if (vlan < 1 || vlan > LAST) {
            found.reading()
                    .problem(
                            found.place(),
                            found.path() + ": " + vlan + " is not the number of a VLAN, 1 to " + LAST,
                            "without " + found.key().name() + " the network is the one that has no tag");
            return null;
        }
        return vlan.intValue();
    }

    @Override
    public String write(Integer value) {
        return value.toString();
    }
}
