package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.ShellResult;

/** {@code domzero install}, started by hand in the live system's shell. */
final class ShellInstall {
    private static final String ANSWERS = "/tmp/answers.toml";

    private ShellInstall() {}

    /** @param options beside {@code --answers} */
    static ShellResult run(Shell shell, String answers, String... options) {
        shell.write(ANSWERS, answers);
        return domzero(shell, "--answers " + ANSWERS + " " + String.join(" ", options));
    }

    /** With the answers that the machine finds by itself, if any. */
    static ShellResult withoutFile(Shell shell) {
        return domzero(shell, "");
    }

    private static ShellResult domzero(Shell shell, String options) {
        // One line for every line it says: a terminal that wraps them would hide what is looked for.
        return shell.run("domzero install " + options + " 2>&1 | cat; (exit ${PIPESTATUS[0]})", Limits.COMMAND);
    }

    /** Only the plan; it has to be one. */
    static ShellResult plan(Shell shell, String answers) {
        shell.write(ANSWERS, answers);
        ShellResult plan = shell.run("domzero install --answers " + ANSWERS + " --plan", Limits.COMMAND);
        plan.orFail();
        return plan;
    }

    /** An install that ends before it has begun, saying all of {@code said}. */
    static void refused(Shell shell, String answers, int status, String... said) {
        refused(answers, run(shell, answers), status, said);
    }

    /** That an install has ended so. */
    static void refused(String what, ShellResult result, int status, String... said) {
        assertThat(result.output()).as(what).contains("error: ", "hint: ").contains(said);
        assertThat(result.status()).as(what).isEqualTo(status);
    }
}
