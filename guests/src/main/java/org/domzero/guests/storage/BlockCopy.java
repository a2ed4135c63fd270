package org.domzero.guests.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;

/** Copies bytes of one volume, or image, to another that is there. */
final class BlockCopy {
    private static final long TOLD_EVERY = 200_000_000L;

    private BlockCopy() {}

    /**
     * Does it, and makes what was written last.
     *
     * @param sparse whether blocks of zeros are left out
     * @throws UserError when it cannot be done, or was interrupted
     */
    static void run(String from, String to, ByteSize size, boolean sparse, Effects effects) {
        effects.onFile(from, source -> {
            try (VolumeFile in = VolumeFile.toRead(source)) {
                effects.onFile(to, target -> {
                    try (VolumeFile out = VolumeFile.toWrite(target)) {
                        copy(in, out, size.bytes(), sparse, effects);
                        out.force();
                    }
                });
            }
        });
    }

    private static void copy(VolumeFile in, VolumeFile out, long size, boolean sparse, Effects effects)
            throws IOException {
        ByteBuffer block = VolumeFile.buffer();
        ByteBuffer nothing = ByteBuffer.allocate(VolumeFile.BLOCK);
        long told = System.nanoTime();
        for (long at = 0; at < size; at += block.limit()) {
            block.clear().limit((int) Math.min(VolumeFile.BLOCK, size - at));
            in.read(block, at);
            block.flip();
            if (!sparse || !block.equals(nothing.clear().limit(block.limit()))) {
                out.write(block, at);
            }
            if (Thread.interrupted()) {
                throw UserError.failed("the copy was interrupted", "run it again");
            }
            long now = System.nanoTime();
            if (now - told > TOLD_EVERY) {
                effects.progress().on(new ProgressEvent.Fraction((double) at / size));
                told = now;
            }
        }
    }
}
