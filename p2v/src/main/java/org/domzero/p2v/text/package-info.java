/** Texts of a guest's files, changed so that everything else in them stays as it was. */
@NullMarked
package org.domzero.p2v.text;

import org.jspecify.annotations.NullMarked;
