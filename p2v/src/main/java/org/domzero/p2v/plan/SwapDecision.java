package org.domzero.p2v.plan;

import java.util.List;
import java.util.Optional;
import org.domzero.p2v.source.SourceFacts;
import org.domzero.p2v.system.Fstab;
import org.domzero.p2v.system.FstabEntry;
import org.domzero.p2v.system.FstabSource;
import org.domzero.toolkit.ByteSize;

/** As much swap as the machine has, but for what no guest needs. Swap files stay the files that they are. */
final class SwapDecision {
    private static final ByteSize MOST = ByteSize.gibibytes(8);
    private static final ByteSize UNKNOWN = ByteSize.gibibytes(1);
    private static final long MEBIBYTE = 1 << 20;

    private SwapDecision() {}

    static Optional<SwapVolume> of(SourceFacts facts, CloneWishes wishes) {
        List<FstabEntry> entries = Fstab.parse(facts.text("/etc/fstab").orElse("")).entries().stream()
                .filter(FstabEntry::isSwap)
                .filter(entry ->
                        entry.kind() != FstabSource.FILE && !entry.source().startsWith("/dev/zram"))
                .toList();
        long bytes = facts.isRunning() ? facts.swap().bytes() : 0;
        if (bytes == 0) {
            bytes = entries.stream()
                    .mapToLong(entry ->
                            facts.size(entry.source()).map(ByteSize::bytes).orElse(0L))
                    .sum();
        }
        if (bytes == 0 && entries.isEmpty()) {
            return Optional.empty();
        }
        long size = bytes == 0 ? UNKNOWN.bytes() : Math.min(bytes, MOST.bytes());
        return Optional.of(new SwapVolume(new ByteSize((size + MEBIBYTE - 1) / MEBIBYTE * MEBIBYTE), wishes.swap()));
    }
}
