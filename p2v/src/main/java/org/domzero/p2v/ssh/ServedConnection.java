package org.domzero.p2v.ssh;

import java.io.InputStream;
import java.io.OutputStream;

/** Serves a connection that comes back through a session. */
@FunctionalInterface
public interface ServedConnection {
    /**
     * Serves it to its end, on a thread of its own. It has to wait until the other side closes the connection: what is
     * still on its way is lost when this returns.
     *
     * @param in to be read without delay, whatever else there is to do: the session waits for it
     */
    void serve(InputStream in, OutputStream out);
}
