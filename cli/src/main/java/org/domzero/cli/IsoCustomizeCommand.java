package org.domzero.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.domzero.iso.IsoCustomization;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
    @Parameters(paramLabel = "ISO", description = "An ISO made by 'domzero iso build'.")
    private Path iso = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The ISO to write.")
    private Path output = Path.of("");

    @Mixin
    private MediumOptions medium = new MediumOptions();

    @Override
    public Integer call() {
        Progress progress = medium.progress();
        try (Interruption interruption = Interruption.guard(new ProcessCommandRunner(progress::detail))) {
            IsoCustomization.run(
                    new IsoCustomization(iso, output, medium.checkedAnswers(), medium.ca, medium.kernelOptions),
                    new Effects(interruption, Path.of("/"), progress));
        }
        progress.info(output + " is written");
        return 0;
    }
}
