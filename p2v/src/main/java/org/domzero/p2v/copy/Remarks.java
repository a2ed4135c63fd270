package org.domzero.p2v.copy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.ShownText;

/**
 * What find(1) and tar(1) of GNU have to say of files, in the C locale. Of many files the first are named.
 * Heard on several threads.
 */
public final class Remarks {
    /** What is the matter with a file. */
    public enum Kind {
        /** It was written to while it was read. */
        CHANGED,
        /** It was there when the files were listed, and not any more when it was its turn. */
        VANISHED,
        /** A part of it could not be read. */
        UNREADABLE,
        /** Something that none of these is: shown as it was said. */
        OTHER
    }

    private static final int NAMED = 1000;
    private static final Pattern FIND = Pattern.compile("(?:\\S*/)?find: (?:[`'\"‘])?(.*?)(?:['\"’])?: ([^:]*)");
    private static final Pattern TAR = Pattern.compile("(?:\\S*/)?g?tar: (.+?): (.*)", Pattern.DOTALL);
    private static final Pattern CHANGES =
            Pattern.compile("file changed as we read it|File shrank by .*|.*: file changed as we read it");
    private static final Pattern VANISHES = Pattern.compile(
            "File removed before we read it|(?:Warning: )?Cannot (?:stat|open|readlink|lstat): No such file or directory");
    private static final Pattern UNREADABLE = Pattern.compile(
            "(?:Warning: )?(?:Read error at .*|Cannot (?:open|stat|read|readlink|opendir|savedir)(?:: .*)?)");
    /** Nothing about a file. */
    private static final Pattern NOISE = Pattern.compile(
            "(?:\\S*/)?g?tar: (?:Exiting with failure status due to previous errors|Error exit delayed from previous"
                    + " errors|Error is not recoverable.*|.*: socket ignored)");

    private final Consumer<String> onUnreadable;
    private final Map<Kind, Set<String>> named = new EnumMap<>(Kind.class);

    /** @param onUnreadable hears at once of each file that could not be read */
    Remarks(Consumer<String> onUnreadable) {
        this.onUnreadable = onUnreadable;
    }

    /** Those of a kind, as far as they are named: paths of the source as they are there, or lines. */
    public synchronized List<String> of(Kind kind) {
        return List.copyOf(named.getOrDefault(kind, Set.of()));
    }

    synchronized void note(Kind kind, String what) {
        Set<String> all = named.computeIfAbsent(kind, none -> new LinkedHashSet<>());
        if (all.contains(what)) {
            return;
        }
        if (all.size() < NAMED || kind == Kind.UNREADABLE) {
            all.add(what);
        }
        if (kind == Kind.UNREADABLE) {
            onUnreadable.accept(what);
        }
    }

    /** False when it is about no file. */
    boolean ofFind(SourceTree tree, String line) {
        Matcher matcher = FIND.matcher(line);
        if (!matcher.matches() || !matcher.group(1).startsWith(".")) {
            return false;
        }
        String path = SourceTrees.outer(tree, matcher.group(1));
        note(matcher.group(2).equals("No such file or directory") ? Kind.VANISHED : Kind.UNREADABLE, path);
        return true;
    }

    /** @param base where tar's paths begin */
    void ofTar(Base base, String line) {
        if (NOISE.matcher(line).matches()) {
            return;
        }
        Matcher matcher = TAR.matcher(line);
        if (!matcher.matches() || !matcher.group(1).startsWith(".")) {
            note(Kind.OTHER, line);
            return;
        }
        String what = matcher.group(2);
        String path = base.outer(unescaped(matcher.group(1)));
        if (CHANGES.matcher(what).matches()) {
            note(Kind.CHANGED, path);
        } else if (VANISHES.matcher(what).matches()) {
            note(Kind.VANISHED, path);
        } else if (UNREADABLE.matcher(what).matches()) {
            note(Kind.UNREADABLE, path);
        } else {
            note(Kind.OTHER, line);
        }
    }

    /** As tar's quoting style "escape" has it: {@code \n}, {@code \\}, {@code \351}. */
    static String unescaped(String name) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character != '\\' || i + 1 == name.length()) {
                plain.append(character);
                continue;
            }
            char escaped = name.charAt(++i);
            int letter = "abfnrtv\\ ".indexOf(escaped);
            if (letter >= 0) {
                plain.append("\u0007\b\f\n\r\t\u000b\\ ".charAt(letter));
            } else if (i + 3 <= name.length() && name.substring(i, i + 3).matches("[0-3][0-7]{2}")) {
                plain.append((char) Integer.parseInt(name.substring(i, i + 3), 8));
                i += 2;
            } else {
                plain.append(character).append(escaped);
            }
        }
        return plain.toString();
    }

    /** The end of a message about a program that said these lines. */
    static String lastOf(List<String> said) {
        List<String> last = new ArrayList<>(said.subList(Math.max(0, said.size() - 3), said.size()));
        return last.isEmpty() ? " and said nothing" : ": " + ShownText.printable(String.join("; ", last));
    }
}
