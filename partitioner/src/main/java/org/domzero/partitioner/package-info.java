/**
 * Disks as facts, choosing one, the layout as a value and the actions that write it, storage repositories on LVM.
 *
 * <p>{@link org.domzero.partitioner.Disks} finds out what there is, {@link org.domzero.partitioner.DiskChoice} decides
 * what may be used, {@link org.domzero.partitioner.DiskLayout} says what it becomes.
 */
@NullMarked
package org.domzero.partitioner;

import org.jspecify.annotations.NullMarked;
