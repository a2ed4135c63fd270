/**
 * What a machine is that is to become a guest: a shell script that any Linux runs, and what it has said, as a value. So the
 * machine may be reached by SSH alone, and needs nothing of domzero.
 */
@NullMarked
package org.domzero.p2v.source;

import org.jspecify.annotations.NullMarked;
