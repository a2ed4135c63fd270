package org.domzero.p2v.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of fstab(5), its escapes resolved.
 *
 * @param line the whole line as it is written
 * @param type {@code auto} when there is no such field
 * @param options {@code defaults} when there is no such field
 */
public record FstabEntry(String line, String source, String mountPoint, String type, List<String> options) {
    private static final Pattern FIELD = Pattern.compile("[^ \\t]+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");

    /** Empty for a comment, an empty line, and what has no mount point. */
    static Optional<FstabEntry> of(String line) {
        List<String> fields = new ArrayList<>();
        Matcher matcher = FIELD.matcher(line);
        while (matcher.find()) {
            fields.add(unescaped(matcher.group()));
        }
        if (fields.size() < 2 || fields.get(0).startsWith("#")) {
            return Optional.empty();
        }
        return Optional.of(new FstabEntry(
                line,
                fields.get(0),
                fields.get(1),
                fields.size() > 2 ? fields.get(2) : "auto",
                List.of((fields.size() > 3 ? fields.get(3) : "defaults").split(","))));
    }

    private static String unescaped(String field) {
        return ESCAPE.matcher(field)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
    }

    /** A field as it has to be written: blanks would end it, and a backslash begins an escape. */
    static String escaped(String field) {
        return field.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012");
    }

    public FstabSource kind() {
        return FstabSource.of(source, type);
    }

    public boolean isSwap() {
        return type.equals("swap");
    }

    public boolean isRoot() {
        return directory().equals("/");
    }

    /** The mount point without a slash at its end. */
    public String directory() {
        return mountPoint.length() > 1 && mountPoint.endsWith("/")
                ? mountPoint.substring(0, mountPoint.length() - 1)
                : mountPoint;
    }

    public boolean has(String option) {
        return options.contains(option);
    }
}
