package org.domzero.p2v.job;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import org.domzero.p2v.plan.BootChoice;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/**
 * The first MiB of a disk that a BIOS starts: a boot sector with a table of one partition, all that is behind it, and GRUB
 * in between. That GRUB, made with the ISO, reads the menu on the partition, GRUB's own or one of GRUB Legacy.
 *
 * <p>The places of the fields are those of {@code boot.S} of GRUB 2 and of the table that DOS has left to all of us.
 */
final class BootTrack {
    private static final int SECTOR = 512;
    private static final int CODE_LENGTH = 440;
    private static final int DISK_SIGNATURE = 440;
    private static final int TABLE = 446;
    private static final byte ACTIVE = (byte) 0x80;
    private static final byte LINUX = (byte) 0x83;
    /** What does not fit into cylinders, heads and sectors. */
    private static final byte[] BEYOND = {(byte) 0xfe, (byte) 0xff, (byte) 0xff};

    private static final int MAGIC = 510;
    private static final short BOOTABLE = (short) 0xaa55;
    private static final String IMAGES = "/usr/lib/domzero/guest-bios";

    private BootTrack() {}

    /**
     * Writes it to a volume.
     *
     * @param disk the volume's size
     * @param signature what the disk is told by
     */
    static void write(String volume, ByteSize disk, UUID signature, Effects effects) {
        byte[] track = of(image("boot.img", effects), image("core.img", effects), disk, signature);
        effects.onFile(volume, path -> {
            try (SeekableByteChannel channel = Files.newByteChannel(path, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(track);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
            }
        });
    }

    private static byte[] image(String name, Effects effects) {
        String file = IMAGES + "/" + name;
        Path path = effects.resolve(file);
        if (!Files.exists(path)) {
            throw UserError.failed(
                    "there is no " + file + ", by which hvm guests start",
                    "it came with the installer: was it deleted?");
        }
        byte[][] content = new byte[1][];
        effects.onFile(file, found -> content[0] = Files.readAllBytes(found));
        return content[0];
    }

    /**
     * As bytes.
     *
     * @param boot GRUB's boot.img, which loads the sector behind it
     * @param core GRUB's core.img, which loads what follows it
     */
    static byte[] of(byte[] boot, byte[] core, ByteSize disk, UUID signature) {
        if (boot.length != SECTOR || core.length > BootChoice.WholeMachine.BEFORE_PARTITION.bytes() - SECTOR) {
            throw new IllegalArgumentException(
                    "boot.img of " + boot.length + " bytes, core.img of " + core.length + " bytes");
        }
        ByteBuffer track = ByteBuffer.allocate(Math.toIntExact(BootChoice.WholeMachine.BEFORE_PARTITION.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        track.put(0, Arrays.copyOf(boot, CODE_LENGTH));
        track.putInt(DISK_SIGNATURE, (int) signature.getLeastSignificantBits());
        long first = BootChoice.WholeMachine.BEFORE_PARTITION.bytes() / SECTOR;
        track.put(TABLE, ACTIVE);
        track.put(TABLE + 1, BEYOND);
        track.put(TABLE + 4, LINUX);
        track.put(TABLE + 5, BEYOND);
        track.putInt(TABLE + 8, (int) first);
        track.putInt(TABLE + 12, (int) (disk.bytes() / SECTOR - first));
        track.putShort(MAGIC, BOOTABLE);
        track.put(SECTOR, core);
        return track.array();
    }
}
