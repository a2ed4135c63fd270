package org.domzero.p2v.copy;

import java.nio.file.Path;

/**
 * Paths that begin at the same directory.
 *
 * @param file the paths, each followed by a NUL byte
 * @param count how many
 */
record PathList(Base base, Path file, long count) {}
