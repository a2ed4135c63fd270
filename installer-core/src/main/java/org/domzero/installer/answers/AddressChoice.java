package org.domzero.installer.answers;

import org.jspecify.annotations.Nullable;

/** How the host comes to its management address. */
public sealed interface AddressChoice {
    record Dhcp() implements AddressChoice {}

    /**
     * As the answers say.
     *
     * @param network the host's address and its network
     * @param gateway inside the network; null: the host reaches its own network only
     */
    record Static(Ipv4Network network, @Nullable Ipv4Address gateway) implements AddressChoice {}
}
