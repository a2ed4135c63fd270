/**
 * The UEFI way into Xen: systemd-boot on the boot partition, an entry for each slot, {@code xen.efi} with its own
 * settings beside it, and the entry in the firmware's memory. Settings are values that are written and parsed back.
 */
@NullMarked
package org.domzero.bootloader.efi;

import org.jspecify.annotations.NullMarked;
