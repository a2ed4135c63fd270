package org.domzero.p2v.source;

/**
 * A network card.
 *
 * @param mac by which the network knows it, in lower case: that of a bond for all cards in it
 * @param main whether the default route leads through it: by itself, or as the first card in a bond, below a bridge or
 *     a VLAN that has it
 */
public record SourceCard(String name, String mac, boolean main) {}
