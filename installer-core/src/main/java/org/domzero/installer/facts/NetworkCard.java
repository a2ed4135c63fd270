package org.domzero.installer.facts;

import org.jspecify.annotations.Nullable;

/**
 * An Ethernet interface with a device behind it.
 *
 * @param name Linux's name of the interface: {@code enp1s0}
 * @param mac lower case, with colons; the card's own one also while a bond lends it another
 * @param driver the kernel module: {@code igb}
 * @param speed in Mb/s, where it is known
 * @param pciSlot {@code 0000:01:00.0}; null for a card that is not on PCI
 * @param physical false for a virtual function of another card (SR-IOV), which is meant for guests
 */
public record NetworkCard(
        String name,
        String mac,
        @Nullable String driver,
        Link link,
        @Nullable Integer speed,
        @Nullable String pciSlot,
        boolean physical) {}
