/** What a host keeps of its guests and repositories, in a volume that outlives its slots, and locks on it. */
@NullMarked
package org.domzero.guests.state;

import org.jspecify.annotations.NullMarked;
