package org.domzero.p2v.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.p2v.source.SourceMount.Usage;

/** The tables of mounts that the kernel has: proc(5), {@code mounts} and, since Linux 2.6.26, {@code self/mountinfo}. */
final class MountTable {
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");

    private MountTable() {}

    /**
     * What is seen of them below a directory, in the order in which it was mounted; of two at one place the later one.
     *
     * @param root the directory, {@code /} for all
     */
    static List<SourceMount> read(
            String mounts, String mountInfo, String root, Function<String, Optional<Usage>> usage) {
        Map<String, String> subtrees = subtrees(mountInfo);
        Map<String, SourceMount> table = new LinkedHashMap<>();
        mounts.lines().forEach(line -> {
            String[] fields = line.split(" ");
            if (fields.length < 4) {
                return;
            }
            String place = unescaped(fields[1]);
            String own = below(root, place);
            if (!own.isEmpty()) {
                table.remove(own);
                table.put(
                        own,
                        new SourceMount(
                                ReadThrough.original(unescaped(fields[0])),
                                own,
                                fields[2],
                                List.of(fields[3].split(",")),
                                subtrees.getOrDefault(place, subvolume(fields[3])),
                                usage.apply(own)));
            }
        });
        return new ArrayList<>(table.values());
    }

    /** As the system calls a path that is below its root; empty for another one. */
    private static String below(String root, String place) {
        if (root.equals("/")) {
            return place;
        }
        if (place.equals(root)) {
            return "/";
        }
        return place.startsWith(root + "/") ? place.substring(root.length()) : "";
    }

    private static Map<String, String> subtrees(String mountInfo) {
        Map<String, String> subtrees = new HashMap<>();
        mountInfo
                .lines()
                .map(line -> line.split(" "))
                .filter(fields -> fields.length > 5)
                .forEach(fields -> {
                    subtrees.put(unescaped(fields[4]), unescaped(fields[3]));
                });
        return subtrees;
    }

    private static String subvolume(String options) {
        for (String option : options.split(",")) {
            if (option.startsWith("subvol=")) {
                String name = unescaped(option.substring("subvol=".length()));
                return name.startsWith("/") ? name : "/" + name;
            }
        }
        return "/";
    }

    private static String unescaped(String field) {
        return ESCAPE.matcher(field)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
    }
}
