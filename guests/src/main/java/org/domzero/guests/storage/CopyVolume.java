package org.domzero.guests.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;

/** Copies what is on a volume to a new one of the same size. In a file, holes stay holes. */
public record CopyVolume(Volume from, Volume to) implements Action {
    private static final int BLOCK = 4 << 20;
    private static final long TOLD_EVERY = 200_000_000L;

    @Override
    public String summary() {
        return "copy " + from.name() + " (" + from.size() + ") to " + to.name();
    }

    @Override
    public void perform(Effects effects) {
        effects.onFile(from.path(), source -> {
            try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ)) {
                effects.onFile(to.path(), target -> {
                    try (FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
                        copy(in, out, effects);
                        out.force(true);
                    }
                });
            }
        });
    }

    private void copy(FileChannel in, FileChannel out, Effects effects) throws IOException {
        boolean sparse = !to.repository().kind().isGroup();
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        ByteBuffer nothing = ByteBuffer.allocateDirect(BLOCK);
        long size = from.size().bytes();
        long told = System.nanoTime();
        for (long at = 0; at < size; at += block.limit()) {
            block.clear().limit((int) Math.min(BLOCK, size - at));
            while (block.hasRemaining()) {
                if (in.read(block, at + block.position()) < 0) {
                    throw new IOException("it ends after " + (at + block.position()) + " bytes");
                }
            }
            block.flip();
            if (!sparse || !block.equals(nothing.clear().limit(block.limit()))) {
                while (block.hasRemaining()) {
                    out.write(block, at + block.position());
                }
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
