/** What is on an installation medium, as the one who builds it and the one who installs from it agree. */
@NullMarked
package org.domzero.installer.medium;

import org.jspecify.annotations.NullMarked;
