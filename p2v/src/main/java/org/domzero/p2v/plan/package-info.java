/** What becomes of a machine, decided from what it is before anything is sent: its guest, disks, files and fix-ups. */
@NullMarked
package org.domzero.p2v.plan;

import org.jspecify.annotations.NullMarked;
