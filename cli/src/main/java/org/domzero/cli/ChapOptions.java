package org.domzero.cli;

import java.io.Console;
import java.nio.file.Path;
import org.domzero.guests.remote.Chap;
import org.domzero.toolkit.PasswordFile;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Of commands that log in to an iSCSI server for the first time. */
final class ChapOptions {
    @Option(
            names = "--chap-user",
            paramLabel = "USER",
            description = "Log in to the iSCSI target as this user (CHAP). The password is asked for.")
    private @Nullable String user;

    @Option(
            names = "--chap-password-file",
            paramLabel = "FILE",
            description = "The first line of this file is the password; - for standard input.")
    private @Nullable Path passwordFile;

    /**
     * What the user says, or null.
     *
     * @throws UserError when there is nobody to ask for the password, or no such file
     */
    @Nullable
    Chap chap() {
        if (user == null) {
            if (passwordFile != null) {
                throw UserError.usage("whose password is in " + passwordFile + "?", "--chap-user USER");
            }
            return null;
        }
        try {
            return new Chap(user, passwordFile == null ? asked() : PasswordFile.read(passwordFile));
        } catch (IllegalArgumentException wrong) {
            throw UserError.usage(String.valueOf(wrong.getMessage()), "it is what the iSCSI server knows");
        }
    }

    /**
     * Makes sure that it is not given where it has no meaning.
     *
     * @throws UserError when it is
     */
    void requireNone(String place) {
        if (user != null || passwordFile != null) {
            throw UserError.usage(
                    place + " is on no iSCSI server", "--chap-user and --chap-password-file are for iscsi://…");
        }
    }

    // Java 22 and later always have a console; one that is no terminal then ends, which is no password.
    @SuppressWarnings("SystemConsoleNull")
    private String asked() {
        Console terminal = System.console();
        char[] typed = terminal == null ? null : terminal.readPassword("Password of %s: ", user);
        if (typed == null) {
            throw UserError.usage("there is nobody to ask for the password of " + user, "--chap-password-file FILE");
        }
        return new String(typed);
    }
}
