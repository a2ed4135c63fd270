package org.domzero.partitioner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a block device was found to be formatted as. Names of types are libblkid's: {@code ext4}, {@code gpt}. */
public sealed interface Format {
    /** A few words for a person: {@code vfat "EFI SYS"}. */
    String describe();

    /**
     * A partition table; the partitions are contents of their own.
     *
     * @param type {@code gpt} or {@code dos}, rarely another
     */
    record PartitionTable(String type) implements Format {
        @Override
        public String describe() {
            return type + " partition table";
        }
    }

    /** Also encrypted containers and members of a ZFS pool: whatever libblkid has a type for. */
    record Filesystem(
            String type, @Nullable String label, @Nullable String uuid) implements Format {
        /** Whether the same uuid is found on every disk that the filesystem is spread over. */
        boolean mayUseSeveralDisks() {
            return type.equals("btrfs") || type.equals("zfs_member") || type.equals("bcachefs");
        }

        @Override
        public String describe() {
            return quoted(type, label);
        }
    }

    /**
     * An LVM physical volume.
     *
     * @param group the volume group's name; null while it belongs to none, or its group cannot be read
     * @param groupUuid LVM's uuid of the group, as {@code cvQX1d-eLaQ-…}: two groups may have the same name, as the
     *     disks of two old machines do
     * @param groupUnreadable whether it belongs to a group of which LVM can read nothing, as all copies of its metadata
     *     are damaged or on disks that are not here
     */
    record PhysicalVolume(@Nullable String group, @Nullable String groupUuid, boolean groupUnreadable)
            implements Format {
        /** In a group that can be read, or in none. */
        public PhysicalVolume(@Nullable String group, @Nullable String groupUuid) {
            this(group, groupUuid, false);
        }

        @Override
        public String describe() {
            if (groupUnreadable) {
                return "LVM physical volume of a group that cannot be read";
            }
            return group == null ? "LVM physical volume without a group" : "LVM group " + group;
        }
    }

    /**
     * A disk or partition of a RAID array, software or firmware.
     *
     * @param type {@code linux_raid_member}, {@code isw_raid_member}, {@code ddf_raid_member} …
     * @param arrayUuid the same on every member
     */
    record RaidMember(
            String type, @Nullable String label, @Nullable String arrayUuid) implements Format {
        @Override
        public String describe() {
            return quoted("RAID member", label);
        }
    }

    /** Swap space. */
    record Swap(@Nullable String label, @Nullable String uuid) implements Format {
        @Override
        public String describe() {
            return quoted("swap", label);
        }
    }

    /**
     * Signatures that do not add up to one format: of several, left by one after the other, or of one that is damaged.
     *
     * @param types in the order of their places on the device
     */
    record Signatures(List<String> types) implements Format {
        public Signatures {
            types = List.copyOf(types);
        }

        @Override
        public String describe() {
            return (types.size() == 1 ? "signature of " : "signatures of ") + String.join(" and ", types);
        }
    }

    /** Partitions that a disk's table has and the kernel does not show, so that nobody knows what is in them. */
    record UnseenPartitions(int count) implements Format {
        @Override
        public String describe() {
            return count + (count == 1 ? " partition" : " partitions") + " that the kernel does not show";
        }
    }

    /** A partition or volume in which nothing was recognised, or a disk that is not known to be empty. */
    record Unknown() implements Format {
        @Override
        public String describe() {
            return "nothing recognised";
        }
    }

    private static String quoted(String what, @Nullable String label) {
        return label == null ? what : what + " \"" + label + "\"";
    }
}
