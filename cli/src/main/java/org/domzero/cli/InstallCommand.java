package org.domzero.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.domzero.installer.answers.FinishAction;
import org.domzero.installer.install.AnswersSource;
import org.domzero.installer.install.InstallPlan;
import org.domzero.installer.install.Installation;
import org.domzero.installer.install.KernelCommandLine;
import org.domzero.installer.install.Preparation;
import org.domzero.installer.install.Records;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanJson;
import org.domzero.toolkit.progress.JsonProgress;
import org.domzero.toolkit.progress.PlainProgress;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domzero install}. */
@Command(
        name = "install",
        description = {
            "Install a Xen host on this machine, from the booted medium.",
            "",
            "Everything is decided and checked before the first write: answers, machine, disks, the medium itself."
                    + " With answers nothing is asked. Disks that hold data are refused unless the answers allow it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero install --answers xen01.toml --plan   show what would be done, write nothing",
            "  domzero install --answers xen01.toml",
            "  domzero install --answers xen01.toml --plan --json",
        })
final class InstallCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "The answer file. Without it: domzero.answers= on the kernel command line, else the file"
                    + " embedded in the medium.")
    private @Nullable Path answers;

    @Option(names = "--plan", description = "Show what would be done, and write nothing.")
    private boolean planOnly;

    @Option(names = "--json", description = "The plan, or the progress, as JSON.")
    private boolean json;

    @Option(
            names = "--medium",
            paramLabel = "DIR",
            defaultValue = "/run/live/medium",
            description = "Where the installation medium is mounted (${DEFAULT-VALUE}).")
    private Path medium = Path.of("/run/live/medium");

    @Option(names = "--unattended", hidden = true, description = "As the live system starts it.")
    private boolean unattended;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Consumer<String> shown = unattended ? MachineConsoles.active() : out::println;
        try {
            return install(out, shown);
        } catch (UserError error) {
            if (!unattended) {
                throw error;
            }
            error.render().lines().forEach(shown);
            shown.accept("Nothing more will happen by itself. A shell follows; the log is in " + InstallPlan.RECORDS
                    + "/install.log.");
            return error.exitCode().status();
        }
    }

    private int install(PrintWriter out, Consumer<String> shown) {
        KernelCommandLine commandLine = kernelCommandLine();
        Optional<AnswersSource> source = AnswersSource.find(answers, commandLine, medium);
        if (source.isEmpty()) {
            return withoutAnswers(shown);
        }
        Progress screen = planOnly
                ? Progress.SILENT
                : json
                        ? new JsonProgress(shown, InstantSource.system())
                        : new PlainProgress(shown, InstantSource.system(), false);
        Records records = Records.in(Path.of(InstallPlan.RECORDS), InstantSource.system());
        Progress progress = Progress.toAll(List.of(records.progress(), screen));
        CommandRunner commands = new ProcessCommandRunner(records::command);
        Preparation preparation = Preparation.make(source.get(), medium, commandLine, commands, progress);
        records.keep(preparation);
        if (planOnly) {
            out.println(
                    json
                            ? PlanJson.render(preparation.plan())
                            : preparation.plan().render());
            if (!json) {
                out.print(preparation.drawing());
            }
            out.flush();
            return ExitCode.DONE.status();
        }
        progress.info(preparation.plan().title());
        preparation.drawing().lines().forEach(shown);
        Installation.carryOut(preparation, new Effects(commands, Path.of("/"), progress));
        progress.info("installed; next: " + finish(preparation));
        if (unattended) {
            leave(preparation.answers().finish().action(), commands);
        }
        return ExitCode.DONE.status();
    }

    /** A medium without answers is for the shell, so that is what comes next on every console. */
    private int withoutAnswers(Consumer<String> shown) {
        String hint = "put them into the ISO with 'domzero iso customize', or name a file with " + AnswersSource.OPTION
                + "= on the kernel command line";
        if (!unattended) {
            throw UserError.usage(
                    "no answers: there is nobody to ask and nothing to go by", "--answers FILE; or " + hint);
        }
        shown.accept("domzero: this medium carries no answers, so nothing is installed.");
        shown.accept("  hint: " + hint);
        return ExitCode.DONE.status();
    }

    private String finish(Preparation preparation) {
        return unattended
                ? switch (preparation.answers().finish().action()) {
                    case REBOOT -> "reboot";
                    case POWEROFF -> "power off";
                    case SHELL -> "a shell";
                }
                : "reboot, without the medium";
    }

    private static void leave(FinishAction action, CommandRunner commands) {
        switch (action) {
            case REBOOT -> commands.run("systemctl", "--no-block", "reboot");
            case POWEROFF -> commands.run("systemctl", "--no-block", "poweroff");
            case SHELL -> {}
        }
    }

    private static KernelCommandLine kernelCommandLine() {
        try {
            return new KernelCommandLine(Files.readString(Path.of("/proc/cmdline")));
        } catch (IOException e) {
            return new KernelCommandLine("");
        }
    }
}
