/** Building the installation medium: the dom0 image, the program image, the live image, the boot menu, the ISO. */
@NullMarked
package org.domzero.iso;

import org.jspecify.annotations.NullMarked;
