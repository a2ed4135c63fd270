package org.domzero.iso;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.domzero.installer.answers.AnswerFile;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.answers.Mode;
import org.domzero.installer.answers.ParsedAnswers;
import org.domzero.installer.answers.ParsedClone;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** The answer file that goes onto a medium, looked at before it does. */
final class EmbeddedAnswers {
    private EmbeddedAnswers() {}

    /** @throws UserError when the file cannot be read or is not an answer file without mistakes */
    static void check(Path file) {
        AnswersParser.parseAny(file);
    }

    /**
     * What may be shown of the answers on a medium.
     *
     * @param answers null when this version cannot read them: another one may
     */
    record Summary(@Nullable AnswerFile answers) {
        String render() {
            if (answers instanceof ParsedClone clone) {
                return "embedded, to clone a machine to "
                        + clone.answers().host().to();
            }
            return answers instanceof ParsedAnswers install
                    ? "embedded, for " + host(install).hostname() + "; root password: " + password(install)
                    : "embedded; this version of domzero cannot read them";
        }

        JsonObject toJson() {
            JsonObject json = new JsonObject();
            json.addProperty("readable", answers != null);
            if (answers instanceof ParsedClone clone) {
                json.addProperty("mode", Mode.CLONE.word());
                json.addProperty("to", clone.answers().host().to());
            } else if (answers instanceof ParsedAnswers install) {
                json.addProperty("mode", Mode.INSTALL.word());
                json.addProperty("hostname", host(install).hostname());
                json.addProperty("rootPassword", password(install));
            }
            return json;
        }

        private static Answers.Host host(ParsedAnswers parsed) {
            return parsed.answers().host();
        }

        /** Never what it is, nor its hash. */
        private static String password(ParsedAnswers parsed) {
            return host(parsed).rootPassword() == null ? "none" : "set";
        }
    }

    static Summary summary(byte[] content) {
        try {
            return new Summary(AnswersParser.parseAny(MediumManifest.ANSWERS_PATH, content));
        } catch (UserError ofAnotherVersion) {
            return new Summary(null);
        }
    }

    /** Answers hold a password or its hash; whoever may read the ISO can take them out of it. */
    static void makePrivate(Path iso) throws IOException {
        Files.setPosixFilePermissions(iso, PosixFilePermissions.fromString("rw-------"));
    }
}
