package org.domzero.tests.bench.clone;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures, as Markdown. */
final class Table {
    private final PrintStream out;
    private final List<Measured> domzero = new ArrayList<>();
    private boolean begun;

    Table(PrintStream out) {
        this.out = out;
    }

    void row(Measured measured) {
        if (!begun) {
            out.println();
            out.println("| data | link | run | method | seconds | until synced | MiB over the wire |");
            out.println("|---|---|---|---|---:|---:|---:|");
            begun = true;
        }
        out.println(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.1f | %.1f | %.1f |",
                measured.data().title(),
                measured.speed(),
                measured.which(),
                measured.method().title(),
                measured.seconds(),
                measured.synced(),
                measured.bytes() / (double) (1 << 20)));
        if (measured.method() instanceof Method.Domzero) {
            domzero.add(measured);
        }
    }

    /** Where domzero's seconds went. */
    void phases() {
        out.println();
        boolean headed = false;
        for (Measured measured : domzero) {
            List<String[]> parts =
                    measured.said().stream().map(line -> line.split("\t")).toList();
            if (!headed) {
                out.println("| domzero | link | run | "
                        + String.join(" | ", parts.stream().map(part -> part[0]).toList()) + " |");
                out.println("|---|---|---|" + "---:|".repeat(parts.size()));
                headed = true;
            }
            out.println("| " + measured.data().title() + " | " + measured.speed() + " | " + measured.which() + " | "
                    + String.join(" | ", parts.stream().map(part -> part[1]).toList()) + " |");
        }
    }
}
