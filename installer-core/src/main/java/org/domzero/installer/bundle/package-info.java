/** All that helps to find out what went wrong on a machine, in one file that can be given away. */
@NullMarked
package org.domzero.installer.bundle;

import org.jspecify.annotations.NullMarked;
