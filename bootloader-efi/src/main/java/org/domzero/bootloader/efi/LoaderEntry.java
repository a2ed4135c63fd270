package org.domzero.bootloader.efi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file in {@code /loader/entries} holds: a type 1 entry of the Boot Loader Specification (UAPI.1) that starts an
 * EFI program. Comments and keys that are not known here stay as they are.
 *
 * <p>systemd-boot shows entries of one {@code sort-key} together, the highest {@code version} first, those without
 * tries left last, and boots the first.
 *
 * @param lines the file, line by line
 */
public record LoaderEntry(List<String> lines) {
    /** The folder of the entries on the boot partition. */
    public static final String FOLDER = "/loader/entries";

    public LoaderEntry {
        lines = List.copyOf(lines);
    }

    public static LoaderEntry parse(String text) {
        return new LoaderEntry(SettingLines.parse(text));
    }

    /**
     * An entry that starts an EFI program.
     *
     * @param efi its path on the boot partition, with slashes: {@code /a/xen.efi}
     * @throws IllegalArgumentException when one of them is blank or more than a line
     */
    public static LoaderEntry of(String title, String sortKey, String version, String efi) {
        return new LoaderEntry(List.of())
                .with("title", title)
                .with("sort-key", sortKey)
                .with("version", version)
                .with("efi", efi);
    }

    public String render() {
        return SettingLines.render(lines);
    }

    public @Nullable String title() {
        return SettingLines.value(lines, "title");
    }

    public @Nullable String sortKey() {
        return SettingLines.value(lines, "sort-key");
    }

    public @Nullable String version() {
        return SettingLines.value(lines, "version");
    }

    public @Nullable String efi() {
        return SettingLines.value(lines, "efi");
    }

    /** What is passed to the program: all {@code options} lines, joined by a space; empty when there is none. */
    public String options() {
        return String.join(" ", SettingLines.values(lines, "options"));
    }

    /**
     * The same entry with one key changed or added.
     *
     * @throws IllegalArgumentException when {@code value} is blank or more than a line
     */
    public LoaderEntry with(String key, String value) {
        return new LoaderEntry(SettingLines.with(lines, key, value));
    }

    public LoaderEntry without(String key) {
        return new LoaderEntry(SettingLines.without(lines, key));
    }
}
