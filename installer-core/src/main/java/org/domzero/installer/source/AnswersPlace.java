package org.domzero.installer.source;

import java.nio.file.Path;

/** A place that answers can be got from. */
sealed interface AnswersPlace {
    /** Why it would be this one, for the log. */
    String why();

    /** What it is, for the log. */
    String describe();

    record InFile(Path file, String why) implements AnswersPlace {
        @Override
        public String describe() {
            return file.toString();
        }
    }

    record AtUrl(AnswersUrl url, String why) implements AnswersPlace {
        @Override
        public String describe() {
            return url.shown();
        }
    }

    /** Named, but after another one: it need not be right. */
    record Unused(String describe, String why) implements AnswersPlace {}

    /** {@code answers.toml} on the volume with the label {@value AnswersVolume#LABEL}. */
    record OnVolume() implements AnswersPlace {
        @Override
        public String why() {
            return "on a volume labelled " + AnswersVolume.LABEL;
        }

        @Override
        public String describe() {
            return AnswersVolume.FILE;
        }
    }
}
