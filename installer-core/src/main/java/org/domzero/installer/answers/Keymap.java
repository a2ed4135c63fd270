package org.domzero.installer.answers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A keyboard layout as XKB names it: {@code us}, {@code de}, {@code de(nodeadkeys)}.
 *
 * @param variant empty for the layout's basic one
 */
public record Keymap(String layout, String variant) {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9_-]{1,19})(?:\\(([A-Za-z0-9_-]{1,40})\\))?");

    /** Reads {@code LAYOUT} or {@code LAYOUT(VARIANT)}; whether there is such a layout is not known here. */
    public static Keymap parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new WrongValue(text, "is not a keyboard layout such as \"us\" or \"de(nodeadkeys)\"", null);
        }
        return new Keymap(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
    }

    @Override
    public String toString() {
        return variant.isEmpty() ? layout : layout + "(" + variant + ")";
    }
}
