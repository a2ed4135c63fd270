package org.domzero.guests.remote;

import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Makes a file in a directory of an NFS server, reads back what is in it, and removes it. */
record TryWriting(NfsExport export, String directory) implements Action {
    @Override
    public String summary() {
        return "write to " + export.text() + ", and read it back";
    }

    @Override
    public void perform(Effects effects) {
        Command make = Command.of("mktemp", "--tmpdir=" + directory, ".domzero-XXXXXXXX");
        CommandResult made = effects.commands().tryRun(make.withLimit(TryReading.LIMIT));
        if (!made.succeeded()) {
            throw notWritten(made);
        }
        String file = made.output().strip();
        try {
            compare(file, effects);
        } finally {
            effects.commands().tryRun(Command.of("rm", file).withLimit(TryReading.LIMIT));
        }
    }

    private void compare(String file, Effects effects) {
        String content = (file + "\n").repeat(TryReading.BLOCK).substring(0, TryReading.BLOCK);
        CommandResult written = effects.commands()
                .tryRun(Command.of("dd", "of=" + file, "conv=notrunc,fsync", "status=none")
                        .withInput(content)
                        .withLimit(TryReading.LIMIT));
        if (!written.succeeded()) {
            throw notWritten(written);
        }
        String read = TryReading.read(export, file, effects);
        if (!read.equals(content)) {
            throw UserError.failed(
                    export.text() + " does not give back what this host writes there", TryReading.OTHER_VERSION);
        }
    }

    private UserError notWritten(CommandResult result) {
        return UserError.failed(
                export.text() + " cannot be written by this host: "
                        + result.tail(1).replaceFirst("^.*: ", ""),
                "the server has to export it for writing, and let root of this host write (no_root_squash, or a"
                        + " directory of the user that it makes of root)");
    }
}
