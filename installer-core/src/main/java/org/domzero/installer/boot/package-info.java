/**
 * The boot partition: what lies on it for each slot, how it follows the slots, and how it is made anew. Install, update
 * and repair write it in one way, {@link org.domzero.installer.boot.BootPlan}.
 */
@NullMarked
package org.domzero.installer.boot;

import org.jspecify.annotations.NullMarked;
