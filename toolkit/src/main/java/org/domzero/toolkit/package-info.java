/**
 * Running commands, plans and their journal, progress events, user errors with hints, small value types.
 *
 * <p>Nothing here knows of disks, boot loaders or Xen.
 */
@NullMarked
package org.domzero.toolkit;

import org.jspecify.annotations.NullMarked;
