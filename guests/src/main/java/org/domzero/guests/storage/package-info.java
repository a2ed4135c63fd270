/** Storage repositories of a host: what there are, making and changing them, and the volumes in them. */
@NullMarked
package org.domzero.guests.storage;

import org.jspecify.annotations.NullMarked;
