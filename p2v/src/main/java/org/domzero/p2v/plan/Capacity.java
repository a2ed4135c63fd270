package org.domzero.p2v.plan;

import org.domzero.p2v.source.SourceFacts;
import org.domzero.toolkit.ByteSize;

/**
 * Memory and processors of the guest: the machine's, as far as the host has so much.
 *
 * @param wanted the machine's memory as it was sold: its kernel keeps a part for itself
 */
record Capacity(ByteSize memory, ByteSize wanted, int processors) {
    private static final long SMALL_STEP = 128;
    private static final long LARGE_STEP = 512;
    private static final long LEAST = 256;
    private static final long LARGE = 2048;

    static Capacity of(SourceFacts facts, CloneWishes wishes) {
        long mebibytes = Math.max(LEAST, facts.memory().mebibytes());
        long step = mebibytes < LARGE ? SMALL_STEP : LARGE_STEP;
        ByteSize wanted = wishes.memory().orElseGet(() -> ByteSize.mebibytes((mebibytes + step - 1) / step * step));
        return new Capacity(
                wanted.compareTo(wishes.hostMemory()) > 0 ? wishes.hostMemory() : wanted,
                wanted,
                Math.max(1, Math.min(facts.processors(), wishes.hostProcessors())));
    }

    boolean isLess() {
        return memory.compareTo(wanted) < 0;
    }
}
