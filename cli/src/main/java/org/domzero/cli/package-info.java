/** The command line: parses, calls, prints. What a command does is elsewhere. */
@NullMarked
package org.domzero.cli;

import org.jspecify.annotations.NullMarked;
