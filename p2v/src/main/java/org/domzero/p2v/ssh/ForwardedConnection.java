package org.domzero.p2v.ssh;

import com.jcraft.jsch.ChannelForwardedTCPIP;
import com.jcraft.jsch.ForwardedTCPIPDaemon;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A connection that comes back through a session, as JSch makes one: by the name of its class, so it is public. */
public final class ForwardedConnection implements ForwardedTCPIPDaemon {
    private @Nullable ChannelForwardedTCPIP channel;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable ServedConnection served;

    @Override
    public void setChannel(ChannelForwardedTCPIP newChannel, InputStream newIn, OutputStream newOut) {
        channel = newChannel;
        in = newIn;
        out = newOut;
    }

    @Override
    public void setArg(Object[] arguments) {
        served = (ServedConnection) arguments[0];
    }

    @Override
    public void run() {
        if (channel == null || in == null || out == null || served == null) {
            throw new IllegalStateException("JSch has not said what it is");
        }
        try {
            served.serve(in, out);
        } finally {
            channel.disconnect();
        }
    }
}
