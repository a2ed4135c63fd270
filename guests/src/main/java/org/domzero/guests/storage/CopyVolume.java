package org.domzero.guests.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;

/** Copies what is on a volume to a new one of the same size. In a file, holes stay holes. */
public record CopyVolume(Volume from, Volume to) implements Action {
    private static final long TOLD_EVERY = 200_000_000L;

    @Override
    public String summary() {
        return "copy " + from.name() + " (" + from.size() + ") to " + to.name();
    }

    @Override
    public void perform(Effects effects) {
        effects.onFile(from.path(), source -> {
            try (VolumeFile in = VolumeFile.toRead(source)) {
                effects.onFile(to.path(), target -> {
                    try (VolumeFile out = VolumeFile.toWrite(target)) {
                        copy(in, out, effects);
                        out.force();
                    }
                });
            }
        });
    }

    private void copy(VolumeFile in, VolumeFile out, Effects effects) throws IOException {
        boolean sparse = !to.repository().kind().isGroup();
        ByteBuffer block = VolumeFile.buffer();
        ByteBuffer nothing = ByteBuffer.allocate(VolumeFile.BLOCK);
        long size = from.size().bytes();
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
