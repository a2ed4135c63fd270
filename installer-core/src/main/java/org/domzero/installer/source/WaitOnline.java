package org.domzero.installer.source;

import org.domzero.toolkit.Command;

/** Waiting for the network by its events (systemd-networkd-wait-online.service(8)): on all cards at once. */
public final class WaitOnline {
    /** Part of systemd, and not on anybody's search path. */
    public static final String PROGRAM = "/usr/lib/systemd/systemd-networkd-wait-online";

    private WaitOnline() {}

    /** Ends when a card has an address that leads somewhere, given by hand, by DHCP or by a router. */
    public static Command forAnAddress() {
        return Command.of(PROGRAM, "--any", "--operational-state=routable", "--timeout=60");
    }
}
