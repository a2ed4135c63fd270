/**
 * The configuration of guests as xl reads it: the file of a guest (xl.cfg(5)), which keeps all it came with when it is
 * edited, and the disks (xl-disk-configuration(5)) and network cards (xl-network-configuration(5)) named in it.
 */
@NullMarked
package org.domzero.guests.xl;

import org.jspecify.annotations.NullMarked;
