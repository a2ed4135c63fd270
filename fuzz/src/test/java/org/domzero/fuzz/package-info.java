/**
 * Whatever a file holds, it is read or told to be wrong: no other exception, no hang, no endless memory.
 *
 * <p>In an ordinary test run each target is run once over its seeds and over every finding there has been, which are in
 * {@code src/test/resources} by class and method. {@code ./check --fuzz} looks for new ones.
 */
@NullMarked
package org.domzero.fuzz;

import org.jspecify.annotations.NullMarked;
