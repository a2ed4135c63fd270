package org.domzero.p2v.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.p2v.system.Kernel;
import org.domzero.p2v.system.Kernels;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Problem;

/** Decides kind and size of the guest's root. */
final class RootDecision {
    /** The first Linux in which ext4 counts as finished. */
    private static final String EXT4 = "2.6.28";

    /** Linux knows checksums of metadata since 3.6, and finds no more faults in them since this one. */
    private static final String CHECKSUMS = "4.9";

    private static final List<String> EXT3_FEATURES =
            List.of("has_journal", "ext_attr", "resize_inode", "dir_index", "filetype", "sparse_super", "large_file");
    private static final List<String> EXT4_FEATURES = Stream.concat(
                    EXT3_FEATURES.stream(), Stream.of("extent", "flex_bg", "huge_file", "dir_nlink", "extra_isize"))
            .toList();
    private static final List<String> NEW_FEATURES = Stream.concat(
                    EXT4_FEATURES.stream(), Stream.of("64bit", "metadata_csum"))
            .toList();

    /** A file of the usual distribution of sizes leaves half a block empty, where the machine may have packed it. */
    private static final long ROUNDING = 2 << 10;

    private static final long MEBIBYTE = 1 << 20;
    private static final long GIBIBYTE = 1 << 30;

    /** Without 64bit: 2^32 blocks. */
    private static final ByteSize LARGEST = ByteSize.gibibytes(16 << 10);

    /** About what a kernel of the host takes, with its initrd and its modules. */
    private static final long SUPPLIED = 256 * MEBIBYTE;

    /** mke2fs(8) makes an inode for so many bytes. */
    private static final long BYTES_PER_INODE = 16 << 10;

    private final Distribution distribution;
    /** The version of its own that will be started; empty when it is not known. */
    private final String kernel;

    private final long added;

    private RootDecision(Distribution distribution, Optional<BootChoice> boot) {
        this.distribution = distribution;
        this.kernel = boot.flatMap(BootChoice::ownKernel).map(Kernel::version).orElse("");
        this.added = boot.filter(BootChoice.SuppliedKernel.class::isInstance).isPresent() ? SUPPLIED : 0;
    }

    static RootFileSystem of(
            Distribution distribution,
            Optional<BootChoice> boot,
            List<MergedMount> merged,
            CloneWishes wishes,
            List<Problem> problems) {
        return new RootDecision(distribution, boot).decide(merged, wishes, problems);
    }

    private RootFileSystem decide(List<MergedMount> merged, CloneWishes wishes, List<Problem> problems) {
        boolean old = isBefore(EXT4);
        boolean modern = !old && !isBefore(CHECKSUMS) && knowsChecksums();
        // An initrd has the driver that its root needed. And Linux of SLES 11 only reads ext4.
        boolean ext3 = old || (!modern && (wasExt3(merged) || distribution.isUpTo(Family.SUSE, 11)));
        List<String> features = ext3 ? EXT3_FEATURES : modern ? NEW_FEATURES : EXT4_FEATURES;
        int inodeSize = old ? 128 : 256;
        long bytes = bytes(merged);
        long files = merged.stream().mapToLong(MergedMount::files).sum();
        long tables = files * 3 / 2 * inodeSize;
        // A twelfth more: what mke2fs keeps for root, for its tables and for growing.
        long least = bytes + bytes / 12 + files * ROUNDING + tables + 256 * MEBIBYTE + added;
        ByteSize smallest = new ByteSize(roundedUp(least, 64 * MEBIBYTE));
        ByteSize usual = new ByteSize(roundedUp(Math.max(least + least / 2, least + 2 * GIBIBYTE), GIBIBYTE));
        ByteSize size = wishes.size().orElse(usual);
        if (size.compareTo(smallest) < 0) {
            problems.add(Problem.of(
                    "what the machine has does not fit into " + size,
                    "it takes " + smallest + " at least, and " + usual + " leaves some room"));
        }
        if (!modern && size.compareTo(LARGEST) > 0) {
            problems.add(Problem.of(
                    size + " is more than the file system of such a guest can have: 16 TiB",
                    "leave out directories, or carry them onto a disk of their own"));
        }
        long inodes = files * 3 / 2 > size.bytes() / BYTES_PER_INODE ? files * 3 / 2 : 0;
        return new RootFileSystem(
                ext3 ? "ext3" : "ext4",
                features,
                inodeSize,
                inodes,
                size.bytes() < 4 * GIBIBYTE ? 64 : 128,
                wishes.root(),
                size,
                smallest,
                reason(old, ext3, modern));
    }

    private static boolean wasExt3(List<MergedMount> merged) {
        return merged.stream()
                .filter(MergedMount::isRoot)
                .anyMatch(mount -> mount.mount().type().matches("ext[23]"));
    }

    /** df(1) says of each subvolume of btrfs what all of them have together. */
    private static long bytes(List<MergedMount> merged) {
        Set<String> counted = new HashSet<>();
        return merged.stream()
                .filter(mount -> !mount.mount().type().equals("btrfs")
                        || counted.add(mount.mount().source()))
                .mapToLong(MergedMount::bytes)
                .sum();
    }

    private static long roundedUp(long value, long unit) {
        return (value + unit - 1) / unit * unit;
    }

    private boolean isBefore(String version) {
        return !kernel.isEmpty() && Kernels.compareVersions(kernel, version) < 0;
    }

    /**
     * Its fsck has to know them too, since e2fsprogs 1.43: a newer kernel may have been put beside older programs.
     * A system that nobody knows gets what all have known for long.
     */
    private boolean knowsChecksums() {
        int major = distribution.major();
        return switch (distribution.id()) {
            case "debian" -> major >= 9;
            case "ubuntu" -> major >= 18;
            case "rhel", "centos", "ol", "rocky", "almalinux" -> major >= 8;
            case "fedora" -> major >= 26;
            case "sles", "sled", "opensuse-leap" -> major >= 15;
            default -> false;
        };
    }

    private String reason(boolean old, boolean ext3, boolean modern) {
        if (old) {
            return "its kernel " + kernel + " knows ext4 not at all, or not well: that came with Linux " + EXT4;
        }
        if (ext3) {
            return "its initrd and its programs are sure to know that";
        }
        if (modern) {
            return "its kernel and its fsck know 64bit and metadata_csum";
        }
        String who =
                distribution.family() == Family.OTHER || distribution.name().isEmpty()
                        ? "a system that is not known"
                        : "such a system";
        return "without 64bit and metadata_csum, which fsck of " + who + " may not know";
    }

    /** What the machine's own root was, where that is another kind. */
    static Optional<String> change(List<MergedMount> merged, RootFileSystem root) {
        return merged.stream()
                .filter(MergedMount::isRoot)
                .map(mount -> mount.mount().type())
                .filter(type -> !type.equals(root.type()))
                .findFirst();
    }
}
