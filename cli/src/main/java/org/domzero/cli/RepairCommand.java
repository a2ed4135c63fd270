package org.domzero.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.domzero.installer.boot.Repair;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanJson;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domzero repair}. */
@Command(
        name = "repair",
        description = {
            "Make a host bootable again, from the booted medium: its boot partition is checked, and made anew where"
                    + " needed, from the kernels and Xens that its slots keep in /boot.",
            "",
            "Nothing else is written: slots are read without replaying their journals, and guests' data is not touched.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero repair --plan             show what would be done, write nothing",
            "  domzero repair",
            "  domzero repair --disk /dev/sdb --yes",
        })
final class RepairCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--disk", paramLabel = "DISK", description = "The host's disk. Needed where there are several.")
    private @Nullable String disk;

    @Option(names = "--plan", description = "Show what would be done, and write nothing.")
    private boolean planOnly;

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    @Option(names = "--json", description = "The plan, or the progress, as JSON.")
    private boolean json;

    // Java 22 and later always have a console; one that is no terminal then ends, which is no consent.
    @SuppressWarnings("SystemConsoleNull")
    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Console terminal = System.console();
        if (!planOnly && !yes && (terminal == null || json)) {
            throw UserError.usage(
                    "there is nobody to ask whether to go on", "look at it with --plan; --yes does it without asking");
        }
        Progress progress = planOnly ? InstallCommand.warningsTo(err) : org.domzero.cli.Console.progress(out, json);
        Effects effects = new Effects(new ProcessCommandRunner(), Path.of("/"), progress);
        Repair repair = Repair.prepare(effects, disk);
        if (planOnly || !json) {
            show(repair, out);
        }
        if (planOnly) {
            return ExitCode.DONE.status();
        }
        if (!yes && !isYes(Objects.requireNonNull(terminal).readLine("Do it? [y/N] "))) {
            out.println("nothing has been written");
            return ExitCode.DONE.status();
        }
        repair.carryOut(effects);
        progress.info("repaired; next: reboot, without the medium");
        return ExitCode.DONE.status();
    }

    /** An end of the input is no consent either. */
    static boolean isYes(@Nullable String answer) {
        return answer != null && answer.strip().matches("(?i)y|yes");
    }

    private void show(Repair repair, PrintWriter out) {
        if (json) {
            out.println(PlanJson.render(repair.plan()));
        } else {
            repair.notes().forEach(out::println);
            out.println();
            out.print(repair.plan().render());
        }
        out.flush();
    }
}
