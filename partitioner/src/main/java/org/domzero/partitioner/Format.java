package org.domzero.partitioner;

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
     */
    record PhysicalVolume(@Nullable String group, @Nullable String groupUuid) implements Format {
        @Override
        public String describe() {
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

    /** A partition, volume or disk in use in which nothing was recognised. */
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
