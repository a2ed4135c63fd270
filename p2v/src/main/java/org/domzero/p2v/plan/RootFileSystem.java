package org.domzero.p2v.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;

/**
 * The file system that becomes the guest's root: ext3 or ext4, with the features that the guest's own kernel and fsck know
 * and no others, whatever mke2fs.conf(5) of the host says. GRUB reads them all.
 *
 * @param features of ext4(5)
 * @param inodeSize in bytes
 * @param inodes how many there are to be; 0 for what mkfs makes of the size
 * @param journal in MiB
 * @param smallest the size with which the content still fits
 * @param reason why it is this one and no newer
 */
public record RootFileSystem(
        String type,
        List<String> features,
        int inodeSize,
        long inodes,
        int journal,
        UUID uuid,
        ByteSize size,
        ByteSize smallest,
        String reason) {
    private static final int BLOCK = 4096;

    /** For mke2fs: what only root may fill is a hundredth. */
    private static final List<String> USUAL = List.of("-b", String.valueOf(BLOCK), "-m", "1");

    public RootFileSystem {
        features = List.copyOf(features);
    }

    /**
     * The command that makes it: mke2fs(8).
     *
     * @param device the guest's volume
     * @param offset where in it the file system begins, which ends with it
     */
    public Command mkfs(String device, ByteSize offset) {
        List<String> argv = new ArrayList<>(List.of("mkfs." + type, "-q", "-F", "-U", uuid.toString()));
        argv.addAll(USUAL);
        argv.addAll(List.of("-I", String.valueOf(inodeSize), "-J", "size=" + journal));
        if (inodes > 0) {
            argv.addAll(List.of("-N", String.valueOf(inodes)));
        }
        // Without "none" mke2fs would add those of its configuration.
        argv.addAll(List.of("-O", "none," + String.join(",", features)));
        if (offset.bytes() == 0) {
            argv.add(device);
        } else {
            String blocks = String.valueOf((size.bytes() - offset.bytes()) / BLOCK);
            argv.addAll(List.of("-E", "offset=" + offset.bytes(), device, blocks));
        }
        return Command.of(argv);
    }
}
