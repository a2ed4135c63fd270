package org.domzero.bootloader.efi;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code /loader/loader.conf}, systemd-boot's own settings (loader.conf(5)). Comments and settings that are not known
 * here stay as they are.
 *
 * @param lines the file, line by line
 */
public record LoaderConf(List<String> lines) {
    /** Where it is on the boot partition. */
    public static final String PATH = "/loader/loader.conf";

    private static final Set<String> TRUE = Set.of("1", "yes", "y", "true", "t", "on");

    public LoaderConf {
        lines = List.copyOf(lines);
    }

    public static LoaderConf parse(String text) {
        return new LoaderConf(SettingLines.parse(text));
    }

    /**
     * The settings of a domzero host.
     *
     * @param timeoutSeconds how long the menu is shown
     */
    public static LoaderConf domzero(int timeoutSeconds) {
        // A "default" would keep choosing an entry whose tries are used up; without it the newest one that is not bad
        // boots.
        return new LoaderConf(List.of())
                .with("timeout", Integer.toString(timeoutSeconds))
                // Whoever reaches the keyboard must not get a root shell by editing an entry.
                .with("editor", "no");
    }

    public String render() {
        return SettingLines.render(lines);
    }

    /** Seconds the menu is shown, or one of {@code menu-force}, {@code menu-hidden}, {@code menu-disabled}. */
    public @Nullable String timeout() {
        return SettingLines.value(lines, "timeout");
    }

    /** A glob over entries' file names; null, as on a domzero host, lets the order of the entries decide. */
    public @Nullable String defaultEntry() {
        return SettingLines.value(lines, "default");
    }

    /** The text mode: a number, or one of {@code auto}, {@code max}, {@code keep}. */
    public @Nullable String consoleMode() {
        return SettingLines.value(lines, "console-mode");
    }

    /** Whether entries can be edited at the menu; systemd-boot allows it unless told otherwise. */
    public boolean editor() {
        String value = SettingLines.value(lines, "editor");
        return value == null || TRUE.contains(value);
    }

    /**
     * The same settings with one changed or added.
     *
     * @throws IllegalArgumentException when {@code value} is blank or more than a line
     */
    public LoaderConf with(String key, String value) {
        return new LoaderConf(SettingLines.with(lines, key, value));
    }

    public LoaderConf without(String key) {
        return new LoaderConf(SettingLines.without(lines, key));
    }
}
