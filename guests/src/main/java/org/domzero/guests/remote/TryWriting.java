package org.domzero.guests.remote;

import java.time.Duration;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Makes a file in a directory of an NFS server, and removes it. */
record TryWriting(NfsExport export, String directory) implements Action {
    private static final Duration LIMIT = Duration.ofSeconds(45);

    @Override
    public String summary() {
        return "write to " + export.text();
    }

    @Override
    public void perform(Effects effects) {
        Command command = Command.of("mktemp", "--tmpdir=" + directory, ".domzero-XXXXXXXX");
        CommandResult made = effects.commands().tryRun(command.withLimit(LIMIT));
        if (!made.succeeded()) {
            throw UserError.failed(
                    export.text() + " cannot be written by this host: "
                            + made.tail(1).replaceFirst("^.*: ", ""),
                    "the server has to export it for writing, and let root of this host write (no_root_squash, or a"
                            + " directory of the user that it makes of root)");
        }
        effects.commands().run(Command.of("rm", made.output().strip()).withLimit(LIMIT));
    }
}
