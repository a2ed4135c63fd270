package org.domzero.guests.remote;

import java.nio.file.Files;
import java.time.Duration;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Mounts a directory of an NFS server.
 *
 * <p>A server that is gone must not hang the host for good: after two minutes (20 s for what is only read) a request is
 * an error, which the guest sees as one of its disk's. {@code hard} among the export's own options changes that.
 */
record MountExport(NfsExport export, String directory, boolean readOnly) implements Action {
    private static final Duration LIMIT = Duration.ofSeconds(45);

    /** {@code nolock} counts for servers that have no NFS 4 only: dom0 runs no lock daemon. */
    private static final String USUAL = "nosuid,nodev,noexec,noatime,retry=0,nolock,softerr";

    @Override
    public String summary() {
        return "mount " + export.text();
    }

    String options() {
        return (readOnly ? "ro," : "")
                + USUAL
                + (readOnly ? ",timeo=50,retrans=3" : ",timeo=150,retrans=7")
                + (export.options().isEmpty() ? "" : "," + export.options());
    }

    @Override
    public void perform(Effects effects) {
        effects.createDirectories(directory);
        try {
            mount(effects);
        } catch (UserError failed) {
            effects.onFile(directory, Files::deleteIfExists);
            throw failed;
        }
    }

    private void mount(Effects effects) {
        CommandResult result = new Server(export.server(), export.server())
                .ask(
                        Command.of("mount", "-t", "nfs", "-o", options(), export.text(), directory)
                                .withLimit(LIMIT),
                        effects);
        if (!result.succeeded()) {
            throw UserError.failed(
                    export.text() + " cannot be mounted: " + reason(result),
                    "does the server run NFS, and export this directory to this host?");
        }
    }

    /** Of "mount.nfs: access denied by server while mounting …" what is not known already. */
    private String reason(CommandResult result) {
        return result.tail(1)
                .replaceFirst("^mount(\\.nfs)?: ", "")
                .replace(" while mounting " + export.text(), "")
                .replace(" for " + directory + " on " + directory, "");
    }
}
