/**
 * Files of a system that may run, carried into a directory of this host: listed on both ends, what differs sent by tar,
 * and listed again to see that nothing does any more.
 */
@NullMarked
package org.domzero.p2v.copy;

import org.jspecify.annotations.NullMarked;
