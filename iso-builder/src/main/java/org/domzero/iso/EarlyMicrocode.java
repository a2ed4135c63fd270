package org.domzero.iso;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The corrections of processors that an initrd brings, as Xen's {@code ucode=scan} and Linux look for them: in cpio
 * archives at the beginning of the initrd that are not compressed.
 *
 * @param intelModels how many of Intel's processor models there is a correction for
 * @param amd whether there is AMD's file, which is for all of theirs
 */
record EarlyMicrocode(int intelModels, boolean amd) {
    private static final String INTEL = "kernel/x86/microcode/GenuineIntel.bin";
    private static final String AMD = "kernel/x86/microcode/AuthenticAMD.bin";
    /** "newc" headers are this and thirteen numbers of eight hexadecimal digits: cpio(5). */
    private static final String CPIO_MAGIC = "070701";

    private static final int CPIO_HEADER = 110;
    private static final int AMD_MAGIC = 0x00414d44;

    /** Whatever the processor of the machine that made the initrd: one model alone would be that one's. */
    boolean forEveryProcessor() {
        return intelModels > 1 && amd;
    }

    static EarlyMicrocode in(Path initrd) throws IOException {
        try (FileChannel channel = FileChannel.open(initrd, StandardOpenOption.READ)) {
            return in(channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE)));
        }
    }

    static EarlyMicrocode in(ByteBuffer initrd) {
        int intel = 0;
        boolean amd = false;
        int at = 0;
        while (true) {
            while (at < initrd.limit() && initrd.get(at) == 0) { // between archives
                at++;
            }
            if (at + CPIO_HEADER > initrd.limit() || !text(initrd, at, 6).equals(CPIO_MAGIC)) {
                return new EarlyMicrocode(intel, amd);
            }
            int size = number(initrd, at, 6);
            int nameSize = number(initrd, at, 11);
            String name = text(initrd, at + CPIO_HEADER, nameSize - 1);
            int data = aligned(at + CPIO_HEADER + nameSize);
            ByteBuffer content = initrd.slice(data, size).order(ByteOrder.LITTLE_ENDIAN);
            if (name.equals(INTEL)) {
                intel = models(content);
            } else if (name.equals(AMD)) {
                amd = size > Integer.BYTES && content.getInt(0) == AMD_MAGIC;
            }
            at = aligned(data + size);
        }
    }

    /**
     * Intel's updates follow each other; each begins with a header of little-endian words: the processor's signature is
     * the fourth, the sizes of the data and of the whole, zero for 2000 and 2048 bytes, are the eighth and ninth (Intel
     * SDM, volume 3, 11.11).
     */
    private static int models(ByteBuffer updates) {
        Set<Integer> signatures = new HashSet<>();
        int at = 0;
        while (at + 48 <= updates.limit() && updates.getInt(at) == 1) {
            signatures.add(updates.getInt(at + 12));
            int total = updates.getInt(at + 28) == 0 ? 2048 : updates.getInt(at + 32);
            if (total <= 0) {
                break;
            }
            at += total;
        }
        return signatures.size();
    }

    private static int number(ByteBuffer initrd, int header, int field) {
        return Integer.parseUnsignedInt(text(initrd, header + 6 + 8 * field, 8), 16);
    }

    private static String text(ByteBuffer initrd, int at, int length) {
        byte[] bytes = new byte[length];
        initrd.get(at, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int aligned(int offset) {
        return (offset + 3) & ~3;
    }
}
