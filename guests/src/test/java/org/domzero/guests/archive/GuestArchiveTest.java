package org.domzero.guests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestArchiveTest {
    private static final UUID GUEST = UUID.fromString("22222222-2222-4333-8444-555555555555");
    private static final String CONFIGURATION = "name = \"web1\" # Größe\n";
    private static final byte[] DISK = "what is on the disk".getBytes(StandardCharsets.UTF_8);
    private static final ArchivedDisk XVDA = new ArchivedDisk("xvda", new ByteSize(DISK.length));
    private static final ArchiveHeader HEADER = ArchiveHeader.of("web1", GUEST, "pvh", List.of(XVDA));
    private static final Meter METER = new Meter(Progress.SILENT, DISK.length);

    private static byte[] written(ArchiveHeader header, byte[]... disks) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveWriter writer = new ArchiveWriter(out, PlainPipe.UNPACKED);
        writer.begin(header, CONFIGURATION);
        for (int i = 0; i < disks.length; i++) {
            ByteBuffer content = ByteBuffer.wrap(disks[i]);
            writer.disk(header.disks().get(i), (block, length) -> content.get(block, 0, length), METER);
        }
        writer.finish();
        return out.toByteArray();
    }

    private static ArchiveReader open(InputStream in) {
        return ArchiveReader.open("web1.domzero", in, PlainPipe.UNPACKED);
    }

    /** Reads all of it. */
    private static byte[] read(byte[] archive) throws IOException {
        ArchiveReader reader = open(new ByteArrayInputStream(archive));
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (ArchivedDisk disk : reader.header().disks()) {
            reader.disk(disk, (block, length) -> content.write(block, 0, length), METER);
        }
        reader.finish();
        return content.toByteArray();
    }

    private static void refused(byte[] archive, String message) {
        assertThatThrownBy(() -> read(archive)).isInstanceOfSatisfying(UserError.class, error -> {
            assertThat(error).hasMessageContaining(message);
            assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(error.render()).startsWith("error: web1.domzero: ").contains("\n  hint: ");
        });
    }

    private static TarBytes begun() {
        return TarBytes.archive(HEADER.json(), CONFIGURATION);
    }

    @Test
    void isATarArchiveWithItsOwnChecksums() throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(written(HEADER, DISK)));
        StringBuilder sums = new StringBuilder();
        for (String name : List.of("domzero-guest.json", "guest.cfg", "disks/xvda.raw")) {
            assertThat(tar.getNextEntry().getName()).isEqualTo(name);
            byte[] content = tar.readAllBytes();
            sums.append(Sha256.of(content)).append("  ").append(name).append('\n');
            if (name.endsWith(".raw")) {
                assertThat(content).isEqualTo(DISK);
            }
        }
        assertThat(tar.getNextEntry().getName()).isEqualTo("SHA256SUMS");
        assertThat(tar.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo(sums.toString());
        assertThat(tar.getNextEntry()).isNull();
    }

    @Test
    void tellsAtItsBeginningWhatItHolds() throws IOException {
        ArchiveReader reader = open(new ByteArrayInputStream(written(HEADER, DISK)));
        assertThat(reader.header()).isEqualTo(HEADER);
        assertThat(reader.configuration()).isEqualTo(CONFIGURATION);
        assertThat(HEADER.json()).isEqualTo("""
                {
                  "format": 1,
                  "domzero": "%s",
                  "name": "web1",
                  "uuid": "22222222-2222-4333-8444-555555555555",
                  "type": "pvh",
                  "disks": [
                    {
                      "device": "xvda",
                      "size": 19,
                      "entry": "disks/xvda.raw"
                    }
                  ]
                }
                """.formatted(HEADER.domzero()));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 511, 512, 513, ArchiveWriter.BLOCK, ArchiveWriter.BLOCK + 1, 3 * ArchiveWriter.BLOCK - 7})
    void readsWhatItHasWritten(int size) throws IOException {
        byte[] first = new byte[size];
        new Random(size).nextBytes(first);
        ArchiveHeader header =
                ArchiveHeader.of("web1", null, "hvm", List.of(new ArchivedDisk("hda", new ByteSize(size)), XVDA));
        byte[] both = Arrays.copyOf(first, size + DISK.length);
        System.arraycopy(DISK, 0, both, size, DISK.length);
        assertThat(read(written(header, first, DISK))).isEqualTo(both);
    }

    @Test
    void readsWhatTarMakesOfTheSameFiles() throws IOException {
        // GNU tar fills up to 10 KiB.
        byte[] padded =
                Arrays.copyOf(begun().with("disks/xvda.raw", DISK).withSums().bytes(), 10240);
        assertThat(read(padded)).isEqualTo(DISK);
    }

    /** The pax header is ours; only what is on it is not read here. */
    @Test
    void takesDisksThatTarsOwnNumbersAreTooSmallFor() throws IOException {
        long size = 20L << 30;
        ArchivedDisk large = new ArchivedDisk("xvda", new ByteSize(size));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveWriter writer = new ArchiveWriter(out, PlainPipe.UNPACKED);
        writer.begin(ArchiveHeader.of("web1", GUEST, "pvh", List.of(large)), CONFIGURATION);
        int[] blocks = {0};
        assertThatThrownBy(() -> writer.disk(
                        large,
                        (block, length) -> {
                            if (blocks[0]++ == 2) {
                                throw UserError.failed("enough", "stop");
                            }
                        },
                        METER))
                .hasMessage("enough");
        InputStream zeros = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 0);
                return length;
            }
        };
        ArchiveReader reader = open(new SequenceInputStream(new ByteArrayInputStream(out.toByteArray()), zeros));
        assertThatThrownBy(() -> reader.disk(
                        large,
                        (block, length) -> {
                            throw new IOException("No space left on device");
                        },
                        METER))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    @Test
    void whatIsTruncatedIsRefused() throws IOException {
        byte[] whole = written(HEADER, DISK);
        int sums = new String(whole, StandardCharsets.ISO_8859_1).indexOf("  disks/xvda.raw\n");
        for (int length = 0; length < sums; length += length < 700 ? 23 : 101) {
            refused(Arrays.copyOf(whole, length), length < 1024 ? "" : "the archive is damaged or incomplete: ");
        }
        refused(Arrays.copyOf(whole, sums + 16), "the archive is damaged or incomplete: ");
    }

    @Test
    void aChangedByteIsRefused() throws IOException {
        byte[] whole = written(HEADER, DISK);
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        for (String inside : List.of(
                "domzero-guest.json\0",
                "\"format\"",
                "\"web1\"",
                "22222222-2222",
                "\"size\"",
                "guest.cfg\0",
                "name = ",
                "disks/xvda.raw\0",
                "on the disk",
                "SHA256SUMS\0",
                "  guest.cfg\n",
                "  disks/xvda.raw\n")) {
            for (int i = 0; i < inside.length() - 1; i++) {
                for (int bit = 1; bit <= 128; bit <<= 3) {
                    byte[] changed = whole.clone();
                    changed[text.indexOf(inside) + i] ^= (byte) bit;
                    assertThat(catchThrowable(() -> read(changed)))
                            .as("%s, character %d, bit %d", inside, i, bit)
                            .isInstanceOf(UserError.class);
                }
            }
        }
    }

    @Test
    void foreignFilesAreToldApart() {
        refused(new byte[0], "this is no export of a guest: it ends where domzero-guest.json has to be");
        refused(new byte[5000], "this is no export of a guest: it ends where domzero-guest.json has to be");
        refused("hello, world\n".repeat(99).getBytes(StandardCharsets.UTF_8), "this is no export of a guest: ");
        refused(
                new TarBytes().with("etc/\u001b[2Jpasswd", "root").bytes(),
                "this is no export of a guest: \"etc/\\u001b[2Jpasswd\" is where domzero-guest.json has to be");
        refused(
                new TarBytes()
                        .with("domzero-guest.json", new byte[(1 << 20) + 1])
                        .bytes(),
                "which is too much");
    }

    private static void headerRefused(UnaryOperator<String> change, String message) {
        refused(
                TarBytes.archive(change.apply(HEADER.json()), CONFIGURATION)
                        .with("disks/xvda.raw", DISK)
                        .withSums()
                        .bytes(),
                message);
    }

    @Test
    void aHeaderThatIsNotUnderstoodIsRefused() {
        headerRefused(
                json -> json.replace("\"format\": 1", "\"format\": 2"), "it is of the format 2, and this domzero");
        headerRefused(json -> json.replace("\"format\": 1", "\"format\": \"1\""), "format cannot be \"1\"");
        headerRefused(json -> json.replace("\"format\": 1,", ""), "format is missing");
        headerRefused(json -> "[]", "domzero-guest.json is not a JSON object");
        headerRefused(json -> "{".repeat(5000), "domzero-guest.json is not a JSON object");
        headerRefused(json -> "", "domzero-guest.json is not a JSON object");
        headerRefused(json -> json.replace("\"web1\"", "\"web\\u001b[2J\""), "name cannot be \"web\\u001b[2J\"");
        headerRefused(json -> json.replace("\"web1\"", "7"), "name cannot be 7");
        headerRefused(json -> json.replace(GUEST.toString(), "me"), "uuid cannot be \"me\"");
        headerRefused(json -> json.replace("\"disks\"", "\"disk\""), "disks is missing");
        headerRefused(json -> json.replace("19", "-19"), "disks[0].size cannot be -19");
        headerRefused(json -> json.replace("19", "1e99"), "disks[0].size cannot be 1e99");
        headerRefused(json -> json.replace("19", "9007199254740993000"), "its disks are larger than any storage");
        headerRefused(json -> json.replace("disks/xvda.raw", "../xvda.raw"), "disks[0].entry cannot be");
        headerRefused(json -> json.replace("xvda", "../../x"), "\"../../x\" is not a device's name");
        headerRefused(json -> json.replace("\"xvda\"", "\"\""), "\"\" is not a device's name");
        headerRefused(json -> json.replaceAll("(?s)\\[(.*)]", "[$1,$1]"), "two disks are called xvda");
    }

    @Test
    void entriesThatAreNotToBeThereAreRefused() {
        byte[] more = "more".getBytes(StandardCharsets.UTF_8);
        refused(begun().with("../disks/xvda.raw", DISK).withSums().bytes(), "\"../disks/xvda.raw\" is where");
        refused(begun().with("/disks/xvda.raw", DISK).withSums().bytes(), "\"/disks/xvda.raw\" is where");
        refused(begun().withSums().bytes(), "\"SHA256SUMS\" is where disks/xvda.raw has to be");
        refused(begun().bytes(), "it ends where disks/xvda.raw has to be");
        refused(begun().with("disks/xvda.raw", DISK).bytes(), "it ends where SHA256SUMS has to be");
        refused(begun().with("disks/xvda.raw", more).withSums().bytes(), "has 4 bytes instead of 19");
        refused(begun().withLink("disks/xvda.raw").withSums().bytes(), "is not an ordinary file");
        refused(
                begun().with("disks/xvda.raw", DISK)
                        .with("disks/xvda.raw", DISK)
                        .withSums()
                        .bytes(),
                "\"disks/xvda.raw\" is where SHA256SUMS has to be");
        refused(
                begun().with("disks/xvda.raw", DISK)
                        .withSums()
                        .with("more", more)
                        .bytes(),
                "it goes on after SHA256SUMS");
        refused(begun().with("disks/xvda.raw", DISK).with("SHA256SUMS", "").bytes(), "is not what it was");
        byte[] end = begun().with("disks/xvda.raw", DISK).withSums().bytes();
        byte[] longer = Arrays.copyOf(end, end.length + 600);
        longer[longer.length - 1] = 1;
        refused(longer, "something follows its end");
        refused(
                new TarBytes()
                        .with("domzero-guest.json", HEADER.json())
                        .with("guest.cfg", new byte[] {'a', (byte) 0xff})
                        .bytes(),
                "guest.cfg is not text in UTF-8");
    }

    @Test
    void headersOfTarCannotFillTheMemory() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            TarArchiveEntry name = new TarArchiveEntry("././@LongLink", (byte) 'L');
            name.setSize(1 << 20);
            tar.putArchiveEntry(name);
            tar.write(new byte[1 << 20]);
            tar.closeArchiveEntry();
        }
        refused(out.toByteArray(), "one of its headers is too long");
    }

    @Test
    void tellsNowAndThenHowFarItIs() throws InterruptedException {
        List<ProgressEvent> told = new ArrayList<>();
        Meter meter = new Meter(told::add, 8);
        meter.passed(1);
        Thread.sleep(350);
        meter.passed(1);
        meter.passed(6);
        assertThat(told).containsExactly(new ProgressEvent.Fraction(0.25));
    }

    @Test
    void anInterruptionEndsACopy() throws IOException {
        byte[] whole = written(HEADER, DISK);
        ArchiveReader reader = open(new ByteArrayInputStream(whole));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> reader.disk(XVDA, (block, length) -> {}, METER))
                .hasMessage("it was interrupted");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anythingIsReadOrRefused() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[random.nextInt(3000)];
            random.nextBytes(bytes);
            requireReadOrRefused(bytes);
        }
        byte[] whole = written(HEADER, DISK);
        for (int i = 0; i < 6000; i++) {
            byte[] bytes = whole.clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                int at = random.nextInt(bytes.length);
                switch (bytes.length < 512 ? 0 : random.nextInt(4)) {
                    case 0 -> bytes[at] = (byte) random.nextInt();
                    case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                    case 2 -> {
                        int from = random.nextInt(bytes.length / 512) * 512;
                        int to = random.nextInt(bytes.length / 512) * 512;
                        System.arraycopy(bytes, from, bytes, to, 512);
                    }
                    default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                }
            }
            requireReadOrRefused(bytes);
        }
    }

    /** As a header of tar is summed up, so that what is in it gets as far as the reader of tar. */
    @Test
    void anyHeaderOfTarIsReadOrRefused() throws IOException {
        Random random = new Random(2);
        byte[] whole = written(HEADER, DISK);
        for (int i = 0; i < 6000; i++) {
            byte[] bytes = whole.clone();
            int header = random.nextInt(3) * 1024;
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                int at = random.nextInt(512);
                bytes[header + at] = random.nextBoolean()
                        ? (byte) "0179gxLKSDV \0/".charAt(random.nextInt(14))
                        : (byte) random.nextInt();
            }
            Arrays.fill(bytes, header + 148, header + 156, (byte) ' ');
            int sum = 0;
            for (int at = header; at < header + 512; at++) {
                sum += bytes[at] & 0xff;
            }
            byte[] digits = String.format(Locale.ROOT, "%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digits, 0, bytes, header + 148, 8);
            requireReadOrRefused(bytes);
        }
    }

    private static void requireReadOrRefused(byte[] bytes) throws IOException {
        try {
            assertThat(read(bytes)).isEqualTo(DISK);
        } catch (UserError refused) {
            assertThat(refused.render()).startsWith("error: web1.domzero: ").matches("[\\x20-\\x7e…\\n]*");
        }
    }
}
