package org.domzero.installer.answers;

import org.jspecify.annotations.Nullable;

/** How the host comes to its IPv4 address. */
public sealed interface Ipv4Choice {
    record Dhcp() implements Ipv4Choice {}

    /** The host has none. */
    record None() implements Ipv4Choice {}

    /**
     * As the answers say.
     *
     * @param network the host's address and its network
     * @param gateway inside the network; null: the host reaches its own network only
     */
    record Static(Ipv4Network network, @Nullable Ipv4Address gateway) implements Ipv4Choice {}
}
