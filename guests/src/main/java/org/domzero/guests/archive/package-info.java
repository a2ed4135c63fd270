/**
 * A guest as one file: a tar archive of the pax kind, packed by zstd, that is written and read from its beginning to its
 * end, so that it may as well come out of a pipe. Its entries, in this order:
 *
 * <ol>
 *   <li>{@code domzero-guest.json}: what is in it ({@link org.domzero.guests.archive.ArchiveHeader});
 *   <li>{@code guest.cfg}: the definition as it stands;
 *   <li>{@code disks/DEVICE.raw} for each disk;
 *   <li>{@code SHA256SUMS}: as sha256sum(1) writes it, of everything before it.
 * </ol>
 */
@NullMarked
package org.domzero.guests.archive;

import org.jspecify.annotations.NullMarked;
