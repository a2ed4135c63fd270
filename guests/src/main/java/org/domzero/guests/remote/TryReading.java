package org.domzero.guests.remote;

import java.time.Duration;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Reads the beginning of an ISO file in a directory of an NFS server, if there is one. */
record TryReading(NfsExport export, String directory) implements Action {
    /** In bytes; what a direct read needs at least. */
    static final int BLOCK = 4096;

    /** With nfs-ganesha 4.3, which offers NFS 4.2, every read of Linux 6.12 fails. */
    static final String OTHER_VERSION = "some servers do this with the newest version of NFS: try --options vers=4.1";

    /** For each command about the server's files. */
    static final Duration LIMIT = Duration.ofSeconds(45);

    @Override
    public String summary() {
        return "read from " + export.text();
    }

    @Override
    public void perform(Effects effects) {
        Command find =
                Command.of("find", directory, "-maxdepth", "1", "-type", "f", "-name", "*.iso", "-print", "-quit");
        String file = effects.commands().run(find.withLimit(LIMIT)).output().strip();
        if (!file.isEmpty()) {
            read(export, file, effects);
        }
    }

    /** The first {@link #BLOCK} bytes of a file, from the server and not from the host's own memory. */
    static String read(NfsExport export, String file, Effects effects) {
        CommandResult read = effects.commands()
                .tryRun(Command.of("dd", "if=" + file, "bs=" + BLOCK, "count=1", "iflag=direct", "status=none")
                        .withLimit(LIMIT));
        if (!read.succeeded()) {
            throw UserError.failed(
                    export.text() + " cannot be read: " + read.tail(1).replaceFirst("^.*: ", ""), OTHER_VERSION);
        }
        return read.output();
    }
}
