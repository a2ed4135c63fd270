package org.domzero.installer.answers;

/**
 * A host's address and the network it is in.
 *
 * @param <A> of which kind
 */
public sealed interface IpNetwork<A extends IpAddress> permits Ipv4Network, Ipv6Network {
    /** The host's. */
    A address();

    /** How many bits are the network's. */
    int prefix();

    A networkAddress();

    /** Whether the host can send to {@code other} without a router between. */
    boolean reaches(A other);

    /** What {@code other} is if it is an address of this network that no host has, as a predicate; else empty. */
    String notAHost(A other);
}
