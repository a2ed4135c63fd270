package org.domzero.installer.answers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** Reads answer files, and tells everything that is wrong with one at once, in the order of its lines. */
public final class AnswersParser {
    /**
     * In bytes: far more than any answer file has, with its script. A file given by mistake, such as an image or a disk,
     * is not looked into.
     */
    public static final int LARGEST = 1024 * 1024;

    private AnswersParser() {}

    /**
     * Reads a file that the user named and that installs.
     *
     * @throws UserError of {@link ExitCode#USAGE}, when it cannot be read or with all problems
     */
    public static ParsedAnswers parse(Path file) {
        return parse(file.toString(), named(file));
    }

    /** As {@link #parse(Path)}, for one that clones. */
    public static ParsedClone parseClone(Path file) {
        return parseClone(file.toString(), named(file));
    }

    /** As {@link #parse(Path)}, whatever it is for. */
    public static AnswerFile parseAny(Path file) {
        return parseAny(file.toString(), named(file));
    }

    private static byte[] named(Path file) {
        try {
            return bytes(file);
        } catch (IOException e) {
            throw UserError.usage(
                    file + " cannot be read: " + IoReason.of(e),
                    "'domzero answers example' prints an answer file to start from");
        }
    }

    /** A file as it is, for {@link #parse(String, byte[])}; of one that is too large only so much as shows that. */
    public static byte[] bytes(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return content.readNBytes(LARGEST + 1);
        }
    }

    /**
     * Reads a file's bytes, which must be UTF-8. It has to be one that installs.
     *
     * @param fileName as the user named it, for messages
     * @throws WrongMode when it is for something else
     * @throws UserError of {@link ExitCode#USAGE}, with all problems
     */
    public static ParsedAnswers parse(String fileName, byte[] content) {
        return (ParsedAnswers) read(fileName, text(fileName, content), Mode.INSTALL);
    }

    /** Reads a file's text, like {@link #parse(String, byte[])}. */
    public static ParsedAnswers parse(String fileName, String text) {
        return (ParsedAnswers) read(fileName, text, Mode.INSTALL);
    }

    /** As {@link #parse(String, byte[])}, for one that clones. */
    public static ParsedClone parseClone(String fileName, byte[] content) {
        return (ParsedClone) read(fileName, text(fileName, content), Mode.CLONE);
    }

    /** As {@link #parse(String, byte[])}, whatever it is for. */
    public static AnswerFile parseAny(String fileName, byte[] content) {
        return read(fileName, text(fileName, content), null);
    }

    private static String text(String fileName, byte[] content) {
        checkSize(fileName, content.length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw wrong(Place.of(fileName), "the file is not UTF-8 text", "save it as UTF-8, which TOML requires");
        }
    }

    /** @param wanted null for either */
    private static AnswerFile read(String fileName, String text, @Nullable Mode wanted) {
        checkSize(fileName, text.length());
        if (text.isBlank()) {
            throw wrong(Place.of(fileName), "the file is empty", "an answer file begins with: version = 1");
        }
        if (text.startsWith("\uFEFF")) {
            throw wrong(
                    new Place(fileName, 1, 1),
                    "the file begins with a byte order mark, which is not part of TOML",
                    "save it as UTF-8 without byte order mark");
        }
        if (text.indexOf('\0') >= 0) {
            throw wrong(
                    Place.of(fileName),
                    "the file holds NUL characters, so it is not UTF-8 text",
                    "save it as UTF-8, which TOML requires, if it is the right file");
        }
        TomlParseResult toml = Toml.parse(text);
        List<Problem> syntax = SyntaxProblems.of(fileName, toml.errors());
        if (SyntaxProblems.concernAHeader(text, toml.errors())) {
            throw new UserError(ExitCode.USAGE, syntax);
        }
        return read(toml, new Reading(fileName, syntax), wanted);
    }

    private static AnswerFile read(TomlParseResult toml, Reading reading, @Nullable Mode wanted) {
        Long version = reading.value(toml, "", reading.place(null), AnswerTables.VERSION);
        if (version == null && toml.get(List.of(AnswerTables.VERSION.name())) instanceof Long) {
            // What the other keys mean is another version's business.
            throw new UserError(ExitCode.USAGE, reading.problems());
        }
        Mode mode = mode(toml, reading, wanted);
        reading.mode(mode);
        reading.checkRoot(toml);
        return switch (mode) {
            case INSTALL -> install(toml, reading);
            case CLONE -> clone(toml, reading);
        };
    }

    private static Mode mode(TomlParseResult toml, Reading reading, @Nullable Mode wanted) {
        String key = AnswerTables.MODE.name();
        Mode said = reading.value(toml, "", reading.place(null), AnswerTables.MODE);
        if (said == null && (toml.contains(List.of(key)) || (reading.isDamaged() && wanted == Mode.CLONE))) {
            // Every key would be measured by the wrong rules; and the line that says it may be the damaged one.
            throw new UserError(ExitCode.USAGE, reading.problems());
        }
        Mode mode = said == null ? Mode.INSTALL : said;
        if (wanted != null && mode != wanted) {
            throw WrongMode.found(mode, reading.place(said == null ? null : toml.inputPositionOf(List.of(key))));
        }
        return mode;
    }

    private static ParsedAnswers install(TomlParseResult toml, Reading reading) {
        Values<Answers.Host> host = reading.section(toml, AnswerTables.HOST);
        Values<Answers.Network> network = reading.section(toml, AnswerTables.NETWORK);
        Values<Answers.Storage> storage = reading.section(toml, AnswerTables.STORAGE);
        Values<Answers.Xen> xen = reading.section(toml, AnswerTables.XEN);
        Values<Answers.Console> console = reading.section(toml, AnswerTables.CONSOLE);
        Values<Answers.Finish> finish = reading.section(toml, AnswerTables.FINISH);
        requireNoProblems(reading);
        return new ParsedAnswers(
                new Answers(
                        AnswerTables.HOST.build(host),
                        AnswerTables.NETWORK.build(network),
                        AnswerTables.STORAGE.build(storage),
                        AnswerTables.XEN.build(xen),
                        AnswerTables.CONSOLE.build(console),
                        AnswerTables.FINISH.build(finish)),
                reading.places());
    }

    private static ParsedClone clone(TomlParseResult toml, Reading reading) {
        Values<CloneTable.Clone> clone = reading.section(toml, CloneTable.CLONE);
        Values<FinishAction> finish = reading.section(toml, CloneTable.FINISH);
        CloneTable.checkEnd(clone, finish);
        requireNoProblems(reading);
        return new ParsedClone(CloneTable.build(clone, finish), reading.places());
    }

    private static void requireNoProblems(Reading reading) {
        if (reading.problemCount() > 0) {
            throw new UserError(ExitCode.USAGE, reading.problems());
        }
    }

    private static void checkSize(String fileName, int size) {
        if (size > LARGEST) {
            throw wrong(
                    Place.of(fileName),
                    "the file is larger than 1 MiB, too large for an answer file",
                    "is it another file that was meant?");
        }
    }

    private static UserError wrong(Place place, String message, @Nullable String hint) {
        return new UserError(ExitCode.USAGE, List.of(new Problem(place, message, hint)));
    }
}
