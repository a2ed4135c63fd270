package org.domzero.p2v.ssh;

/**
 * How a server is talked to.
 *
 * @param hosts where the keys of servers are kept
 * @param trust what makes one trusted that is not there yet
 */
public record SshOptions(KnownHosts hosts, HostKeyTrust trust, Algorithms algorithms, SshLimits limits) {}
