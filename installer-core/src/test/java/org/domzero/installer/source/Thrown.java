package org.domzero.installer.source;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.domzero.toolkit.UserError;

/** The error that a call ends with. */
final class Thrown {
    private Thrown() {}

    static UserError by(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(UserError.class, call), "no error");
    }
}
