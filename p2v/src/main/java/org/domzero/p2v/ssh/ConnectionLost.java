package org.domzero.p2v.ssh;

import java.io.IOException;

/**
 * The connection to a machine broke, or was closed, before a program there had come to its end: what it wrote is not
 * whole, and how it ended nobody knows.
 */
public final class ConnectionLost extends IOException {
    private static final long serialVersionUID = 1L;

    ConnectionLost(String message) {
        super(message);
    }
}
