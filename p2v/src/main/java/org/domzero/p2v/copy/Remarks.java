package org.domzero.p2v.copy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
        /**
         * It ended too soon, and zeros were sent for the rest: it was cut while it was read, or, which tar does not tell
         * apart, it could not be read further.
         */
        SHRUNK,
        /** A part of it could not be read. */
        UNREADABLE,
        /** Something that none of these is: shown as it was said. */
        OTHER
    }

    private static final Pattern FIND = Pattern.compile("(?:\\S*/)?find: ([`'\"‘])?(.*?)(?:['\"’])?: ([^:]*)");
    private static final Pattern TAR = Pattern.compile("(?:\\S*/)?g?tar: (.+?): (.*)", Pattern.DOTALL);
    private static final Pattern CHANGES = Pattern.compile("file changed as we read it|.*: file changed as we read it");
    private static final Pattern SHRINKS = Pattern.compile("File shrank by .*");
    private static final Pattern VANISHES = Pattern.compile(
            "File removed before we read it|(?:Warning: )?Cannot (?:stat|open|readlink|lstat): No such file or directory");
    private static final Pattern UNREADABLE = Pattern.compile(
            "(?:Warning: )?(?:Read error at .*|Cannot (?:open|stat|read|readlink|opendir|savedir)(?:: .*)?)");
    /** As {@code tar: setxattrat: Cannot set 'user.a' extended attribute for file './b': Operation not supported}. */
    private static final Pattern ATTRIBUTE = Pattern.compile("(?:\\S*/)?g?tar: .* for file '(\\..*)': [^']*");
    /** Nothing about a file. */
    private static final Pattern NOISE = Pattern.compile(
            "(?:\\S*/)?g?tar: (?:Exiting with failure status due to previous errors|Error exit delayed from previous"
                    + " errors|Error is not recoverable.*|.*: socket ignored)");

    private final Consumer<String> onUnreadable;
    private final Consumer<String> onShrunk;
    private final Consumer<String> onDoubtful;
    private final Map<Kind, Named> named = new EnumMap<>(Kind.class);

    /**
     * What is said from now on.
     *
     * @param onUnreadable hears at once of each file of which not everything has come, whyever
     * @param onShrunk of each of them that may have shrunk, after the former
     * @param onDoubtful hears at once of each that may not have arrived as it is, though it looks as if it had
     */
    Remarks(Consumer<String> onUnreadable, Consumer<String> onShrunk, Consumer<String> onDoubtful) {
        this.onUnreadable = onUnreadable;
        this.onShrunk = onShrunk;
        this.onDoubtful = onDoubtful;
    }

    /** Those of a kind: paths of the source as they are there, or lines. */
    synchronized Excerpt of(Kind kind) {
        return named.getOrDefault(kind, new Named()).excerpt();
    }

    synchronized void note(Kind kind, String what) {
        if (!named.computeIfAbsent(kind, none -> new Named()).add(what)) {
            return;
        }
        switch (kind) {
            case UNREADABLE -> onUnreadable.accept(what);
            case SHRUNK -> {
                onUnreadable.accept(what);
                onShrunk.accept(what);
            }
            case CHANGED, VANISHED, OTHER -> {}
        }
    }

    /** False when it is about no file. */
    boolean ofFind(SourceTree tree, String line) {
        Matcher matcher = FIND.matcher(line);
        if (!matcher.matches() || !matcher.group(2).startsWith(".")) {
            return false;
        }
        // Where it puts names in quotes, it writes their bytes as tar does.
        String name = matcher.group(1) == null ? matcher.group(2) : unescaped(matcher.group(2));
        String path = SourceTrees.outer(tree, name);
        note(matcher.group(3).equals("No such file or directory") ? Kind.VANISHED : Kind.UNREADABLE, path);
        return true;
    }

    /**
     * A line of a tar's, the source's or the one here.
     *
     * @param base where its paths begin
     * @return false when it says nothing about anything
     */
    boolean ofTar(Base base, String line) {
        if (NOISE.matcher(line).matches()) {
            return false;
        }
        Matcher matcher = TAR.matcher(line);
        if (!matcher.matches() || !matcher.group(1).startsWith(".")) {
            doubtAttribute(base, line);
            note(Kind.OTHER, line);
            return true;
        }
        String what = matcher.group(2);
        String path = base.outer(unescaped(matcher.group(1)));
        if (VANISHES.matcher(what).matches()) {
            note(Kind.VANISHED, path);
        } else if (UNREADABLE.matcher(what).matches()) {
            note(Kind.UNREADABLE, path);
        } else if (SHRINKS.matcher(what).matches()) {
            note(Kind.SHRUNK, path);
        } else {
            onDoubtful.accept(path);
            if (CHANGES.matcher(what).matches()) {
                note(Kind.CHANGED, path);
            } else {
                note(Kind.OTHER, line);
            }
        }
        return true;
    }

    /** A line of the tar here: whatever it is about, something has not arrived as it is. */
    void ofUnpacking(Base base, String line) {
        if (NOISE.matcher(line).matches()) {
            return;
        }
        Matcher matcher = TAR.matcher(line);
        if (matcher.matches() && matcher.group(1).startsWith(".")) {
            onDoubtful.accept(base.outer(unescaped(matcher.group(1))));
        } else {
            doubtAttribute(base, line);
        }
        note(Kind.OTHER, line);
    }

    private void doubtAttribute(Base base, String line) {
        Matcher attribute = ATTRIBUTE.matcher(line);
        if (attribute.matches()) {
            onDoubtful.accept(base.outer(attribute.group(1)));
        }
    }

    /** As quoting styles of GNU have it: {@code \n}, {@code \\}, {@code \351}, {@code \'}. */
    static String unescaped(String name) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character != '\\' || i + 1 == name.length()) {
                plain.append(character);
                continue;
            }
            char escaped = name.charAt(++i);
            int letter = "abfnrtv\\ '".indexOf(escaped);
            if (letter >= 0) {
                plain.append("\u0007\b\f\n\r\t\u000b\\ '".charAt(letter));
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
    static String lastOf(Named said) {
        List<String> last = said.last();
        return last.isEmpty() ? " and said nothing" : ": " + ShownText.printable(String.join("; ", last));
    }
}
