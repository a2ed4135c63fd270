package org.domzero.installer.answers;

import java.util.Map;

/** Options for Xen's command line that both boot loaders can hand on. */
final class XenOptions {
    private static final String SERIAL = "console.serial";

    /** What the answers have keys for, by the option's name. */
    private static final Map<String, String> OWN =
            Map.of("dom0_mem", "xen.dom0-memory", "console", SERIAL, "com1", SERIAL, "com2", SERIAL);

    private XenOptions() {}

    /** The options as they are; throws {@link WrongValue}. */
    static String check(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new WrongValue(
                    text,
                    "must not hold line breaks, tabs or other control characters",
                    "options follow each other on one line, separated by blanks");
        }
        // xen.cfg is ASCII and takes # for the beginning of a comment; to Xen, quotes are characters like others.
        if (text.chars().anyMatch(character -> character > '~' || "#\"'".indexOf(character) >= 0)) {
            throw new WrongValue(
                    text,
                    "must be ASCII without # and quotes",
                    "neither Xen nor the boot loaders know a way to quote such characters");
        }
        if (text.strip().endsWith("\\")) {
            throw new WrongValue(
                    text,
                    "must not end with a backslash",
                    "the boot loader would take the next line for a part of this one");
        }
        if (text.contains("---")) {
            throw new WrongValue(
                    text,
                    "must not hold \"---\", which would end Xen's command line",
                    "these are options for Xen; Linux's do not go here");
        }
        for (String option : text.strip().split(" +")) {
            if (option.equals("--")) {
                throw new WrongValue(
                        text,
                        "must not hold \"--\", after which Xen takes all for options of dom0's kernel",
                        "these are options for Xen; Linux's do not go here");
            }
            int equals = option.indexOf('=');
            String key = equals < 0 ? null : OWN.get(option.substring(0, equals));
            if (key != null) {
                throw new WrongValue(
                        text,
                        "must not hold " + option.substring(0, equals) + "=, which domzero sets itself",
                        "the key for it is " + key);
            }
        }
        return text;
    }
}
