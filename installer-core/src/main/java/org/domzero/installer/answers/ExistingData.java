package org.domzero.installer.answers;

/** What happens to partitions, filesystems, foreign LVM and RAID on the chosen disks. */
public enum ExistingData {
    /** A disk that holds any stops the installation. */
    REFUSE,
    /** It is erased. A domzero storage repository is not: that takes {@link Answers.Storage#eraseRepository}. */
    ERASE
}
