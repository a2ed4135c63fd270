package org.domzero.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.domzero.iso.IsoInspection;
import org.domzero.iso.IsoReport;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero iso inspect}. */
@Command(
        name = "inspect",
        description = {
            "Show what is on an ISO: versions, where its packages come from, embedded answers, boot menu.",
            "",
            "Needs xorriso, no root; nothing is mounted. A password in the answers is not shown, nor its hash.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero iso inspect domzero.iso",
            "  domzero iso inspect domzero.iso --verify",
            "  domzero iso inspect domzero.iso --packages | grep xen",
        })
final class IsoInspectCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ISO", description = "An ISO made by 'domzero iso build'.")
    private Path iso = Path.of("");

    @Option(
            names = "--verify",
            description = "Read every file on it, and compare those that an install uses with their digests.")
    private boolean verify;

    @Option(names = "--packages", description = "List dom0's packages and their versions.")
    private boolean packages;

    @Option(names = "--json", description = "As JSON, complete.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        IsoReport report =
                IsoInspection.run(iso, verify, new Effects(new ProcessCommandRunner(), Path.of("/"), Progress.SILENT));
        if (json) {
            out.println(report.toJson());
        } else if (packages) {
            report.packages().forEach(out::println);
        } else {
            out.print(report.render());
            out.flush();
        }
        return 0;
    }
}
