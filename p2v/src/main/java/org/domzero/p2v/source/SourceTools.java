package org.domzero.p2v.source;

import java.util.Set;

/**
 * What the programs of a machine can do.
 *
 * @param findPrints whether its find(1) has {@code -printf}, which GNU's has
 * @param findFractions whether it knows times to the nanosecond
 * @param tar what its tar(1) calls itself, in a line; empty when there is none
 * @param tarOptions those that it knows, of those asked for: {@code xattrs}, {@code acls} …
 * @param programs those that are there, of those asked for: {@code zstd}, {@code sha256sum} …
 */
public record SourceTools(
        boolean findPrints, boolean findFractions, String tar, Set<String> tarOptions, Set<String> programs) {
    public SourceTools {
        tarOptions = Set.copyOf(tarOptions);
        programs = Set.copyOf(programs);
    }

    public boolean tarKnows(String option) {
        return tarOptions.contains(option);
    }

    public boolean has(String program) {
        return programs.contains(program);
    }
}
