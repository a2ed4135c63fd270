package org.domzero.installer.boot;

import java.util.Optional;
import java.util.stream.Stream;

/** One of the two places for a dom0. */
public enum Slot {
    A("a"),
    B("b");

    private final String label;

    Slot(String label) {
        this.label = label;
    }

    /** The slot whose partition has this name in the GPT, as {@code domzero-a}. */
    public static Optional<Slot> ofPartition(String partLabel) {
        return Stream.of(values())
                .filter(slot -> slot.partLabel().equals(partLabel))
                .findFirst();
    }

    /** What the boot loaders call its entry: {@code a}. */
    public String label() {
        return label;
    }

    /** What they call the entry of its previous kernel or Xen. */
    public String previousLabel() {
        return label + "-previous";
    }

    /** Its folder on the boot partition: {@code /a}. */
    public String folder() {
        return "/" + label;
    }

    /** The folder of one of its generations: {@code /a/1}. */
    public String folder(int generation) {
        return folder() + "/" + generation;
    }

    public String partLabel() {
        return "domzero-" + label;
    }

    /** {@code slot A}. */
    @Override
    public String toString() {
        return "slot " + name();
    }
}
