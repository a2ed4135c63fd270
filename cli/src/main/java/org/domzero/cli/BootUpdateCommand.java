package org.domzero.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.domzero.installer.boot.BootUpdate;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanJson;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domzero boot update}. */
@Command(
        name = "update",
        description = {
            "Make the boot partition boot what the slot that runs has in /boot: its newest kernel with its initrd, its"
                    + " newest Xen, with the options of /etc/domzero/boot.toml.",
            "",
            "apt and dpkg do it by themselves. What booted before stays in the menu as \"previous\"; until all of the new"
                    + " files are on the disk and verified, it stays the default.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero boot update --plan   show what would be done, write nothing",
            "  domzero boot update",
        })
final class BootUpdateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--plan", description = "Show what would be done, and write nothing.")
    private boolean planOnly;

    @Option(names = "--json", description = "The plan, or the progress, as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Progress progress = planOnly ? InstallCommand.warningsTo(err) : Console.progress(out, json);
        Effects effects = new Effects(new ProcessCommandRunner(), Path.of("/"), progress);
        if (planOnly) {
            show(BootUpdate.prepare(effects), out);
            return ExitCode.DONE.status();
        }
        BootUpdate update = BootUpdate.perform(effects);
        progress.info((update.isInStep() ? "nothing to do: " : "done: ") + update.describe());
        return ExitCode.DONE.status();
    }

    private void show(BootUpdate update, PrintWriter out) {
        if (json) {
            out.println(PlanJson.render(update.plan()));
        } else if (update.isInStep()) {
            out.println("nothing to do: " + update.describe());
        } else {
            out.print(update.plan().render());
            out.flush();
        }
    }
}
