package org.domzero.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code domzero completion}. */
@Command(
        name = "completion",
        description = {
            "Print a script by which bash completes domzero's commands and options, and on a host also the names of"
                    + " guests, repositories and what belongs to them.",
            "",
            "Hosts and the live system have it. On a build machine, put it where bash-completion looks.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero completion > ~/.local/share/bash-completion/completions/domzero",
            "  source <(./domzero completion)",
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(script(Domzero.commandLine()));
        out.flush();
        return 0;
    }

    /** The script for the program as it is. */
    static String script(CommandLine domzero) {
        return CompletionScript.of(domzero);
    }
}
