package org.domzero.installer.answers;

import org.domzero.toolkit.ByteSize;

/** How much memory dom0 gets. */
public sealed interface Dom0Memory {
    /** Derived from the machine's memory. */
    record Auto() implements Dom0Memory {}

    /**
     * So much and no more.
     *
     * @param size at least {@link #SMALLEST}
     */
    record Fixed(ByteSize size) implements Dom0Memory {
        public Fixed {
            if (size.compareTo(SMALLEST) < 0) {
                throw new WrongValue(size.toString(), "is less than 512MiB, the least a dom0 runs in", null);
            }
        }
    }

    ByteSize SMALLEST = ByteSize.mebibytes(512);

    /** Reads {@code auto} or a size. */
    static Dom0Memory parse(String text) {
        if (text.equals("auto")) {
            return new Auto();
        }
        ByteSize size = Sizes.parse(text);
        try {
            return new Fixed(size);
        } catch (WrongValue wrong) {
            throw wrong.about(text);
        }
    }

    /** The form that {@link #parse} reads. */
    default String text() {
        return this instanceof Fixed fixed ? Sizes.exact(fixed.size()) : "auto";
    }
}
