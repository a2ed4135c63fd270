package org.domzero.p2v.ssh;

import java.time.Duration;

/**
 * How long is waited for a server.
 *
 * @param connect until it has let us in, each time it is tried; servers that look in vain for our name take half a minute
 * @param silence after so long without a sign of it the connection counts as lost; it is asked for one three times
 * @param start until it has started a command
 */
public record SshLimits(Duration connect, Duration silence, Duration start) {
    public static final SshLimits USUAL =
            new SshLimits(Duration.ofSeconds(90), Duration.ofSeconds(45), Duration.ofSeconds(30));
}
