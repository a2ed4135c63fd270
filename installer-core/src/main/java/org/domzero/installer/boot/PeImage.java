package org.domzero.installer.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * EFI programs as files ("PE Format", learn.microsoft.com/windows/win32/debug/pe-format).
 *
 * <p>Debian's {@code xen.efi} is 29 MB long, of which 26 are DWARF sections that no firmware loads. They are the last
 * ones of the file, and leaving them out needs no more than a shorter section table: nothing that stays is moved. So
 * dom0 does without binutils.
 */
final class PeImage {
    private static final int PE_OFFSET = 0x3c;
    private static final int PE_SIGNATURE = 0x4550;
    private static final int COFF_HEADER = 20;
    private static final int PE32_PLUS = 0x20b;
    private static final int SECTION_HEADER = 40;
    private static final int SYMBOL = 18;
    private static final int DIRECTORIES = 112;
    private static final int SECURITY_DIRECTORY = 4;
    private static final int CHECKSUM = 64;
    private static final int SIZE_OF_IMAGE = 56;

    /** No line numbers, no symbols, no debug data: IMAGE_FILE_{LINE_NUMS,LOCAL_SYMS,DEBUG}_STRIPPED. */
    private static final int STRIPPED = 0x0004 | 0x0008 | 0x0200;

    private final ByteBuffer image;
    private final int coff;
    private final int optional;

    /** @param header where its header stands in the section table's order */
    private record Section(int header, String name, long address, long size, long rawOffset, long rawSize) {
        boolean holdsDebugData() {
            return name.startsWith(".debug_");
        }

        long rawEnd() {
            return rawOffset + rawSize;
        }
    }

    private PeImage(byte[] bytes) {
        this.image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.coff = image.getInt(PE_OFFSET) + Integer.BYTES;
        this.optional = coff + COFF_HEADER;
    }

    /**
     * The image without its DWARF sections, if they are the last ones in the file and in memory and nothing refers to
     * them; else, as where there are none, the image as it is. Never throws: what is no such image is returned too.
     */
    static byte[] withoutDebugData(byte[] bytes) {
        try {
            byte[] reduced = new PeImage(bytes.clone()).reduced();
            return reduced.length < bytes.length ? reduced : bytes;
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException noImage) {
            return bytes;
        }
    }

    private byte[] reduced() {
        if (image.getShort(0) != 0x5a4d // MZ
                || image.getInt(coff - Integer.BYTES) != PE_SIGNATURE
                || unsigned(image.getShort(optional)) != PE32_PLUS) {
            return image.array();
        }
        List<Section> sections = sections();
        List<Section> kept =
                sections.stream().filter(section -> !section.holdsDebugData()).toList();
        int count = kept.size();
        long end = kept.stream().mapToLong(Section::rawEnd).max().orElse(0);
        long memoryEnd = kept.stream()
                .mapToLong(section -> section.address() + section.size())
                .max()
                .orElse(0);
        boolean last = sections.subList(count, sections.size()).stream()
                .allMatch(section ->
                        section.holdsDebugData() && section.rawOffset() >= end && section.address() >= memoryEnd);
        if (!last || count == sections.size() || signed() || directoriesReachBeyond(memoryEnd)) {
            return image.array();
        }
        sections.subList(count, sections.size()).forEach(section -> fill(section.header(), SECTION_HEADER));
        kept.forEach(this::shortenName);
        image.putShort(coff + 2, (short) count);
        // The symbols, and with them the names of sections that are longer than eight characters.
        image.putInt(coff + 8, 0);
        image.putInt(coff + 12, 0);
        image.putShort(coff + 18, (short) (image.getShort(coff + 18) | STRIPPED));
        long alignment = unsigned(image.getInt(optional + 32));
        image.putInt(optional + SIZE_OF_IMAGE, (int) ((memoryEnd + alignment - 1) / alignment * alignment));
        byte[] bytes = Arrays.copyOf(image.array(), Math.toIntExact(end));
        writeChecksum(bytes);
        return bytes;
    }

    private List<Section> sections() {
        int count = unsigned(image.getShort(coff + 2));
        int table = optional + unsigned(image.getShort(coff + 16));
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int header = table + i * SECTION_HEADER;
            long rawSize = unsigned(image.getInt(header + 16));
            long rawOffset = unsigned(image.getInt(header + 20));
            sections.add(new Section(
                    header,
                    name(header),
                    unsigned(image.getInt(header + 12)),
                    unsigned(image.getInt(header + 8)),
                    rawOffset,
                    // Uninitialised data has a size and no place in the file.
                    rawOffset == 0 ? 0 : rawSize));
        }
        return sections;
    }

    /** {@code /123} stands for a name in the string table, which follows the symbols. */
    private String name(int header) {
        String name = text(header, 8);
        if (!name.matches("/\\d{1,7}")) {
            return name;
        }
        long symbols = unsigned(image.getInt(coff + 8));
        long strings = symbols + SYMBOL * unsigned(image.getInt(coff + 12));
        return text(Math.toIntExact(strings + Long.parseLong(name.substring(1))), Integer.MAX_VALUE);
    }

    private String text(int offset, int longest) {
        int end = offset;
        while (end - offset < longest && image.get(end) != 0) {
            end++;
        }
        return new String(image.array(), offset, end - offset, StandardCharsets.US_ASCII);
    }

    private void shortenName(Section section) {
        fill(section.header(), 8);
        byte[] name = section.name().getBytes(StandardCharsets.US_ASCII);
        image.put(section.header(), name, 0, Math.min(8, name.length));
    }

    private void fill(int offset, int bytes) {
        Arrays.fill(image.array(), offset, offset + bytes, (byte) 0);
    }

    private boolean signed() {
        return directories() > SECURITY_DIRECTORY
                && image.getInt(optional + DIRECTORIES + SECURITY_DIRECTORY * 8 + 4) != 0;
    }

    private boolean directoriesReachBeyond(long memoryEnd) {
        for (int i = 0; i < directories(); i++) {
            int entry = optional + DIRECTORIES + i * 8;
            if (unsigned(image.getInt(entry)) + unsigned(image.getInt(entry + 4)) > memoryEnd) {
                return true;
            }
        }
        return false;
    }

    private int directories() {
        return image.getInt(optional + DIRECTORIES - Integer.BYTES);
    }

    /** The sum of all 16-bit words, its carry added back, and the length. Firmware does not look at it; tools do. */
    private void writeChecksum(byte[] bytes) {
        int place = optional + CHECKSUM;
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        words.putInt(place, 0);
        long sum = 0;
        for (int i = 0; i < bytes.length; i += 2) {
            sum += i + 1 < bytes.length ? unsigned(words.getShort(i)) : bytes[i] & 0xff;
            sum = (sum & 0xffff) + (sum >> 16);
        }
        words.putInt(place, (int) (sum + bytes.length));
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
