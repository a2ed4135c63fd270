/** End-to-end scenarios: what they get, how they are chosen, run and reported. */
@NullMarked
package org.domzero.tests;

import org.jspecify.annotations.NullMarked;
