package org.domzero.p2v.ssh;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.domzero.toolkit.PasswordFile;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** A password or a passphrase. It is never an argument of a program: everybody may read those. */
public sealed interface Secret {
    /** The variable of the environment in which a password may be. */
    String VARIABLE = "DOMZERO_SSH_PASSWORD";

    /**
     * The first line of a file, or of standard input as {@code -}.
     *
     * @throws UserError when it cannot be read, or is empty
     */
    static Secret ofFile(Path file) {
        return new Given(PasswordFile.read(file));
    }

    /** What is in {@link #VARIABLE}, if there is something. */
    static Optional<Secret> ofEnvironment(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE))
                .filter(text -> !text.isEmpty())
                .map(Given::new);
    }

    /** What somebody types, who is asked again when it was wrong. */
    static Secret asked(Question question) {
        return new Asked(question);
    }

    /** Somebody at a terminal. */
    @FunctionalInterface
    interface Question {
        /**
         * Asks without showing what is typed. Called on the thread that connects, with no connection open meanwhile.
         *
         * @param prompt as {@code Password of root@db1}, without a colon
         * @return null when there is nobody to ask, or no answer
         */
        @Nullable
        String ask(String prompt);
    }

    /** One that is there already. */
    record Given(String text) implements Secret {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Given";
        }
    }

    record Asked(Question question) implements Secret {}

    /** How often one may be wrong before that counts. */
    default int tries() {
        return this instanceof Asked ? 3 : 1;
    }

    /**
     * The secret itself.
     *
     * @param what it is: {@code Password of root@db1}
     * @throws UserError when there is nobody to ask
     */
    default String text(String what) {
        if (this instanceof Given given) {
            return given.text();
        }
        String answer = ((Asked) this).question().ask(what);
        if (answer == null) {
            throw UserError.usage(
                    "there is nobody to ask: " + what,
                    "--ssh-password-file FILE, or the password in " + VARIABLE
                            + ", or --identity FILE with a key that has" + " no passphrase");
        }
        return answer;
    }
}
