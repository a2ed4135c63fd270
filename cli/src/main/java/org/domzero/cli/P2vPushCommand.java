package org.domzero.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.p2v.ssh.Algorithms;
import org.domzero.p2v.ssh.SshAddress;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domzero p2v push}. */
@Command(
        name = "push",
        description = {
            "Clone the machine that this ISO was booted on to a Xen host.",
            "",
            "Nothing is written to its disks: the kernel is told to refuse it, arrays and volumes are put together read-only,"
                    + " and what a journal has to say is replayed in memory. The host, where domzero has to be installed, does"
                    + " the rest through this connection, and takes up what was interrupted.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero p2v push --to root@xen01 --plan",
            "  domzero p2v push --to root@xen01 --name old1 --start",
            "  domzero p2v push --to 192.0.2.10 --host-key SHA256:… --ssh-password-file /root/p --yes",
            "  domzero p2v push --answers old1.toml --plan",
        })
final class P2vPushCommand implements Callable<Integer> {
    private static final Set<String> BESIDE_ANSWERS = Set.of("--answers", "--plan", "--yes", "--debug");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "USER@HOST",
            description =
                    "The Xen host, by SSH: [USER@]HOST[:PORT], an IPv6 address in brackets. Is asked for otherwise.")
    private @Nullable String to;

    @Option(
            names = "--root",
            paramLabel = "DISK",
            description = "The device with the root, where there is more than one system on the disks.")
    private @Nullable String root;

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Mixin
    private CloneOptions clone = new CloneOptions();

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "Everything from this answer file, mode = \"clone\". Only --plan and --yes go with it.")
    private @Nullable Path answers;

    @Override
    public Integer call() {
        HostTerminal terminal = HostTerminal.of(spec);
        Effects effects = terminal.changing(false);
        Push.Words words = new Push.Words(line -> terminal.show(line + "\n"), terminal.err()::println);
        if (answers != null) {
            refuseOtherOptions();
            return AnsweredClone.of(AnswersParser.parseClone(answers)).push(extent(), effects, words);
        }
        SshAddress address = SshAddress.parse(to == null ? asked() : to);
        return new Push(
                        address,
                        login.credential(),
                        login.ssh(Push.KNOWN_HOSTS, Algorithms.MODERN, effects, terminal.out()),
                        root,
                        clone.arguments())
                .run(extent(), effects, words);
    }

    private Push.Extent extent() {
        if (clone.isPlanOnly()) {
            return new Push.Extent.PlanOnly();
        }
        return clone.isAgreed()
                ? new Push.Extent.Whole()
                : new Push.Extent.Asking(() -> VmCommand.Consent.asked("Clone it? [y/N] "));
    }

    /** Two places that say what is wanted could say two things. */
    private void refuseOtherOptions() {
        List<String> others = Objects.requireNonNull(spec).commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !BESIDE_ANSWERS.contains(name))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            throw UserError.usage(
                    "--answers says all, and " + String.join(", ", others) + " is given too",
                    "write it into the answer file: 'domzero answers example --mode clone' shows how");
        }
    }

    // Java 22 and later always have a console; one that is no terminal then ends, which is no answer.
    @SuppressWarnings("SystemConsoleNull")
    private static String asked() {
        Console terminal = System.console();
        String typed = terminal == null ? null : terminal.readLine("Xen host (root@host): ");
        if (typed == null || typed.isBlank()) {
            throw UserError.usage("no Xen host was named", "--to root@host");
        }
        return typed.strip();
    }
}
