package org.domzero.p2v.copy;

import java.io.IOException;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** That there is no room left, as programs and Java say it. */
final class FullDisk {
    static final String SAID = "No space left on device";

    private FullDisk() {}

    static boolean isSaid(String line) {
        return line.endsWith(SAID);
    }

    static boolean isReason(IOException error) {
        for (@Nullable Throwable one = error; one != null; one = one.getCause()) {
            if (String.valueOf(one.getMessage()).contains(SAID)) {
                return true;
            }
        }
        return false;
    }

    static UserError error(IOException cause) {
        return UserError.failed(
                "the guest's disk is full; there is no guest",
                "run the same command again with a larger --size: it goes on there",
                cause);
    }
}
