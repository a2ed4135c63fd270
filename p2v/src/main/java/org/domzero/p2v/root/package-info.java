/** The copied root of a guest, of foreign content, on the host. */
@NullMarked
package org.domzero.p2v.root;

import org.jspecify.annotations.NullMarked;
