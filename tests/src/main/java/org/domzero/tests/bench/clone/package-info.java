/** A clone over SSH beside tar and rsync: {@code tests/bench/clone}. */
@NullMarked
package org.domzero.tests.bench.clone;

import org.jspecify.annotations.NullMarked;
