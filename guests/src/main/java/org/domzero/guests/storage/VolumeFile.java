package org.domzero.guests.storage;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a volume, past the host's page cache: dom0 has little memory, nobody reads them again from there, and on
 * their way through it they take several times as long. What is not aligned, and file systems that know no direct access,
 * go by the cache.
 */
public final class VolumeFile implements AutoCloseable {
    /** How many bytes {@link #buffer} holds. */
    public static final int BLOCK = 4 << 20;

    /** Of disks with the largest sectors there are. */
    private static final int SECTOR = 4096;

    private final FileChannel cached;
    private final @Nullable FileChannel direct;
    private final int alignment;

    private VolumeFile(FileChannel cached, @Nullable FileChannel direct, int alignment) {
        this.cached = cached;
        this.direct = direct;
        this.alignment = alignment;
    }

    /** Opens one that is there, to read from it. */
    public static VolumeFile toRead(Path file) throws IOException {
        return open(file, StandardOpenOption.READ);
    }

    /** Opens one that is there, to write to it. */
    public static VolumeFile toWrite(Path file) throws IOException {
        return open(file, StandardOpenOption.WRITE);
    }

    private static VolumeFile open(Path file, OpenOption option) throws IOException {
        FileChannel cached = FileChannel.open(file, option);
        long alignment = Math.max(SECTOR, Files.getFileStore(file).getBlockSize());
        if (BLOCK % alignment != 0) {
            return new VolumeFile(cached, null, SECTOR);
        }
        try {
            return new VolumeFile(cached, FileChannel.open(file, option, ExtendedOpenOption.DIRECT), (int) alignment);
        } catch (IOException | UnsupportedOperationException none) {
            return new VolumeFile(cached, null, SECTOR);
        }
    }

    /** One to read into and write from. */
    public static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(2 * BLOCK)
                .alignedSlice(BLOCK)
                .limit(BLOCK)
                .slice();
    }

    /**
     * Fills the buffer.
     *
     * @param at where in the volume
     * @throws IOException when the volume ends before, too
     */
    public void read(ByteBuffer buffer, long at) throws IOException {
        int begin = buffer.position();
        while (buffer.hasRemaining()) {
            long place = at + buffer.position() - begin;
            if (fitting(buffer, place).read(buffer, place) < 0) {
                throw new IOException("it ends after " + place + " bytes");
            }
        }
    }

    /**
     * Writes what is left in the buffer.
     *
     * @param at where in the volume
     */
    public void write(ByteBuffer buffer, long at) throws IOException {
        int begin = buffer.position();
        while (buffer.hasRemaining()) {
            long place = at + buffer.position() - begin;
            fitting(buffer, place).write(buffer, place);
        }
    }

    /** Asked each time: what the end of a file leaves over is not aligned. */
    private FileChannel fitting(ByteBuffer buffer, long at) {
        return direct != null
                        && buffer.isDirect()
                        && at % alignment == 0
                        && buffer.remaining() % alignment == 0
                        && buffer.alignmentOffset(buffer.position(), alignment) == 0
                ? direct
                : cached;
    }

    /** Makes what was written last, also when the power fails. */
    public void force() throws IOException {
        cached.force(true);
    }

    @Override
    public void close() throws IOException {
        try {
            if (direct != null) {
                direct.close();
            }
        } finally {
            cached.close();
        }
    }
}
