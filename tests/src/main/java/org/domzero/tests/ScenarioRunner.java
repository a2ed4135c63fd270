package org.domzero.tests;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.domzero.tests.machine.Machine;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.UserError;

/**
 * Runs scenarios one after the other and tells how they ended.
 *
 * <p>{@code --gate | --all | --only NAME… | --list}, {@code --iso PATH}, {@code --work DIR} (default
 * {@code target/check}). The last line is {@code N passed, N failed}, with {@code , N skipped} after it if there are
 * any. Exit status: 0 all passed, 1 some did not, 2 the request is wrong.
 */
public final class ScenarioRunner {
    private final PrintStream out;
    private final InstantSource clock;
    private final CommandRunner commands;
    private final Products products = new Products();
    private final List<Outcome> outcomes = new ArrayList<>();

    ScenarioRunner(PrintStream out, InstantSource clock, CommandRunner commands) {
        this.out = out;
        this.clock = clock;
        this.commands = commands;
    }

    public static void main(String[] arguments) {
        ScenarioRunner runner = new ScenarioRunner(System.out, InstantSource.system(), new ProcessCommandRunner());
        System.exit(runner.run(List.of(arguments), Scenarios.ALL).status());
    }

    ExitCode run(List<String> arguments, List<Scenario> known) {
        try {
            RunRequest request = RunRequest.parse(arguments);
            if (request.list()) {
                known.forEach(scenario -> out.println(listed(scenario)));
                return ExitCode.DONE;
            }
            List<Scenario> chosen = Selection.of(request, known);
            Path iso = readableIso(request);
            for (Scenario scenario : chosen) {
                runOne(scenario, iso, request.work().resolve(scenario.name()));
            }
        } catch (UserError error) {
            out.println(error.render());
            return error.exitCode();
        }
        return summarize();
    }

    private static Path readableIso(RunRequest request) {
        Path iso = request.iso();
        if (iso == null) {
            throw UserError.usage("no ISO to run the scenarios with", RunRequest.USAGE);
        }
        if (!Files.isReadable(iso)) {
            throw UserError.usage("the ISO " + iso + " cannot be read", "build it first, or name another by --iso");
        }
        return iso.toAbsolutePath();
    }

    private static String listed(Scenario scenario) {
        return String.format(
                Locale.ROOT, "%-4s  %-32s %s", scenario.gate() ? "gate" : "", scenario.name(), scenario.description());
    }

    private void runOne(Scenario scenario, Path iso, Path directory) {
        List<String> missing = scenario.needs().stream()
                .filter(product -> !products.has(product))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            end(new Outcome(scenario, Outcome.Result.SKIPPED, Duration.ZERO));
            out.println("  there is no " + String.join(", no ", missing));
            return;
        }
        settle(scenario, iso, directory, true).ifPresent(fault -> {
            out.println("again    " + scenario.name() + ": the emulator " + fault.what());
            out.flush();
            settle(scenario, iso, directory, false);
        });
    }

    /** Something: it failed through no fault of what it tests, and has to be run again, if it {@code may}. */
    private Optional<EmulatorFault> settle(Scenario scenario, Path iso, Path directory, boolean may) {
        Instant start = clock.instant();
        try (Lab lab = new Lab(scenario, iso, directory, products, commands)) {
            try {
                empty(directory);
                scenario.run(lab);
                refuseUnpublished(scenario);
                end(new Outcome(scenario, Outcome.Result.PASSED, Duration.between(start, clock.instant())));
            } catch (Exception | AssertionError failure) {
                Optional<EmulatorFault> fault = may ? emulatorFault(lab) : Optional.empty();
                if (fault.isPresent()) {
                    return fault;
                }
                products.remove(scenario.provides());
                end(new Outcome(scenario, Outcome.Result.FAILED, Duration.between(start, clock.instant())));
                report(failure, lab);
            }
        }
        return Optional.empty();
    }

    private static Optional<EmulatorFault> emulatorFault(Lab lab) {
        return lab.machines().stream()
                .flatMap(machine -> EmulatorFault.in(machine.serial().log()).stream())
                .findFirst();
    }

    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(directory);
    }

    private void refuseUnpublished(Scenario scenario) {
        for (String product : scenario.provides()) {
            if (!products.has(product)) {
                throw new IllegalStateException("it ended without leaving \"" + product + "\"");
            }
        }
    }

    private void end(Outcome outcome) {
        outcomes.add(outcome);
        out.println(outcome.line());
        out.flush();
    }

    /** What a person needs to find out why: the message, and where the evidence is. */
    private void report(Throwable failure, Lab lab) {
        String message = failure instanceof UserError error ? error.render() : String.valueOf(failure.getMessage());
        if (!(failure instanceof UserError || failure instanceof AssertionError)) {
            message = failure.getClass().getName() + ": " + message;
        }
        out.println(message.strip().indent(2).stripTrailing());
        Path trace = lab.directory().resolve("failure.txt");
        try {
            Files.writeString(trace, stackTrace(failure));
            out.println("  trace:      " + trace);
        } catch (IOException e) {
            failure.printStackTrace(out);
        }
        for (Machine machine : lab.machines()) {
            out.println("  serial:     " + machine.serial().log());
            out.println("  screenshot: " + screenshot(machine));
        }
        out.flush();
    }

    private static String screenshot(Machine machine) {
        if (!machine.isRunning()) {
            return "none, " + machine.spec().name() + " had ended";
        }
        try {
            return machine.screenshot().toString();
        } catch (AssertionError notTaken) {
            return "none, " + notTaken.getMessage();
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private ExitCode summarize() {
        out.println();
        outcomes.forEach(outcome -> out.println(outcome.line()));
        out.println();
        long failed = count(Outcome.Result.FAILED);
        long skipped = count(Outcome.Result.SKIPPED);
        out.println(count(Outcome.Result.PASSED) + " passed, " + failed + " failed"
                + (skipped == 0 ? "" : ", " + skipped + " skipped"));
        out.flush();
        return failed + skipped == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private long count(Outcome.Result result) {
        return outcomes.stream().filter(outcome -> outcome.result() == result).count();
    }
}
