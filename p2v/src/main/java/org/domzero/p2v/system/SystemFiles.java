package org.domzero.p2v.system;

import java.util.List;
import java.util.Optional;

/** The files of a system that may be elsewhere, by absolute paths as that system has them. */
public interface SystemFiles {
    /** What is in a file, each byte as the character of that number; empty when there is no such file. */
    Optional<String> text(String path);

    /** The names in a directory, in order; none when there is no such directory. */
    List<String> list(String directory);
}
