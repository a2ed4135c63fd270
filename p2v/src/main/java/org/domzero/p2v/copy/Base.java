package org.domzero.p2v.copy;

import java.util.ArrayList;
import java.util.List;
import org.domzero.p2v.text.PrintfBytes;

/**
 * The directory in a tree that paths begin at. Linux takes no path of more than 4096 bytes; what is deeper is reached by
 * going down step by step, each of which is shorter.
 *
 * @param steps relative directories, one in the other, without a leading {@code ./}; none for what is not that deep
 */
record Base(SourceTree tree, List<String> steps) {
    /** PATH_MAX of Linux, with some room for what programs put in front. */
    static final int LONGEST = 3500;

    Base {
        steps = List.copyOf(steps);
    }

    /** That of a path of the tree, as {@code ./usr/bin}; a character is a byte. */
    static Base of(SourceTree tree, String path) {
        List<String> steps = new ArrayList<>();
        int begin = 2;
        while (path.length() - begin > LONGEST) {
            int slash = path.lastIndexOf('/', begin + LONGEST);
            if (slash < begin) {
                throw new IllegalArgumentException("a name of more than " + LONGEST + " bytes");
            }
            steps.add(path.substring(begin, slash));
            begin = slash + 1;
        }
        return new Base(tree, steps);
    }

    boolean isDeep() {
        return !steps.isEmpty();
    }

    /** A path of the tree, as {@code ./usr/bin}, as one that begins here. */
    String inner(String path) {
        if (!isDeep()) {
            return path;
        }
        int begin = 2;
        for (String step : steps) {
            begin += step.length() + 1;
        }
        return "./" + path.substring(begin);
    }

    /** A path that begins here as one of all trees. */
    String outer(String path) {
        return SourceTrees.outer(tree, isDeep() ? "./" + String.join("/", steps) + path.substring(1) : path);
    }

    /**
     * Shell text that goes down from the tree's own directory. Of ASCII, whatever the names are.
     *
     * @param otherwise what is done where a step is not there (any more)
     */
    String enter(String otherwise) {
        StringBuilder text = new StringBuilder();
        for (String step : steps) {
            // The x keeps a line feed at the end of a name. Without -P shells put the whole path together.
            text.append("d=$(printf %b '").append(PrintfBytes.of(step)).append("x'); cd -P \"./${d%x}\" || ");
            text.append(otherwise).append("; ");
        }
        return text.toString();
    }
}
