package org.domzero.installer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeImageTest {
    private static final int COFF = 0x84;
    private static final int OPTIONAL = COFF + 20;
    private static final int TABLE = OPTIONAL + 240;
    private static final int RAW = 0x400;

    /** A section of a made up image; {@code bytes} 0: uninitialised data. */
    private record Section(String name, int address, int size, int bytes) {}

    private static final Section TEXT = new Section(".text", 0x1000, 0x120, 0x120);
    private static final Section READ_MOSTLY = new Section(".data.read_mostly", 0x2000, 0x40, 0x40);
    private static final Section BSS = new Section(".bss", 0x3000, 0x900, 0);
    private static final Section INFO = new Section(".debug_info", 0x4000, 0x500, 0x500);
    private static final Section LINE = new Section(".debug_line", 0x5000, 0x80, 0x80);

    /** As GNU ld writes it: long names in a string table behind the symbols, of which there is one. */
    private static byte[] image(List<Section> sections) {
        ByteBuffer image = ByteBuffer.allocate(0x4000).order(ByteOrder.LITTLE_ENDIAN);
        StringBuilder names = new StringBuilder();
        image.putShort(0, (short) 0x5a4d).putInt(0x3c, 0x80).putInt(0x80, 0x4550);
        image.putShort(COFF, (short) 0x8664).putShort(COFF + 2, (short) sections.size());
        image.putShort(COFF + 16, (short) 240).putShort(COFF + 18, (short) 0x26);
        image.putShort(OPTIONAL, (short) 0x20b).putInt(OPTIONAL + 32, 0x1000).putInt(OPTIONAL + 56, 0x6000);
        image.putInt(OPTIONAL + 60, RAW).putInt(OPTIONAL + 108, 16);
        int raw = RAW;
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            int header = TABLE + i * 40;
            String name = section.name();
            if (name.length() > 8) {
                int place = 4 + names.length();
                names.append(name).append('\0');
                name = "/" + place;
            }
            image.put(header, name.getBytes(StandardCharsets.US_ASCII));
            image.putInt(header + 8, section.size()).putInt(header + 12, section.address());
            image.putInt(header + 16, section.bytes()).putInt(header + 20, section.bytes() == 0 ? 0 : raw);
            for (int b = 0; b < section.bytes(); b++) {
                image.put(raw + b, (byte) (i * 31 + b));
            }
            raw += section.bytes();
        }
        image.putInt(COFF + 8, raw).putInt(COFF + 12, 1);
        image.putInt(raw + 18, 4 + names.length());
        image.put(raw + 22, names.toString().getBytes(StandardCharsets.US_ASCII));
        return Arrays.copyOf(image.array(), raw + 22 + names.length());
    }

    private static byte[] whole() {
        return image(List.of(TEXT, READ_MOSTLY, BSS, INFO, LINE));
    }

    private static ByteBuffer reading(byte[] image) {
        return ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void dropsDebugDataAndMovesNothing() {
        byte[] before = whole();

        byte[] after = PeImage.withoutDebugData(before);

        assertThat(after).hasSize(RAW + 0x120 + 0x40);
        assertThat(Arrays.copyOfRange(after, RAW, after.length))
                .isEqualTo(Arrays.copyOfRange(before, RAW, after.length));
        ByteBuffer image = reading(after);
        assertThat(image.getShort(COFF + 2)).isEqualTo((short) 3);
        assertThat(image.getInt(COFF + 8)).as("symbols").isZero();
        assertThat(image.getInt(COFF + 12)).isZero();
        assertThat(image.getShort(COFF + 18)).isEqualTo((short) 0x22e);
        assertThat(image.getInt(OPTIONAL + 56)).as("size in memory").isEqualTo(0x4000);
        assertThat(new String(after, TABLE + 40, 8, StandardCharsets.US_ASCII)).isEqualTo(".data.re");
        assertThat(Arrays.copyOfRange(after, TABLE + 3 * 40, TABLE + 5 * 40)).containsOnly(0);
        assertThat(Arrays.copyOfRange(after, TABLE + 48, TABLE + 3 * 40))
                .isEqualTo(Arrays.copyOfRange(before, TABLE + 48, TABLE + 3 * 40));
    }

    @Test
    void givesItTheChecksumOfTheNewFile() {
        byte[] after = PeImage.withoutDebugData(whole());
        int checksum = reading(after).getInt(OPTIONAL + 64);

        reading(after).putInt(OPTIONAL + 64, 0);
        long sum = 0;
        for (int i = 0; i < after.length; i += 2) {
            sum += (after[i] & 0xff) | (after[i + 1] & 0xff) << 8;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        assertThat(checksum).isEqualTo((int) sum + after.length);
    }

    @Test
    void doesNotTouchWhatItIsGiven() {
        byte[] before = whole();

        PeImage.withoutDebugData(before);

        assertThat(before).isEqualTo(whole());
    }

    private static void assertLeft(byte[] image) {
        assertThat(PeImage.withoutDebugData(image)).isSameAs(image);
    }

    @Test
    void leavesAnImageWithoutDebugDataAsItIs() {
        assertLeft(image(List.of(TEXT, READ_MOSTLY, BSS)));
        byte[] reduced = PeImage.withoutDebugData(whole());
        assertLeft(reduced);
    }

    @Test
    void leavesAnImageWhoseDebugDataIsNotLast() {
        assertLeft(image(List.of(TEXT, INFO, READ_MOSTLY)));
        // Last in the table, but in memory before something else.
        assertLeft(image(List.of(TEXT, new Section(".late", 0x9000, 16, 16), INFO)));
    }

    @Test
    void leavesASignedImage() {
        byte[] image = whole();
        reading(image).putInt(OPTIONAL + 112 + 4 * 8, 0x900).putInt(OPTIONAL + 112 + 4 * 8 + 4, 64);
        assertLeft(image);
    }

    @Test
    void leavesAnImageThatRefersToItsDebugData() {
        byte[] image = whole();
        reading(image).putInt(OPTIONAL + 112 + 6 * 8, 0x4010).putInt(OPTIONAL + 112 + 6 * 8 + 4, 28);
        assertLeft(image);
    }

    @Test
    void leavesWhatIsNoSuchImage() {
        assertLeft(new byte[0]);
        assertLeft("xen.efi".getBytes(StandardCharsets.US_ASCII));
        byte[] pe32 = whole();
        reading(pe32).putShort(OPTIONAL, (short) 0x10b);
        assertLeft(pe32);
        for (int length = 1; length < whole().length; length += 7) {
            byte[] cut = Arrays.copyOf(whole(), length);
            assertThat(PeImage.withoutDebugData(cut)).hasSizeLessThanOrEqualTo(length);
        }
    }

    @Test
    void neverFailsOnDamage() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            byte[] image = whole();
            for (int n = 0; n < 3; n++) {
                image[random.nextInt(RAW)] = (byte) random.nextInt();
            }
            assertThat(PeImage.withoutDebugData(image)).hasSizeLessThanOrEqualTo(image.length);
        }
    }
}
