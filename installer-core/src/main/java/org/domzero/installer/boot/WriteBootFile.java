package org.domzero.installer.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Writes a file of a new generation, with its folder, and waits until it is on the disk.
 *
 * @param folder of the generation
 */
record WriteBootFile(String folder, NewFile file) implements Action {
    @Override
    public String summary() {
        return "write " + path() + " (" + new ByteSize(file.file().size()) + ")"
                + file.source().describe();
    }

    @Override
    public void perform(Effects effects) {
        try (InputStream in = file.source().open(effects)) {
            effects.onFile(path(), target -> {
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                try (FileChannel channel = FileChannel.open(
                                target,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE);
                        OutputStream out = Channels.newOutputStream(channel)) {
                    in.transferTo(out);
                    channel.force(true);
                }
            });
        } catch (IOException e) {
            throw UserError.failed(
                    path() + " cannot be written" + file.source().describe() + ": " + IoReason.of(e),
                    "what is booted by default has not been changed; mend the source and try again",
                    e);
        }
    }

    private String path() {
        return folder + "/" + file.file().name();
    }
}
