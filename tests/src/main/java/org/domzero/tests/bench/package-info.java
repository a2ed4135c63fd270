/** Benchmarks: figures for {@code docs/benchmarks.md}, each beside a reference measured in the same run. */
@NullMarked
package org.domzero.tests.bench;

import org.jspecify.annotations.NullMarked;
