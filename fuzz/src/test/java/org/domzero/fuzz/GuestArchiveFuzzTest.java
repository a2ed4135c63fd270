package org.domzero.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.domzero.guests.archive.ArchiveReader;
import org.domzero.guests.archive.ArchiveWriter;
import org.domzero.guests.archive.ArchivedDisk;
import org.domzero.guests.archive.Meter;
import org.domzero.guests.archive.PlainPipe;
import org.domzero.guests.archive.TarBytes;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;

/** Of an archive as it comes out of zstd; the checksums of disks are Java's. */
class GuestArchiveFuzzTest {
    private static final int BLOCK = 512;
    private static final int SUM = 148;
    private static final int MAGIC = 257;

    @FuzzTest
    void anArchiveIsReadOrRefused(byte[] tar) throws IOException {
        summedUp(tar);
        try {
            ArchiveReader reader = open(tar);
            Meter meter = new Meter(Progress.SILENT, Math.max(1, reader.header().size()));
            for (ArchivedDisk disk : reader.header().disks()) {
                reader.disk(disk, (block, length) -> {}, meter);
            }
            reader.finish();
        } catch (UserError refused) {
            requireTold(refused);
        }
    }

    /** The fuzzer would not get past the sums of tar's own headers. */
    private static void summedUp(byte[] tar) {
        byte[] magic = "ustar".getBytes(StandardCharsets.US_ASCII);
        for (int header = 0; header + BLOCK <= tar.length; header += BLOCK) {
            int at = header + MAGIC;
            if (!Arrays.equals(tar, at, at + magic.length, magic, 0, magic.length)) {
                continue;
            }
            Arrays.fill(tar, header + SUM, header + SUM + 8, (byte) ' ');
            int sum = 0;
            for (int i = header; i < header + BLOCK; i++) {
                sum += tar[i] & 0xff;
            }
            byte[] digits = String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, tar, header + SUM, digits.length);
        }
    }

    @FuzzTest
    void aHeaderIsReadOrRefused(byte[] json) throws IOException {
        byte[] tar = new TarBytes()
                .with("domzero-guest.json", json)
                .with("guest.cfg", "name = \"web1\"\n")
                .bytes();
        ArchiveReader reader;
        try {
            reader = open(tar);
        } catch (UserError refused) {
            requireTold(refused);
            return;
        }
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        ArchiveWriter writer = new ArchiveWriter(again, PlainPipe.UNPACKED);
        writer.begin(reader.header(), reader.configuration());
        writer.finish();
        ArchiveReader second = open(again.toByteArray());
        assertThat(second.header()).isEqualTo(reader.header());
        assertThat(second.configuration()).isEqualTo(reader.configuration());
        assertThat(reader.header().size()).isNotNegative();
        assertThat(reader.header().disks())
                .allSatisfy(disk -> assertThat(disk.entry()).matches("disks/[A-Za-z0-9]+\\.raw"));
    }

    private static ArchiveReader open(byte[] tar) {
        return ArchiveReader.open("web1.domzero", new ByteArrayInputStream(tar), PlainPipe.UNPACKED);
    }

    private static void requireTold(UserError refused) {
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        Told.toAUser(refused);
        assertThat(refused.problems().get(0).message()).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }
}
