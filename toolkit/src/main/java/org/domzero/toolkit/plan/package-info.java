/** What is going to happen to a machine, as a value, and the one runner that makes it happen. */
@NullMarked
package org.domzero.toolkit.plan;

import org.jspecify.annotations.NullMarked;
