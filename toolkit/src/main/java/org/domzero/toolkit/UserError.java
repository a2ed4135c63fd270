package org.domzero.toolkit;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something the user can mend. It is shown as its problems, never as a stack trace, and ends the program with
 * {@link #exitCode()}. A subclass carries what the program itself has to know of it.
 */
public class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final ExitCode exitCode;

    public UserError(ExitCode exitCode, List<Problem> problems) {
        super(problems.stream().map(Problem::message).collect(Collectors.joining("; ")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an error needs at least one problem");
        }
        this.problems = List.copyOf(problems);
        this.exitCode = exitCode;
    }

    private UserError(ExitCode exitCode, Problem problem, Throwable cause) {
        this(exitCode, List.of(problem));
        initCause(cause);
    }

    /** It was tried and failed. */
    public static UserError failed(String message, String hint) {
        return new UserError(ExitCode.FAILED, List.of(Problem.of(message, hint)));
    }

    public static UserError failed(String message, String hint, Throwable cause) {
        return new UserError(ExitCode.FAILED, Problem.of(message, hint), cause);
    }

    /** The request is wrong. */
    public static UserError usage(String message, String hint) {
        return new UserError(ExitCode.USAGE, List.of(Problem.of(message, hint)));
    }

    /** Carrying it out would destroy data. */
    public static UserError refused(String message, String hint) {
        return new UserError(ExitCode.REFUSED, List.of(Problem.of(message, hint)));
    }

    public List<Problem> problems() {
        return problems;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** All problems, each as {@link Problem#render()} has it, one below the other. */
    public String render() {
        return problems.stream().map(Problem::render).collect(Collectors.joining("\n"));
    }
}
