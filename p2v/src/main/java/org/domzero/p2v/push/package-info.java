/**
 * Scripts that run on the machine that is cloned, for a host to which that machine has opened the connection: it serves
 * them, the host starts them.
 */
@NullMarked
package org.domzero.p2v.push;

import org.jspecify.annotations.NullMarked;
