package org.domzero.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.toolkit.PrettyJson;
import org.domzero.toolkit.ProcessCommandRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domzero probe}. */
@Command(
        name = "probe",
        description = {
            "Show what this machine is: firmware, processor, memory, network cards, disks and what is on them.",
            "",
            "Nothing is changed by looking. Run it as root: others may not read what is on a disk.",
            ""
        },
        footer = {"", "Examples:", "  domzero probe", "  domzero probe --json > probe.json"})
final class ProbeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "As JSON, complete.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        MachineFacts facts = MachineFacts.read(new ProcessCommandRunner());
        if (json) {
            out.println(PrettyJson.of(facts.toJson()));
        } else {
            out.print(facts.render());
            out.flush();
        }
        return 0;
    }
}
