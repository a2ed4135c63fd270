/**
 * Installing a host: what the answers and the machine's facts make of each other, as a plan, and carrying it out.
 */
@NullMarked
package org.domzero.installer.install;

import org.jspecify.annotations.NullMarked;
