package org.domzero.iso;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** The answer file that goes onto a medium, looked at before it does. */
final class EmbeddedAnswers {
    private EmbeddedAnswers() {}

    /** @throws UserError when the file cannot be read or is not an answer file without mistakes */
    static void check(Path file) {
        AnswersParser.parse(file);
    }

    /**
     * What may be shown of the answers on a medium.
     *
     * @param hostname null when this version cannot read the answers: another one may
     * @param rootPassword whether there is one; never what it is, nor its hash
     */
    record Summary(@Nullable String hostname, boolean rootPassword) {
        String render() {
            return hostname == null
                    ? "embedded; this version of domzero cannot read them"
                    : "embedded, for " + hostname + "; root password: " + password();
        }

        JsonObject toJson() {
            JsonObject json = new JsonObject();
            json.addProperty("readable", hostname != null);
            if (hostname != null) {
                json.addProperty("hostname", hostname);
                json.addProperty("rootPassword", password());
            }
            return json;
        }

        private String password() {
            return rootPassword ? "set" : "none";
        }
    }

    static Summary summary(byte[] content) {
        try {
            Answers.Host host = AnswersParser.parse(MediumManifest.ANSWERS_PATH, content)
                    .answers()
                    .host();
            return new Summary(host.hostname(), host.rootPassword() != null);
        } catch (UserError ofAnotherVersion) {
            return new Summary(null, false);
        }
    }

    /** Answers hold a password or its hash; whoever may read the ISO can take them out of it. */
    static void makePrivate(Path iso) throws IOException {
        Files.setPosixFilePermissions(iso, PosixFilePermissions.fromString("rw-------"));
    }
}
