/** How an install ends: the user's own script, who is told, and how the machine is left. */
@NullMarked
package org.domzero.installer.finish;

import org.jspecify.annotations.NullMarked;
