package org.domzero.guests.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.domzero.toolkit.Pipe;
import org.domzero.toolkit.Sha256;

/**
 * Writes an archive, front to back. Its methods are called in the order in which they stand here, {@link #disk} once for
 * each disk of the header; each throws {@link IOException} when it cannot be written.
 */
public final class ArchiveWriter {
    static final String CONFIGURATION = "guest.cfg";
    static final String SUMS = "SHA256SUMS";
    static final int BLOCK = 1 << 18;

    private static final int PRIVATE = 0100600;

    /** In whole seconds: the rest would take a header of its own for each entry. */
    private final FileTime now = FileTime.from(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    private final OutputStream buffered;
    private final TarArchiveOutputStream tar;
    private final Pipe pipe;
    private final StringBuilder sums = new StringBuilder();

    /**
     * An archive that nothing has been written of.
     *
     * @param out which packs it; not closed here
     * @param pipe runs what finds checksums
     */
    public ArchiveWriter(OutputStream out, Pipe pipe) {
        // The writer of tar writes 512 bytes at a time.
        this.buffered = new BufferedOutputStream(out, BLOCK);
        this.tar = new TarArchiveOutputStream(buffered, "UTF-8");
        this.pipe = pipe;
        // Without it an entry ends at 8 GiB.
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    /** Where a disk's bytes come from. */
    @FunctionalInterface
    public interface Source {
        /**
         * Puts what comes next into the first {@code length} bytes of the block.
         *
         * @throws org.domzero.toolkit.UserError when it cannot be read
         */
        void fill(byte[] block, int length);
    }

    /**
     * Begins with what is not on disks.
     *
     * @param configuration the guest's, as it stands
     */
    public void begin(ArchiveHeader header, String configuration) throws IOException {
        text(ArchiveHeader.ENTRY, header.json());
        text(CONFIGURATION, configuration);
    }

    /** Writes the whole of a disk. */
    public void disk(ArchivedDisk disk, Source source, Meter meter) throws IOException {
        open(disk.entry(), disk.size().bytes());
        byte[] block = new byte[BLOCK];
        try (EntryDigest digest = new EntryDigest(pipe)) {
            long left = disk.size().bytes();
            while (left > 0) {
                int length = (int) Math.min(BLOCK, left);
                source.fill(block, length);
                tar.write(block, 0, length);
                digest.add(block, length);
                meter.passed(length);
                left -= length;
            }
            sums.append(line(digest.finish(), disk.entry()));
        }
        tar.closeArchiveEntry();
    }

    /** Ends with the checksums, without which an archive is none. */
    public void finish() throws IOException {
        text(SUMS, sums.toString());
        tar.finish();
        // The writer of tar does not.
        buffered.flush();
    }

    private void text(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        open(name, bytes.length);
        tar.write(bytes);
        tar.closeArchiveEntry();
        sums.append(line(Sha256.of(bytes), name));
    }

    private void open(String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(PRIVATE);
        entry.setNames("root", "root");
        entry.setLastModifiedTime(now);
        tar.putArchiveEntry(entry);
    }

    /** As sha256sum(1) has it. */
    static String line(Sha256 sum, String name) {
        return sum.hex() + "  " + name + "\n";
    }
}
