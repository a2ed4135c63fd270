package org.domzero.guests.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Pipe;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive, front to back: it is opened, then {@link #disk} is called for each disk of the header, in their
 * order, then {@link #finish}. Until that has returned, all that was read may be wrong. Entries other than those that the
 * header names, in the order in which they have to be, are refused: nothing of an entry is ever used as a path.
 *
 * <p>Whatever the archive is, each method returns or throws a {@link UserError} that names it.
 */
public final class ArchiveReader {
    private static final int LONGEST_TEXT = 1 << 20;
    /** With pax headers, of which ours have one of a line. */
    private static final int LONGEST_HEADER = 1 << 18;
    /** So that nothing is passed over at the end. */
    private static final int RECORD = 512;
    /** Zeros that fill up the archive's last block, which tar(1) makes 10 KiB. */
    private static final int LONGEST_FILLING = 1 << 20;

    private final String called;
    private final Allowance in;
    private final TarArchiveInputStream tar;
    private final Pipe pipe;
    private final StringBuilder sums = new StringBuilder();
    private final ArchiveHeader header;
    private final String configuration;

    private ArchiveReader(String called, InputStream unpacked, Pipe pipe) {
        this.called = called;
        this.in = new Allowance(unpacked);
        this.tar = new TarArchiveInputStream(in, RECORD, "UTF-8");
        this.pipe = pipe;
        this.header = readHeader();
        this.configuration = readConfiguration();
    }

    /**
     * Reads what is not on disks.
     *
     * @param called what errors call the archive
     * @param unpacked not closed here
     * @param pipe runs what finds checksums
     * @throws UserError when it is no archive of a guest, or of a format that is not known here
     */
    public static ArchiveReader open(String called, InputStream unpacked, Pipe pipe) {
        return new ArchiveReader(called, unpacked, pipe);
    }

    /** Where a disk's bytes go. */
    @FunctionalInterface
    public interface Target {
        /** Takes the first {@code length} bytes of the block, which are what comes next. */
        void take(byte[] block, int length) throws IOException;
    }

    public ArchiveHeader header() {
        return header;
    }

    /** The guest's definition, as it was. */
    public String configuration() {
        return configuration;
    }

    /** What the archive is called where something is said about it. */
    public String called() {
        return called;
    }

    /**
     * Reads the whole of a disk.
     *
     * @throws IOException what {@code target} throws
     * @throws UserError when the archive is damaged or ends, or the thread was interrupted
     */
    public void disk(ArchivedDisk disk, Target target, Meter meter) throws IOException {
        openDisk(disk);
        byte[] block = new byte[ArchiveWriter.BLOCK];
        try (EntryDigest digest = new EntryDigest(pipe)) {
            long left = disk.size().bytes();
            while (left > 0) {
                int length = (int) Math.min(block.length, left);
                fill(block, length, disk.entry());
                digest.add(block, length);
                target.take(block, length);
                meter.passed(length);
                left -= length;
            }
            sums.append(ArchiveWriter.line(digest.finish(), disk.entry()));
        }
    }

    private void openDisk(ArchivedDisk disk) {
        try {
            long size = next(disk.entry()).getSize();
            if (size != disk.size().bytes()) {
                throw new IOException(disk.entry() + " has " + size + " bytes instead of "
                        + disk.size().bytes());
            }
            in.allow(size + LONGEST_HEADER);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private void fill(byte[] block, int length, String entry) {
        try {
            if (tar.readNBytes(block, 0, length) < length) {
                throw new EOFException("it ends within " + entry);
            }
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /**
     * Reads the checksums, and the rest up to the end of the file.
     *
     * @throws UserError when one of them is wrong, or something is there that is not to be
     */
    public void finish() {
        try {
            List<String> computed = sums.toString().lines().toList();
            List<String> told = text(ArchiveWriter.SUMS).lines().toList();
            for (String line : computed) {
                if (!told.contains(line)) {
                    throw new IOException(line.substring(line.lastIndexOf(' ') + 1)
                            + " is not what it was when it was exported: its checksum is another");
                }
            }
            if (told.size() != computed.size()) {
                throw new IOException(ArchiveWriter.SUMS + " names what is not there");
            }
            in.allow(LONGEST_HEADER);
            if (nextIfThere() != null) {
                throw new IOException("it goes on after " + ArchiveWriter.SUMS);
            }
            readFilling();
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    /** Only when all has been read, it shows whether what unpacks it is content too. */
    private void readFilling() throws IOException {
        in.allow(LONGEST_FILLING);
        byte[] filling = new byte[8192];
        int read;
        while ((read = in.read(filling, 0, filling.length)) >= 0) {
            for (int i = 0; i < read; i++) {
                if (filling[i] != 0) {
                    throw new IOException("something follows its end");
                }
            }
        }
    }

    private ArchiveHeader readHeader() {
        try {
            return ArchiveHeader.parse(text(ArchiveHeader.ENTRY));
        } catch (IOException e) {
            Meter.refuseIfInterrupted();
            throw wrong("this is no export of a guest: " + reason(e), "'domzero vm export' makes one", e);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "this is no export of a guest that can be read: " + e.getMessage(),
                    "it was made by another version of domzero, or is damaged",
                    e);
        }
    }

    private String readConfiguration() {
        try {
            return text(ArchiveWriter.CONFIGURATION);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private String text(String name) throws IOException {
        long size = next(name).getSize();
        if (size > LONGEST_TEXT) {
            throw new IOException(name + " has " + size + " bytes, which is too much");
        }
        in.allow(size + LONGEST_HEADER);
        byte[] bytes = tar.readNBytes((int) size);
        if (bytes.length < size) {
            throw new EOFException("it ends within " + name);
        }
        sums.append(ArchiveWriter.line(Sha256.of(bytes), name));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(name + " is not text in UTF-8", e);
        }
    }

    /** The entry that has to be the next one. */
    private TarArchiveEntry next(String name) throws IOException {
        in.allow(LONGEST_HEADER);
        TarArchiveEntry entry = nextIfThere();
        if (entry == null) {
            throw new EOFException("it ends where " + name + " has to be");
        }
        if (!entry.isCheckSumOK()) {
            throw new IOException("where " + name + " has to be, there is no header of tar");
        }
        if (!entry.getName().equals(name)) {
            throw new IOException(ShownText.quoted(entry.getName()) + " is where " + name + " has to be");
        }
        if (entry.getLinkFlag() != TarConstants.LF_NORMAL || entry.isSparse() || entry.getSize() < 0) {
            throw new IOException(name + " is not an ordinary file");
        }
        return entry;
    }

    private @Nullable TarArchiveEntry nextIfThere() throws IOException {
        try {
            return tar.getNextEntry();
        } catch (RuntimeException odd) {
            // Of some numbers that are none.
            throw new IOException("it has a damaged header", odd);
        }
    }

    private UserError damaged(IOException e) {
        Meter.refuseIfInterrupted();
        return wrong(
                "the archive is damaged or incomplete: " + reason(e),
                "compare it with the one that was exported, or export the guest again",
                e);
    }

    private UserError wrong(String what, String hint, Exception cause) {
        UserError error = new UserError(ExitCode.USAGE, List.of(new Problem(Place.of(called), what, hint)));
        error.initCause(cause);
        return error;
    }

    private static String reason(IOException e) {
        return IoReason.of(e).replaceFirst("\\.$", "");
    }
}
