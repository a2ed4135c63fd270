/** A QEMU machine as a value and as a running thing: its serial lines, the shell on them, its monitor. */
@NullMarked
package org.domzero.tests.machine;

import org.jspecify.annotations.NullMarked;
