package org.domzero.installer.answers;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.domzero.toolkit.ShownText;

/**
 * A program that runs in the new system at the end of an install. Its text may hold secrets: neither {@code toString}
 * nor any message shows more of it than the first line.
 *
 * @param text begins with {@code #!} and the absolute path of its interpreter
 */
public record FinishScript(String text) {
    private static final int LONGEST = 256 * 1024;
    private static final String EXAMPLE =
            "for example, in three single quotes: '''#!/bin/sh, then line by line, then '''";

    public FinishScript {
        if (!text.startsWith("#!")) {
            throw WrongValue.hidden("must begin with #! and the path of its interpreter", EXAMPLE);
        }
        if (text.indexOf('\r') >= 0) {
            throw WrongValue.hidden(
                    "has Windows line ends, which its interpreter would stumble over", "save the file with Unix ones");
        }
        if (text.indexOf('\0') >= 0) {
            throw WrongValue.hidden("must not hold NUL characters", "a script is text");
        }
        if (!interpreterOf(text).startsWith("/")) {
            throw WrongValue.hidden("names no absolute path after #!", EXAMPLE);
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw WrongValue.hidden("is longer than 256 KiB", "let it fetch what is large");
        }
    }

    /** As {@code #!/bin/sh -e}. */
    public String firstLine() {
        return ShownText.plain(text.lines().findFirst().orElse(""));
    }

    /** The path after {@code #!}. */
    public String interpreter() {
        return interpreterOf(text);
    }

    /** What {@code env} is to look for, when that is the interpreter: {@code python3}; empty otherwise. */
    public String programOfEnv() {
        List<String> words = wordsOf(text);
        if (!words.get(0).endsWith("/env")) {
            return "";
        }
        return words.stream()
                .skip(1)
                .filter(word -> !word.startsWith("-") && !word.contains("="))
                .findFirst()
                .orElse("");
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String interpreterOf(String text) {
        return wordsOf(text).get(0);
    }

    private static List<String> wordsOf(String text) {
        String line = text.lines().findFirst().orElse("");
        return List.of(line.substring(2).strip().split("[ \\t]+", -1));
    }

    @Override
    public String toString() {
        return "FinishScript[" + firstLine() + "]";
    }
}
