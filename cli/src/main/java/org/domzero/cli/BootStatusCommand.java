package org.domzero.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.domzero.installer.boot.BootStatus;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.PrettyJson;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domzero boot status}. */
@Command(
        name = "status",
        description = {
            "Show what is on the boot partition for each slot, what boots by default, and whether it is in step with"
                    + " /boot of the slot that runs.",
            "",
            "Every file is read and compared with its SHA-256. Nothing is changed.",
            ""
        },
        footer = {"", "Examples:", "  domzero boot status", "  domzero boot status --json"})
final class BootStatusCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        BootStatus status =
                BootStatus.read(new Effects(new ProcessCommandRunner(), Path.of("/"), InstallCommand.warningsTo(err)));
        if (json) {
            out.println(PrettyJson.of(status.toJson()));
        } else {
            out.print(status.render());
            out.flush();
        }
        return ExitCode.DONE.status();
    }
}
