/** The disks of the machine that this system was booted on, read without a byte being written to them. */
@NullMarked
package org.domzero.p2v.disks;

import org.jspecify.annotations.NullMarked;
