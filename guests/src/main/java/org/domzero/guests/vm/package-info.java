/** Guests of a host: their definitions, which are ordinary xl configurations, and everything done to them. */
@NullMarked
package org.domzero.guests.vm;

import org.jspecify.annotations.NullMarked;
