package org.domzero.guests.vm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.domzero.guests.archive.ArchiveReader;
import org.domzero.guests.archive.ArchivedDisk;
import org.domzero.guests.archive.Meter;
import org.domzero.guests.storage.Volume;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Puts the disk that comes next in an archive onto a new volume, which reads as zeros: those are not written.
 *
 * @param meter that of all disks of the archive
 */
record FillVolume(ArchiveReader archive, ArchivedDisk disk, Volume volume, Meter meter) implements Action {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(1 << 16).asReadOnlyBuffer();

    @Override
    public String summary() {
        return "copy " + disk.device() + " (" + disk.size() + ") to " + volume.name();
    }

    @Override
    public void perform(Effects effects) {
        effects.onFile(volume.path(), path -> {
            try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
                archive.disk(disk, (block, length) -> write(out, ByteBuffer.wrap(block, 0, length)), meter);
                out.force(true);
            } catch (ClosedByInterruptException e) {
                Meter.refuseIfInterrupted();
                throw e;
            }
        });
    }

    /** In pieces small enough that there are some of nothing but zeros. */
    private static void write(FileChannel out, ByteBuffer block) throws IOException {
        int end = block.limit();
        while (block.position() < end) {
            int length = Math.min(NOTHING.capacity(), end - block.position());
            block.limit(block.position() + length);
            if (block.equals(NOTHING.slice(0, length))) {
                out.position(out.position() + length);
                block.position(block.limit());
            }
            while (block.hasRemaining()) {
                out.write(block);
            }
            block.limit(end);
        }
    }
}
