package org.domzero.guests.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.domzero.toolkit.Sha256;

/** Tar archives of any content, right or wrong. */
public final class TarBytes {
    private final List<Entry> entries = new ArrayList<>();

    private static final class Entry {
        private final String name;
        private final byte[] content;
        private final byte kind;

        Entry(String name, byte[] content, byte kind) {
            this.name = name;
            this.content = content;
            this.kind = kind;
        }
    }

    /** What an archive begins with: a header of these disks, and a definition. */
    public static TarBytes archive(String header, String configuration) {
        return new TarBytes().with(ArchiveHeader.ENTRY, header).with(ArchiveWriter.CONFIGURATION, configuration);
    }

    public TarBytes with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public TarBytes with(String name, byte[] content) {
        entries.add(new Entry(name, content, TarConstants.LF_NORMAL));
        return this;
    }

    public TarBytes withLink(String name) {
        entries.add(new Entry(name, new byte[0], TarConstants.LF_SYMLINK));
        return this;
    }

    /** With the checksums of all there is so far. */
    public TarBytes withSums() {
        StringBuilder sums = new StringBuilder();
        entries.forEach(entry -> sums.append(ArchiveWriter.line(Sha256.of(entry.content), entry.name)));
        return with(ArchiveWriter.SUMS, sums.toString());
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            for (Entry entry : entries) {
                TarArchiveEntry one = new TarArchiveEntry(entry.name, entry.kind, true);
                one.setSize(entry.content.length);
                if (entry.kind == TarConstants.LF_SYMLINK) {
                    one.setLinkName("/etc/passwd");
                }
                tar.putArchiveEntry(one);
                tar.write(entry.content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
