package org.domzero.installer.answers;

import org.jspecify.annotations.Nullable;

/** How the host comes to its IPv6 address. */
public sealed interface Ipv6Choice {
    /** As the routers advertise: by itself, or by DHCPv6 where they send the host there. */
    record Auto() implements Ipv6Choice {}

    /** The host has none, not even a link-local one. */
    record None() implements Ipv6Choice {}

    /**
     * As the answers say.
     *
     * @param network the host's address and its network
     * @param gateway inside the network or link-local; null: the host reaches its own network only
     */
    record Static(Ipv6Network network, @Nullable Ipv6Address gateway) implements Ipv6Choice {}
}
