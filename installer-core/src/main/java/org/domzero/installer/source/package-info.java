/** Where the answers of a run come from: finding them, and getting them from a file, a server or a volume. */
@NullMarked
package org.domzero.installer.source;

import org.jspecify.annotations.NullMarked;
