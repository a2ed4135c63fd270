package org.domzero.p2v.system;

import java.util.Set;
import java.util.regex.Pattern;

/** By what an entry of fstab names its file system. */
public enum FstabSource {
    /** A device by the kernel's name: {@code /dev/sda1}, {@code /dev/cciss/c0d0p1}. */
    DEVICE,
    LABEL,
    UUID,
    PARTITION_LABEL,
    PARTITION_UUID,
    BY_ID,
    BY_PATH,
    LVM,
    MD,
    /** What the device mapper makes and LVM does not: multipath, encryption. */
    MAPPED,
    NETWORK,
    PSEUDO,
    /** A file or directory of the same system: a swap file, an image, what is bound elsewhere. */
    FILE;

    private static final Set<String> NETWORK_TYPES = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smbfs",
            "smb3",
            "ncpfs",
            "afs",
            "coda",
            "glusterfs",
            "ceph",
            "lustre",
            "gfs",
            "gfs2",
            "ocfs2",
            "davfs",
            "sshfs",
            "fuse.sshfs",
            "fuse.glusterfs",
            "9p");
    private static final Set<String> PSEUDO_TYPES = Set.of(
            "proc",
            "sysfs",
            "devpts",
            "tmpfs",
            "ramfs",
            "devtmpfs",
            "devfs",
            "shm",
            "usbfs",
            "usbdevfs",
            "debugfs",
            "tracefs",
            "securityfs",
            "selinuxfs",
            "configfs",
            "fusectl",
            "cgroup",
            "cgroup2",
            "cpuset",
            "hugetlbfs",
            "mqueue",
            "binfmt_misc",
            "rpc_pipefs",
            "nfsd",
            "efivarfs",
            "pstore",
            "bpf",
            "autofs",
            "overlay",
            "aufs",
            "unionfs",
            "subfs");
    /** Directories of /dev in which drivers have their disks: what is in another one is a volume group's. */
    private static final Pattern DRIVER_DIRECTORY =
            Pattern.compile("/dev/(cciss|ida|rd|i2o|ataraid|amiraid|block|loop|xvd|disk|fd|cdroms|discs|ide|scsi)/.*");

    private static final Pattern NETWORK_SOURCE = Pattern.compile("//.*|[^/=]+:.*|\\[[0-9a-fA-F:]+]:.*");

    static FstabSource of(String source, String type) {
        if (PSEUDO_TYPES.contains(type)) {
            return PSEUDO;
        }
        if (NETWORK_TYPES.contains(type) || NETWORK_SOURCE.matcher(source).matches()) {
            return NETWORK;
        }
        int equals = source.indexOf('=');
        if (equals > 0 && !source.startsWith("/")) {
            return switch (source.substring(0, equals)) {
                case "LABEL" -> LABEL;
                case "UUID" -> UUID;
                case "PARTLABEL" -> PARTITION_LABEL;
                case "PARTUUID" -> PARTITION_UUID;
                case "ID" -> BY_ID;
                default -> PSEUDO;
            };
        }
        if (!source.startsWith("/")) {
            return PSEUDO;
        }
        return source.startsWith("/dev/") ? device(source) : FILE;
    }

    private static FstabSource device(String source) {
        if (source.startsWith("/dev/disk/")) {
            return switch (source.split("/", -1)[3]) {
                case "by-label" -> LABEL;
                case "by-uuid" -> UUID;
                case "by-partlabel" -> PARTITION_LABEL;
                case "by-partuuid" -> PARTITION_UUID;
                case "by-path" -> BY_PATH;
                default -> BY_ID;
            };
        }
        if (source.startsWith("/dev/md")) {
            return MD;
        }
        if (source.startsWith("/dev/mapper/")) {
            return isVolume(source.substring("/dev/mapper/".length())) ? LVM : MAPPED;
        }
        if (source.startsWith("/dev/dm-")) {
            return MAPPED;
        }
        boolean deeper = source.indexOf('/', "/dev/".length()) > 0;
        return deeper && !DRIVER_DIRECTORY.matcher(source).matches() ? LVM : DEVICE;
    }

    /** LVM joins group and volume by one hyphen, and doubles those in their names. */
    private static boolean isVolume(String name) {
        return !name.startsWith("luks-") && name.replace("--", "").indexOf('-') > 0;
    }
}
