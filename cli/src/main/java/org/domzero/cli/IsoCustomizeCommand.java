package org.domzero.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.domzero.iso.IsoCustomization;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero iso customize}. */
@Command(
        name = "customize",
        description = {
            "Put answers, certificates or kernel options into an ISO that exists, in seconds.",
            "",
            "The ISO itself is left as it is; a new one is written. Answers and certificates replace those that are"
                    + " embedded already, kernel options are added to those of every entry of the boot menu.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero iso customize domzero.iso --answers xen01.toml --output xen01.iso",
            "  domzero iso customize domzero.iso --ca ca.pem --output rack.iso"
                    + " --kernel-options domzero.answers=https://deploy.example.org/rack7.toml",
            "  domzero iso customize domzero.iso --kernel-options 'console=ttyS1,57600n8' --output com2.iso",
        })
final class IsoCustomizeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "ISO", description = "An ISO made by 'domzero iso build'.")
    private Path iso = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The ISO to write.")
    private Path output = Path.of("");

    @Option(names = "--answers", paramLabel = "FILE", description = "The answer file to embed.")
    private @Nullable Path answers;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates in PEM that a server of answers may be known by, beside the usual ones.")
    private @Nullable Path ca;

    @Option(
            names = "--kernel-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "Added to every entry of the boot menu.")
    private String kernelOptions = "";

    @Option(names = "--json", description = "Show progress as JSON lines.")
    private boolean json;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        Progress progress = Console.progress(command.commandLine().getOut(), json);
        IsoCustomization.run(
                new IsoCustomization(iso, output, answers, ca, kernelOptions),
                new Effects(new ProcessCommandRunner(progress::detail), Path.of("/"), progress));
        progress.info(output + " is written");
        return 0;
    }
}
