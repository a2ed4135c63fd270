package org.domzero.installer.finish;

import java.util.Optional;
import org.domzero.bootloader.extlinux.XenEntry;

/**
 * A domzero host that is installed on a disk of this machine, as far as booting it goes.
 *
 * @param bootDevice its boot partition: {@code /dev/sda1}
 * @param bootPartition that partition's uuid in the GPT, in lower case; empty when it is not known
 * @param bios Extlinux's default entry, if all its files are there
 * @param uefi whether the UEFI boot loader and what it starts are there
 */
record HostOnDisk(String bootDevice, String bootPartition, Optional<XenEntry> bios, boolean uefi) {}
