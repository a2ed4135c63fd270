package org.domzero.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.domzero.toolkit.UserError;

/** Standard input and output for bytes; {@link System#out} hides that nobody reads it any more. */
final class StandardStreams {
    /** What stands for them on a command line. */
    static final String NAME = "-";

    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/.*|tty.*|hvc\\d+|console)");

    private StandardStreams() {}

    /** @throws UserError when it is a terminal */
    static OutputStream output() {
        refuseTerminal(1, "standard output is a terminal, and this is no text", "lead it into a program: … - | ssh …");
        return new FileOutputStream(FileDescriptor.out);
    }

    /** @throws UserError when it is a terminal */
    static InputStream input() {
        refuseTerminal(0, "standard input is a terminal", "lead a program's output into it: ssh … | …");
        return new FileInputStream(FileDescriptor.in);
    }

    private static void refuseTerminal(int descriptor, String what, String hint) {
        String leadsTo;
        try {
            leadsTo = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
        } catch (IOException unknown) {
            return;
        }
        if (TERMINAL.matcher(leadsTo).matches()) {
            throw UserError.usage(what, hint);
        }
    }
}
