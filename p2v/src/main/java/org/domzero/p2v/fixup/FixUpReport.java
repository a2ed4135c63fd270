package org.domzero.p2v.fixup;

import java.util.List;

/**
 * What a fix-up did.
 *
 * @param done a line for each change
 * @param warnings what is left for a person to look at
 */
public record FixUpReport(List<String> done, List<String> warnings) {
    public FixUpReport {
        done = List.copyOf(done);
        warnings = List.copyOf(warnings);
    }
}
