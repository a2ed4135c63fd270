/** Clones on their way: what is known of each in the state volume, the disks that are filled, and what becomes of them. */
@NullMarked
package org.domzero.p2v.job;

import org.jspecify.annotations.NullMarked;
