package org.domzero.tests.bench.clone;

import java.util.List;

/**
 * One run of one method.
 *
 * @param seconds from the start of the program to its end
 * @param synced until all of it was on the disk
 * @param bytes that went through the cable, both ways
 * @param said the program's standard output
 */
record Measured(
        Data data,
        Cable.Speed speed,
        String which,
        Method method,
        double seconds,
        double synced,
        long bytes,
        List<String> said) {
    Measured {
        said = List.copyOf(said);
    }
}
