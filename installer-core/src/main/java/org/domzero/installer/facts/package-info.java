/** What machine this is, as a value: read from the kernel and from OSHI, shown by {@code domzero probe}. */
@NullMarked
package org.domzero.installer.facts;

import org.jspecify.annotations.NullMarked;
