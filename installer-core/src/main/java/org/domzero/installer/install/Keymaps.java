package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.domzero.installer.answers.Keymap;
import org.domzero.installer.answers.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * The keyboard layouts that XKB knows.
 *
 * @param layouts description by name: {@code de} is {@code German}
 * @param variants names of each layout's variants, where it has any
 */
record Keymaps(Map<String, String> layouts, Map<String, List<String>> variants) {
    /** Where xkb-data puts the list. */
    static final String LIST = "/usr/share/X11/xkb/rules/base.lst";

    Keymaps {
        layouts = Map.copyOf(layouts);
        variants = Map.copyOf(variants);
    }

    /**
     * Reads {@code base.lst} (xkeyboard-config(7)): sections with a header such as {@code ! layout}, then lines of a
     * name, blanks and a description; a variant's description begins with its layout and a colon.
     */
    static Keymaps parse(String text) {
        Map<String, String> layouts = new TreeMap<>();
        Map<String, List<String>> variants = new TreeMap<>();
        String section = "";
        for (String line : text.lines().map(String::strip).toList()) {
            String[] words = line.split("\\s+", 2);
            String description = words.length == 2 ? words[1] : "";
            if (line.startsWith("!")) {
                section = line.substring(1).strip();
            } else if (section.equals("layout")) {
                layouts.put(words[0], description);
            } else if (section.equals("variant") && description.contains(":")) {
                String layout = description.substring(0, description.indexOf(':'));
                variants.computeIfAbsent(layout, key -> new ArrayList<>()).add(words[0]);
            }
        }
        return new Keymaps(layouts, variants);
    }

    boolean has(Keymap keymap) {
        return layouts.containsKey(keymap.layout())
                && (keymap.variant().isEmpty() || variantsOf(keymap.layout()).contains(keymap.variant()));
    }

    /** What to do about one that is not here. */
    String hint(Keymap keymap) {
        String layout = keymap.layout();
        if (!layouts.containsKey(layout)) {
            String nearest = nearestLayout(layout);
            return nearest == null
                    ? "all layouts, such as \"us\" and \"de\", are in " + LIST
                    : "did you mean \"" + nearest + "\" (" + layouts.get(nearest) + ")?";
        }
        List<String> known = variantsOf(layout);
        String nearest = Suggestion.nearest(keymap.variant(), known);
        if (nearest != null) {
            return "did you mean \"" + new Keymap(layout, nearest) + "\"?";
        }
        return known.isEmpty()
                ? "\"" + layout + "\" has no variants"
                : "the variants of \"" + layout + "\" are " + String.join(", ", known);
    }

    private List<String> variantsOf(String layout) {
        return variants.getOrDefault(layout, List.of());
    }

    /**
     * Layouts have names of two letters, where nearly every other is near. Who is wrong about one names a language or a
     * country ({@code german}, {@code uk}), or a keymap of Linux's own ({@code de-latin1}).
     */
    private @Nullable String nearestLayout(String wrong) {
        String beginning = wrong.split("[-_]", 2)[0];
        if (layouts.containsKey(beginning)) {
            return beginning;
        }
        // The shortest description is that of the plain language, and not of one as it is spoken somewhere.
        List<String> described = layouts.keySet().stream()
                .filter(layout -> words(layout).contains(beginning))
                .sorted(Comparator.comparingInt((String layout) ->
                                String.valueOf(layouts.get(layout)).length())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        if (!described.isEmpty()) {
            return described.get(0);
        }
        return Suggestion.nearest(
                wrong,
                layouts.keySet().stream().filter(name -> name.length() > 2).toList());
    }

    private List<String> words(String layout) {
        return Arrays.asList(
                String.valueOf(layouts.get(layout)).toLowerCase(Locale.ROOT).split("[^a-z]+"));
    }
}
