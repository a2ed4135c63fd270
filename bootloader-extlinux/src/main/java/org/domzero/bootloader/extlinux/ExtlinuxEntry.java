package org.domzero.bootloader.extlinux;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A boot entry: what follows one {@code LABEL}. It holds the last of each directive, the one that counts.
 *
 * @param label one word; case matters
 * @param menuLabel what a menu shows instead of the label; {@code ^} marks the hot key
 * @param boot what is started; null: the file named like the label
 * @param append the command line; null: the file's global {@code APPEND}; {@code -} or empty: none
 * @param initrd file names, separated by commas; null for none
 */
public record ExtlinuxEntry(
        String label,
        @Nullable String menuLabel,
        @Nullable Boot boot,
        @Nullable String append,
        @Nullable String initrd) {
    public ExtlinuxEntry {
        if (label.isEmpty() || !Line.firstWord(label).equals(label)) {
            throw new IllegalArgumentException("\"" + label + "\" is not a label: it has to be one word");
        }
        menuLabel = value(menuLabel);
        append = value(append);
        initrd = value(initrd);
    }

    public ExtlinuxEntry withAppend(String newAppend) {
        return new ExtlinuxEntry(label, menuLabel, boot, newAppend, initrd);
    }

    private static @Nullable String value(@Nullable String text) {
        return text == null ? null : checked(text);
    }

    private static String checked(String text) {
        String trimmed = text.trim();
        if (trimmed.indexOf('\n') >= 0 || trimmed.indexOf('\r') >= 0 || trimmed.endsWith("\\")) {
            throw new IllegalArgumentException("\"" + trimmed + "\" does not fit on a line of its own");
        }
        return trimmed;
    }

    /**
     * The directive that names what is started.
     *
     * @param operand a file, relative to the folder of the configuration unless it begins with a slash; for
     *     {@link Kind#LOCALBOOT} a number
     */
    public record Boot(Kind kind, String operand) {
        public Boot {
            operand = checked(operand);
        }

        public static Boot kernel(String file) {
            return new Boot(Kind.KERNEL, file);
        }

        /** The last part of the path, where the operand is a file. */
        public String fileName() {
            return operand.substring(operand.lastIndexOf('/') + 1);
        }

        /** The directives, as in Syslinux's kernel_types. {@code KERNEL} goes by the file's name and content. */
        public enum Kind {
            KERNEL,
            LINUX,
            BOOT,
            BSS,
            PXE,
            FDIMAGE,
            COMBOOT,
            COM32,
            CONFIG,
            LOCALBOOT,
            NONE;

            String keyword() {
                return name().toLowerCase(Locale.ROOT);
            }

            static @Nullable Kind ofKeyword(String keyword) {
                for (Kind kind : values()) {
                    if (kind.keyword().equals(keyword)) {
                        return kind;
                    }
                }
                return null;
            }
        }
    }
}
