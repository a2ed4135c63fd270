package org.domzero.guests.storage;

import java.util.Locale;

/** What a repository is made of. */
public enum RepositoryKind {
    /** An LVM group {@code VG_XenStorage-<uuid>} on disks of this host; each volume is a logical one. */
    LVM,
    /** A directory; each volume is a sparse file in it. */
    FILE,
    /** A directory of an NFS server; each volume is a sparse file in it. */
    NFS,
    /** As {@link #LVM}, on a disk of an iSCSI server. */
    ISCSI,
    /** A directory, of this host or an NFS server, with ISO files for guests' drives; holds no volumes. */
    ISO;

    /** As users write and read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean holdsVolumes() {
        return this != ISO;
    }

    /** Whether its volumes are logical ones of an LVM group; of all others they are files in a directory. */
    public boolean isGroup() {
        return this == LVM || this == ISCSI;
    }
}
