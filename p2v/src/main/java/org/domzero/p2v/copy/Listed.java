package org.domzero.p2v.copy;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A list of files that was read, of one file system or of several.
 *
 * @param files how many
 * @param begun what the clock of the system was before; seconds since 1970. Empty where it does not tell
 * @param newest the latest time of all inodes' changes; seconds since 1970
 * @param ended the status of find(1); empty where the list was cut off
 */
record Listed(long files, OptionalLong begun, long newest, OptionalInt ended) {
    /** Both, the other one made after this. */
    Listed and(Listed other) {
        return new Listed(files + other.files, begun, Math.max(newest, other.newest), other.ended);
    }

    /** That of find(1), also where what was around it has swallowed it. */
    int status(int ofProgram) {
        return ofProgram == 0 ? ended.orElse(0) : ofProgram;
    }

    /** @param what was listed */
    void requireEnd(String what) throws IOException {
        if (ended.isEmpty()) {
            throw new IOException("the list of the files in " + what + " has no end");
        }
    }

    /**
     * What the system changes after it was listed has this time or a later one. A file system whose own system does not
     * run may have been listed by another clock, that is ahead: then nothing has changed since the newest change. Empty
     * where nobody can tell.
     */
    OptionalLong changesFrom() {
        return begun.isEmpty() ? begun : OptionalLong.of(Math.min(begun.getAsLong(), newest));
    }
}
