/** The fix-ups that make a copied root boot as a guest: each one small, named, and done twice as well as once. */
@NullMarked
package org.domzero.p2v.fixup;

import org.jspecify.annotations.NullMarked;
