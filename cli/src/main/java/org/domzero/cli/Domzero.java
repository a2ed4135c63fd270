package org.domzero.cli;

import java.io.PrintWriter;
import java.util.List;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** {@code domzero}: one program on the build machine, on the booted medium and on the installed host. */
@Command(
        name = "domzero",
        description = "From a bare server to a Xen host.",
        subcommands = {
            IsoCommand.class,
            AnswersCommand.class,
            ProbeCommand.class,
            InstallCommand.class,
            BootCommand.class,
            RepairCommand.class,
            BundleCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Domzero.VersionProvider.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  domzero iso build --answers xen01.toml   make an ISO that installs itself",
            "  domzero probe                            show what this machine is",
            "  domzero install --answers xen01.toml     make it a Xen host",
            "",
            "Exit status: 0 done; 1 it was tried and failed; 2 the request is wrong; 3 refused to protect data.",
        })
public final class Domzero {
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show where in the program an error comes from.")
    boolean debug;

    private Domzero() {}

    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs one command line and returns its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Domzero domzero = new Domzero();
        CommandLine commandLine = new CommandLine(domzero);
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExitCodeExceptionMapper(Domzero::status);
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            show(exception, domzero.debug, err);
            return status(exception);
        });
        commandLine.setParameterExceptionHandler((exception, given) -> wrongUsage(exception, err));
        return commandLine.execute(arguments);
    }

    /** The commands alone, for looking at. */
    static CommandLine commandLine() {
        return new CommandLine(new Domzero());
    }

    static int status(Throwable error) {
        return (error instanceof UserError user ? user.exitCode() : ExitCode.FAILED).status();
    }

    /** What is told to the user of whatever ended the program. */
    static String render(Throwable error) {
        return error instanceof UserError user
                ? user.render()
                : Problem.of(
                                "domzero itself failed: " + error,
                                "this is a mistake in domzero; run it again with --debug and report what it shows")
                        .render();
    }

    private static void show(Exception exception, boolean debug, PrintWriter err) {
        err.println(render(exception));
        if (debug) {
            exception.printStackTrace(err);
        }
    }

    private static int wrongUsage(ParameterException exception, PrintWriter err) {
        String command = exception.getCommandLine().getCommandSpec().qualifiedName();
        List<String> lines = String.valueOf(exception.getMessage()).lines().toList();
        err.println(Problem.of(String.join(" ", lines), "'" + command + " --help' shows what it takes")
                .render());
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
        return ExitCode.USAGE.status();
    }

    static final class VersionProvider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"domzero " + Version.current()};
        }
    }
}
