package org.domzero.p2v.ssh;

import org.domzero.toolkit.ShownText;

/** How a program on another machine ended: RFC 4254 6.10. */
public sealed interface RemoteExit {
    /**
     * It ended by itself.
     *
     * @param code 127 when the shell has not found it
     */
    record Status(int code) implements RemoteExit {
        @Override
        public String toString() {
            return "status " + code;
        }
    }

    /**
     * It was ended.
     *
     * @param name without SIG: {@code KILL}
     */
    record Signal(String name) implements RemoteExit {
        @Override
        public String toString() {
            return "signal " + ShownText.plain(name);
        }
    }

    default boolean succeeded() {
        return this instanceof Status status && status.code() == 0;
    }
}
