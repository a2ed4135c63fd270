package org.domzero.guests.vm;

import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** What Xen says of the machine: {@code xl info}, a line {@code KEY : VALUE} each. */
public final class XenInfo {
    private final String text;

    private XenInfo(String text) {
        this.text = text;
    }

    public static XenInfo read(Effects effects) {
        return new XenInfo(effects.commands().run("xl", "info").output());
    }

    /**
     * A number.
     *
     * @param name as users call it
     * @throws UserError when it is not told
     */
    public long number(String key, String name) {
        return Long.parseLong(value(key, "\\d+", name));
    }

    /**
     * A word.
     *
     * @param name as users call it
     * @throws UserError when it is not told
     */
    public String word(String key, String name) {
        return value(key, "\\S+", name);
    }

    private String value(String key, String pattern, String name) {
        return text.lines()
                .filter(line -> line.matches(key + " *: *" + pattern + " *"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow(() -> UserError.failed("'xl info' does not tell the " + name, "is this Xen's dom0?"));
    }
}
