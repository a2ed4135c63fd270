package org.domzero.installer.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.answers.ParsedAnswers;
import org.domzero.installer.answers.ParsedClone;
import org.domzero.installer.answers.WrongMode;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;

/** The answers of a run as they were got: bytes that may hold a password, and so are in no log. */
public final class AnswersSource {
    private static final int LOOKED_AT = 512;

    private final String name;
    private final byte[] content;
    private final String why;

    AnswersSource(String name, byte[] content, String why) {
        this.name = name;
        this.content = content.clone();
        this.why = why;
    }

    /**
     * Reads a file.
     *
     * @param why it is this one, for the log
     */
    public static AnswersSource ofFile(Path file, String why) {
        try {
            return new AnswersSource(file.toString(), AnswersParser.bytes(file), why);
        } catch (IOException e) {
            throw UserError.failed(
                    file + " (" + why + ") cannot be read: " + IoReason.of(e),
                    "is it a file, on a medium that is whole?",
                    e);
        }
    }

    /** What messages call it: a path, or a URL without what must not be shown. */
    public String name() {
        return name;
    }

    /** Why it is this one, for the log. */
    public String why() {
        return why;
    }

    /**
     * What they say, where a host is to be installed.
     *
     * @throws WrongMode when they are for something else
     * @throws UserError of {@link ExitCode#USAGE}, with all problems
     */
    public ParsedAnswers parse() {
        return parse(AnswersParser::parse);
    }

    /** As {@link #parse}, where a machine is to be cloned. */
    public ParsedClone parseClone() {
        return parse(AnswersParser::parseClone);
    }

    private <T> T parse(BiFunction<String, byte[], T> parser) {
        try {
            return parser.apply(name, content);
        } catch (UserError notAnswers) {
            if (!isWebPage()) {
                throw notAnswers;
            }
            // One line of HTML that is not TOML tells enough.
            UserError webPage = new UserError(
                    notAnswers.exitCode(),
                    List.of(
                            notAnswers.problems().get(0),
                            new Problem(
                                    Place.of(name),
                                    "what came is a web page and not an answer file",
                                    "a login page, or the notice of a proxy? look at the URL with a browser")));
            webPage.initCause(notAnswers);
            throw webPage;
        }
    }

    private boolean isWebPage() {
        String beginning = new String(
                        Arrays.copyOf(content, Math.min(content.length, LOOKED_AT)), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        return beginning.startsWith("<") && (beginning.contains("<html") || beginning.startsWith("<!doctype"));
    }

    @Override
    public String toString() {
        return name + ", " + why;
    }
}
