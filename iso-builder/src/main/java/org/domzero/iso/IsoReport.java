package org.domzero.iso;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.domzero.toolkit.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * What is on an ISO.
 *
 * @param version of domzero
 * @param kernelRelease as {@code uname -r} will have it
 * @param xenVersion as {@code 4.20-amd64}
 * @param sources lines of {@code sources.list(5)}; empty for an ISO of a domzero that did not write them down
 * @param files by path, with their sizes
 * @param packages {@code NAME VERSION} lines
 * @param answers null: none are embedded
 * @param authority the subject of the certificate authority that the medium trusts besides the usual ones; null: none
 * @param menu entries as BIOS shows them
 * @param uefiMenu and as UEFI does
 * @param verified how many files were compared with their digests; null: nobody asked
 */
public record IsoReport(
        String version,
        String kernelRelease,
        String xenVersion,
        List<String> sources,
        List<IsoImage.Entry> files,
        List<String> packages,
        EmbeddedAnswers.@Nullable Summary answers,
        @Nullable String authority,
        List<BootMenu.Entry> menu,
        List<BootMenu.Entry> uefiMenu,
        @Nullable Integer verified) {
    public IsoReport {
        sources = List.copyOf(sources);
        files = List.copyOf(files);
        packages = List.copyOf(packages);
        menu = List.copyOf(menu);
        uefiMenu = List.copyOf(uefiMenu);
    }

    /** For people. */
    public String render() {
        StringBuilder text = new StringBuilder();
        line(text, "domzero", version);
        line(text, "Xen", xenVersion);
        line(text, "Linux", kernelRelease);
        line(text, "packages", String.valueOf(packages.size()));
        for (String source : sources) {
            line(text, "archive", source);
        }
        for (IsoImage.Entry file : files) {
            if (file.path().matches("(live|legacy)/.*") || file.path().startsWith("domzero/xen")) {
                line(text, file.path(), new ByteSize(file.size()).toString());
            }
        }
        line(text, "answers", answers == null ? "none" : answers.render());
        if (authority != null) {
            line(text, "own CA", authority);
        }
        if (menu.containsAll(uefiMenu)) {
            menu(text, "menu", uefiMenu);
            menu(
                    text,
                    "menu (BIOS only)",
                    menu.stream().filter(entry -> !uefiMenu.contains(entry)).toList());
        } else {
            menu(text, "menu (BIOS)", menu);
            menu(text, "menu (UEFI)", uefiMenu);
        }
        if (verified != null) {
            line(text, "verified", verified + " files are as they were built");
        }
        return text.toString();
    }

    private static void menu(StringBuilder text, String name, List<BootMenu.Entry> entries) {
        for (BootMenu.Entry entry : entries) {
            line(text, name, entry.title());
            line(text, "", "  " + KernelOptions.shown(entry.options()));
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-27s %s", name, value)).append('\n');
    }

    /**
     * For scripts: {@code version}, {@code kernelRelease}, {@code xenVersion}, {@code sources}, {@code files} by path
     * with their sizes in bytes, {@code packages} by name with their versions, {@code answers} ({@code null}, or
     * {@code readable} and, if they are, {@code mode} and with it {@code hostname} and {@code rootPassword}, {@code set}
     * or {@code none}, or {@code to}),
     * {@code authority} (or {@code null}), {@code menu} with {@code bios} and {@code uefi}, each a list of {@code id},
     * {@code title} and {@code options}, and {@code verified} (a number, or {@code null}).
     */
    public String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("version", version);
        json.addProperty("kernelRelease", kernelRelease);
        json.addProperty("xenVersion", xenVersion);
        JsonArray lines = new JsonArray();
        sources.forEach(lines::add);
        json.add("sources", lines);
        JsonObject sizes = new JsonObject();
        files.forEach(file -> sizes.addProperty(file.path(), file.size()));
        json.add("files", sizes);
        JsonObject versions = new JsonObject();
        packages.forEach(line -> versions.addProperty(line.split(" ", 2)[0], line.substring(line.indexOf(' ') + 1)));
        json.add("packages", versions);
        json.add("answers", answers == null ? com.google.gson.JsonNull.INSTANCE : answers.toJson());
        json.addProperty("authority", authority);
        JsonObject menus = new JsonObject();
        menus.add("bios", entries(menu));
        menus.add("uefi", entries(uefiMenu));
        json.add("menu", menus);
        json.addProperty("verified", verified);
        return new GsonBuilder()
                .disableHtmlEscaping()
                .serializeNulls()
                .setPrettyPrinting()
                .create()
                .toJson(json);
    }

    private static JsonArray entries(List<BootMenu.Entry> menu) {
        JsonArray all = new JsonArray();
        for (BootMenu.Entry entry : menu) {
            JsonObject one = new JsonObject();
            one.addProperty("id", entry.id());
            one.addProperty("title", entry.title());
            one.addProperty("options", KernelOptions.shown(entry.options()));
            all.add(one);
        }
        return all;
    }
}
