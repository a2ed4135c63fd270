/** What users do with domzero, from the ISO to the running host, on emulated machines. */
@NullMarked
package org.domzero.tests.scenarios;

import org.jspecify.annotations.NullMarked;
