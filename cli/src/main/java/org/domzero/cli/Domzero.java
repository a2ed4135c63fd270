package org.domzero.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** {@code domzero}: one program on the build machine, on the booted medium and on the installed host. */
@Command(
        name = "domzero",
        description = "From a bare server to a Xen host.",
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
        // Half of the program's start would be reading annotations, for two words that are always the same.
        if (List.of(arguments).equals(UnattendedInstall.CALL)) {
            System.exit(unattended(UnattendedInstall::run));
        }
        if (List.of(arguments).equals(UnattendedClone.CALL)) {
            System.exit(unattended(UnattendedClone::run));
        }
        System.exit(run(
                new PrintWriter(System.out, true, java.nio.charset.StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8),
                arguments));
    }

    private static int unattended(IntSupplier run) {
        try {
            return run.getAsInt();
        } catch (RuntimeException | Error error) {
            // Not even the consoles could be found: the journal has it.
            System.err.println(render(error));
            return status(error);
        }
    }

    /** Runs one command line and returns its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Domzero domzero = new Domzero();
        CommandLine commandLine = commandLine(domzero, arguments.length == 0 ? "" : arguments[0]);
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        Failures failures = new Failures(domzero, err);
        commandLine.setExitCodeExceptionMapper(failures);
        commandLine.setExecutionExceptionHandler(failures);
        commandLine.setParameterExceptionHandler(failures);
        return commandLine.execute(arguments);
    }

    /** The commands alone, for looking at. */
    static CommandLine commandLine() {
        return commandLine(new Domzero(), "");
    }

    /**
     * Every command is read by reflection, which is most of the program's start: where the first word is the name of
     * one, it is the only one. For {@code help} there are all of them.
     */
    private static CommandLine commandLine(Domzero domzero, String first) {
        Map<String, Class<?>> all = Commands.BY_NAME;
        boolean alone = all.containsKey(first) && !first.equals(Commands.HELP);
        CommandLine commandLine = new CommandLine(domzero);
        all.forEach((name, command) -> {
            if (!alone || name.equals(first)) {
                commandLine.addSubcommand(name, command);
            }
        });
        return commandLine;
    }

    /** Apart, since an unattended install needs none of these classes. */
    private static final class Commands {
        static final String HELP = "help";

        /** In the order of the help. */
        static final Map<String, Class<?>> BY_NAME = byName();

        private Commands() {}

        private static Map<String, Class<?>> byName() {
            Map<String, Class<?>> commands = new LinkedHashMap<>();
            commands.put("iso", IsoCommand.class);
            commands.put("answers", AnswersCommand.class);
            commands.put("probe", ProbeCommand.class);
            commands.put("install", InstallCommand.class);
            commands.put("sr", SrCommand.class);
            commands.put("vm", VmCommand.class);
            commands.put("p2v", P2vCommand.class);
            commands.put("boot", BootCommand.class);
            commands.put("repair", RepairCommand.class);
            commands.put("bundle", BundleCommand.class);
            commands.put("completion", CompletionCommand.class);
            commands.put(HELP, CommandLine.HelpCommand.class);
            return commands;
        }
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

    /** One class, not three lambdas: those of Picocli's oldest interfaces are made anew at each start. */
    private static final class Failures
            implements CommandLine.IExitCodeExceptionMapper,
                    CommandLine.IExecutionExceptionHandler,
                    CommandLine.IParameterExceptionHandler {
        private final Domzero domzero;
        private final PrintWriter err;

        Failures(Domzero domzero, PrintWriter err) {
            this.domzero = domzero;
            this.err = err;
        }

        @Override
        public int getExitCode(Throwable error) {
            return status(error);
        }

        @Override
        public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
            err.println(render(exception));
            if (domzero.debug) {
                exception.printStackTrace(err);
            }
            return status(exception);
        }

        @Override
        public int handleParseException(ParameterException exception, String[] given) {
            String command = exception.getCommandLine().getCommandSpec().qualifiedName();
            List<String> lines = String.valueOf(exception.getMessage()).lines().toList();
            Optional<String> elsewhere = XeWords.hint(unknownCommand(exception));
            err.println(Problem.of(
                            String.join(" ", lines), elsewhere.orElse("'" + command + " --help' shows what it takes"))
                    .render());
            if (elsewhere.isEmpty()) {
                CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
            }
            return ExitCode.USAGE.status();
        }

        /** The words that lead to no command; none when something else is wrong. */
        private static List<String> unknownCommand(ParameterException exception) {
            CommandLine group = exception.getCommandLine();
            if (!(exception instanceof CommandLine.UnmatchedArgumentException unmatched)
                    || unmatched.isUnknownOption()
                    || group.getSubcommands().isEmpty()) {
                return List.of();
            }
            Stream<String> known =
                    Stream.of(group.getCommandSpec().qualifiedName().split(" "));
            return Stream.concat(known.skip(1), unmatched.getUnmatched().stream())
                    .toList();
        }
    }

    static final class VersionProvider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"domzero " + Version.current()};
        }
    }
}
