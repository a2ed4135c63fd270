package org.domzero.p2v.plan;

import java.util.Optional;

/**
 * A network card of the guest.
 *
 * @param source the card of the machine that it stands for; empty when the machine has none
 * @param mac empty for a new one
 */
public record PlannedCard(String source, Optional<String> mac) {}
