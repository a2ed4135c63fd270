/** What a long run tells while it works: a stream of events, and the ways to show it. */
@NullMarked
package org.domzero.toolkit.progress;

import org.jspecify.annotations.NullMarked;
