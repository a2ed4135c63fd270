package org.domzero.tests.machine;

import org.domzero.tests.machine.Lacpdu.Party;
import org.jspecify.annotations.Nullable;

/**
 * A switch's side of LACP on one of its ports: is ready for whatever the other side proposes, and tells it what it has
 * heard of it, without which the other side would not believe that it is meant. All ports are of one aggregate.
 */
final class LacpPartner {
    private static final int PRIORITY = 0x8000;
    private static final int KEY = 12;
    private static final int READY = Party.ACTIVE
            | Party.SHORT_TIMEOUT
            | Party.AGGREGATION
            | Party.SYNCHRONIZATION
            | Party.COLLECTING
            | Party.DISTRIBUTING;

    private final Party self;
    private @Nullable Party other;

    /** @param port its number, from 1 */
    LacpPartner(MacAddress system, int port) {
        this.self = new Party(PRIORITY, system, KEY, PRIORITY, port, READY);
    }

    void hear(Lacpdu said) {
        other = said.actor();
    }

    /** Nobody is at the other end any more. */
    void forget() {
        other = null;
    }

    /** What it has to say, in answer and from time to time; nothing before it was spoken to. */
    @Nullable
    Frame say() {
        return other == null ? null : new Lacpdu(self, other).frame(self.system());
    }

    /** Whether the other side uses the link for what it has to send. */
    boolean isUsed() {
        return other != null && (other.state() & Party.DISTRIBUTING) != 0;
    }
}
