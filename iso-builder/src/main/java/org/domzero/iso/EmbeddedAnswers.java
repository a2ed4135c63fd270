package org.domzero.iso;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.toolkit.UserError;

/** The answer file that goes onto a medium, looked at before it does. */
final class EmbeddedAnswers {
    private EmbeddedAnswers() {}

    /** @throws UserError when the file cannot be read or is not an answer file without mistakes */
    static void check(Path file) {
        AnswersParser.parse(file);
    }

    /** Answers hold a password or its hash; whoever may read the ISO can take them out of it. */
    static void makePrivate(Path iso) throws IOException {
        Files.setPosixFilePermissions(iso, PosixFilePermissions.fromString("rw-------"));
    }
}
