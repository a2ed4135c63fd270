/**
 * Extlinux, the boot loader of machines with a BIOS: its configuration file as a value, domzero's own configuration,
 * and the actions that put the loader on a disk and choose what it boots next.
 */
@NullMarked
package org.domzero.bootloader.extlinux;

import org.jspecify.annotations.NullMarked;
