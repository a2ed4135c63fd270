package org.domzero.installer.boot;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Writes the settings of a boot loader over what was there, by a single write. They have the same length as ever, so on
 * FAT neither the file's entry nor the allocation table changes: after a power cut there are the old settings or the
 * new ones.
 *
 * @param content ASCII, of the length that the file has for good
 */
record OverwriteInPlace(String path, String content) implements Action {
    @Override
    public String summary() {
        return "write " + path + " in place";
    }

    @Override
    public void perform(Effects effects) {
        effects.onFile(path, file -> {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.ISO_8859_1));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                // Only a file that somebody else has written is longer.
                if (channel.size() > content.length()) {
                    channel.truncate(content.length());
                }
                channel.force(true);
            }
        });
    }
}
