package org.domzero.guests.vm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import org.domzero.guests.archive.ArchiveReader;
import org.domzero.guests.archive.ArchivedDisk;
import org.domzero.guests.archive.Meter;
import org.domzero.guests.storage.Volume;
import org.domzero.guests.storage.VolumeFile;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Puts the disk that comes next in an archive onto a new volume, which reads as zeros: those are not written.
 *
 * @param meter that of all disks of the archive
 */
record FillVolume(ArchiveReader archive, ArchivedDisk disk, Volume volume, Meter meter) implements Action {
    /** Small enough that there are some of nothing but zeros. */
    private static final int PIECE = 1 << 16;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(PIECE).asReadOnlyBuffer();

    @Override
    public String summary() {
        return "copy " + disk.device() + " (" + disk.size() + ") to " + volume.name();
    }

    @Override
    public void perform(Effects effects) {
        effects.onFile(volume.path(), path -> {
            try (VolumeFile out = VolumeFile.toWrite(path)) {
                Filling filling = new Filling(out);
                archive.disk(disk, filling::take, meter);
                filling.finish();
                out.force();
            } catch (ClosedByInterruptException e) {
                Meter.refuseIfInterrupted();
                throw e;
            }
        });
    }

    /** Gathers what comes in pieces of any length into blocks, of which it writes what is not zeros. */
    private static final class Filling {
        private final VolumeFile out;
        private final ByteBuffer block = VolumeFile.buffer();
        private long at;

        Filling(VolumeFile out) {
            this.out = out;
        }

        void take(byte[] bytes, int length) throws IOException {
            int taken = 0;
            while (taken < length) {
                int next = Math.min(block.remaining(), length - taken);
                block.put(bytes, taken, next);
                taken += next;
                if (!block.hasRemaining()) {
                    finish();
                }
            }
        }

        void finish() throws IOException {
            int end = block.flip().limit();
            int written = 0;
            for (int piece = 0; piece < end; piece += PIECE) {
                int length = Math.min(PIECE, end - piece);
                if (block.slice(piece, length).equals(NOTHING.slice(0, length))) {
                    write(written, piece);
                    written = piece + length;
                }
            }
            write(written, end);
            at += end;
            block.clear();
        }

        private void write(int from, int to) throws IOException {
            if (from < to) {
                out.write(block.slice(from, to - from), at + from);
            }
        }
    }
}
