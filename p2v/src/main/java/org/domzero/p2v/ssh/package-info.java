/**
 * SSH sessions with machines that run: their host keys pinned, old algorithms only where they are allowed, every wait with
 * a limit.
 */
@NullMarked
package org.domzero.p2v.ssh;

import org.jspecify.annotations.NullMarked;
