/** What a Linux system is, read from its files: distribution, file systems, kernels. */
@NullMarked
package org.domzero.p2v.system;

import org.jspecify.annotations.NullMarked;
