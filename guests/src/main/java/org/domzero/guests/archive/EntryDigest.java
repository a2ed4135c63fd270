package org.domzero.guests.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Pipe;
import org.domzero.toolkit.PipedOutput;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;

/**
 * The SHA-256 of a disk, found while it is copied, by openssl-dgst(1): Java, as the program runs it, would take ten times
 * as long, and be what everything else waits for.
 */
final class EntryDigest implements AutoCloseable {
    static final Command OPENSSL = Command.of("openssl", "dgst", "-sha256", "-r");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PipedOutput content;

    /** @throws UserError when there is no openssl, as from the methods when it fails */
    EntryDigest(Pipe pipe) {
        this.content = pipe.writing(OPENSSL, said);
    }

    void add(byte[] block, int length) {
        try {
            content.write(block, 0, length);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    Sha256 finish() {
        try {
            content.finish();
            return new Sha256(said.toString(StandardCharsets.UTF_8).replaceFirst("(?s)\\s.*", ""));
        } catch (IOException e) {
            throw failed(e);
        } catch (IllegalArgumentException none) {
            throw UserError.failed(
                    "what openssl said is not understood: " + ShownText.quoted(said.toString(StandardCharsets.UTF_8)),
                    "see '" + OPENSSL.line() + "'",
                    none);
        }
    }

    private static UserError failed(IOException why) {
        Meter.refuseIfInterrupted();
        return UserError.failed("no checksum can be found: " + IoReason.of(why), "try '" + OPENSSL.line() + "'", why);
    }

    @Override
    public void close() {
        content.close();
    }
}
