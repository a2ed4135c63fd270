package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.toolkit.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class DomzeroTest {
    @TempDir
    private Path directory = Path.of("");

    private static void collect(CommandLine command, List<CommandLine> all) {
        all.add(command);
        command.getSubcommands().values().forEach(sub -> collect(sub, all));
    }

    /** The words of every command, without {@code domzero} itself. */
    private static Stream<List<String>> words(boolean groups) {
        List<CommandLine> all = new ArrayList<>();
        collect(Domzero.commandLine(), all);
        return all.stream()
                .filter(command -> !command.getCommandName().equals("help"))
                .filter(command -> command.getSubcommands().isEmpty() != groups)
                .map(command -> List.of(command.getCommandSpec().qualifiedName().split(" ")))
                .map(words -> words.subList(1, words.size()));
    }

    static Stream<List<String>> groups() {
        return words(true);
    }

    static Stream<List<String>> commands() {
        return words(false);
    }

    private static Ran help(List<String> words) {
        return Ran.domzero(Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new));
    }

    @Test
    void theCommandsAreThese() {
        assertThat(commands())
                .containsExactlyInAnyOrder(
                        List.of("iso", "build"),
                        List.of("iso", "customize"),
                        List.of("iso", "inspect"),
                        List.of("answers", "check"),
                        List.of("answers", "example"),
                        List.of("probe"),
                        List.of("install"),
                        List.of("p2v", "discard"),
                        List.of("p2v", "list"),
                        List.of("p2v", "pull"),
                        List.of("p2v", "push"),
                        List.of("p2v", "receive"),
                        List.of("sr", "attach"),
                        List.of("sr", "create"),
                        List.of("sr", "describe"),
                        List.of("sr", "detach"),
                        List.of("sr", "extend"),
                        List.of("sr", "forget"),
                        List.of("sr", "introduce"),
                        List.of("sr", "list"),
                        List.of("sr", "default"),
                        List.of("sr", "rename"),
                        List.of("sr", "show"),
                        List.of("vm", "create"),
                        List.of("vm", "disk", "add"),
                        List.of("vm", "disk", "grow"),
                        List.of("vm", "disk", "remove"),
                        List.of("vm", "nic", "add"),
                        List.of("vm", "nic", "remove"),
                        List.of("vm", "cd", "eject"),
                        List.of("vm", "cd", "insert"),
                        List.of("vm", "console"),
                        List.of("vm", "clone"),
                        List.of("vm", "delete"),
                        List.of("vm", "export"),
                        List.of("vm", "import"),
                        List.of("vm", "list"),
                        List.of("vm", "reboot"),
                        List.of("vm", "rename"),
                        List.of("vm", "set"),
                        List.of("vm", "show"),
                        List.of("vm", "start"),
                        List.of("vm", "stop"),
                        List.of("boot", "status"),
                        List.of("boot", "update"),
                        List.of("repair"),
                        List.of("bundle"),
                        List.of("completion"));
        assertThat(groups())
                .containsExactlyInAnyOrder(
                        List.of(),
                        List.of("iso"),
                        List.of("answers"),
                        List.of("p2v"),
                        List.of("sr"),
                        List.of("vm"),
                        List.of("vm", "disk"),
                        List.of("vm", "nic"),
                        List.of("vm", "cd"),
                        List.of("boot"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfWithAnExample(List<String> words) {
        Ran ran = help(words);
        String command = "domzero " + String.join(" ", words);

        assertThat(ran.status()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("Usage: " + command).containsPattern("Examples?:\n  " + command);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void everyGroupNamesItsCommands(List<String> words) {
        Ran ran = help(words);

        assertThat(ran.status()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith("Usage: "
                        + String.join(
                                " ",
                                Stream.concat(Stream.of("domzero"), words.stream())
                                        .toList()))
                .contains("COMMAND", "Commands:\n")
                .containsPattern(
                        "\nExamples:\n  domzero " + String.join(" ", words) + (words.isEmpty() ? "" : " ") + "[a-z]+ ");
    }

    @Test
    void theExitStatusIsExplained() {
        assertThat(help(List.of()).out().replaceAll("\\s+", " "))
                .contains("Exit status: 0 done; 1 it was tried and failed; 2 the request is wrong; 3 refused to protect"
                        + " data.");
    }

    @Test
    void tellsItsVersion() {
        assertThat(Ran.domzero("--version")).isEqualTo(new Ran(0, "domzero " + Version.current() + "\n", ""));
        assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    @Test
    void anUnknownOptionIsAWrongRequest() {
        assertThat(Ran.domzero("probe", "--frobnicate")).isEqualTo(new Ran(2, "", """
                error: Unknown option: '--frobnicate'
                  hint: 'domzero probe --help' shows what it takes
                """));
    }

    @Test
    void aMissingOptionIsAWrongRequest() {
        assertThat(Ran.domzero("iso", "customize", "domzero.iso")).isEqualTo(new Ran(2, "", """
                error: Missing required option: '--output=FILE'
                  hint: 'domzero iso customize --help' shows what it takes
                """));
    }

    @Test
    void anUnknownCommandIsAWrongRequest() {
        Ran ran = Ran.domzero("frobnicate");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("""
                error: Unmatched argument at index 0: 'frobnicate'
                  hint: 'domzero --help' shows what it takes
                """);
    }

    @ParameterizedTest
    @MethodSource("groups")
    void aGroupAloneIsAWrongRequest(List<String> words) {
        Ran ran = Ran.domzero(words.toArray(String[]::new));
        String group = String.join(
                " ", Stream.concat(Stream.of("domzero"), words.stream()).toList());

        assertThat(ran)
                .isEqualTo(new Ran(
                        2,
                        "",
                        "error: Missing required subcommand\n  hint: '" + group + " --help' shows what it takes\n"));
    }

    @Test
    void answersThatAreNotThereAreAWrongRequest() {
        Path missing = directory.resolve("missing.toml");

        assertThat(Ran.domzero("install", "--answers", missing.toString()))
                .isEqualTo(new Ran(2, "", """
                error: %s (given with --answers) cannot be read
                  hint: 'domzero answers example' prints an answer file to start from
                """.formatted(missing)));
    }

    @Test
    void withoutAnswersNothingIsInstalled() {
        assumeThat(Path.of("/proc/cmdline")).content().doesNotContain("domzero.answers=");

        Ran ran = Ran.domzero("install", "--medium", directory.toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).startsWith("error: no answers: ").contains("--answers FILE");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void aRepairAsksBeforeItWrites() {
        assertThat(Ran.domzero("repair", "--json")).isEqualTo(new Ran(2, "", """
                error: there is nobody to ask whether to go on
                  hint: look at it with --plan; --yes does it without asking
                """));
        for (String yes : List.of("y", "Y", " yes ")) {
            assertThat(RepairCommand.isYes(yes)).isTrue();
        }
        for (String no : List.of("", "n", "no", "yesterday")) {
            assertThat(RepairCommand.isYes(no)).isFalse();
        }
        assertThat(RepairCommand.isYes(null)).isFalse();
    }

    @Test
    void aMachineThatIsNoHostHasNoBootPartitionToKeep() {
        for (String command : List.of("status", "update")) {
            Ran ran = Ran.domzero("boot", command);

            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.err()).startsWith("error: this system does not run from a slot of a domzero host: ");
        }
    }

    @Test
    void anIsoThatIsNotThereIsAWrongRequest() {
        Path missing = directory.resolve("missing.iso");

        Ran ran = Ran.domzero(
                "iso", "customize", missing.toString(), "--kernel-options", "quiet", "-o", directory + "/new.iso");

        assertThat(ran).isEqualTo(new Ran(2, "", """
                error: %s cannot be read
                  hint: 'domzero iso build' makes an ISO
                """.formatted(missing)));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anArchiveThatIsNoneIsAWrongRequest() {
        Ran ran = Ran.domzero("iso", "build", "--suite", "13", "--mirror", "mirror.example", "--security-mirror", "x");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains("error: --suite \"13\" ", "error: --mirror \"mirror.example\" ", "error: --security-");
    }

    @Test
    void aProxyThatIsNoneIsAWrongRequestAndNotShown() {
        Ran ran = Ran.domzero("iso", "build", "--proxy", "ops:s3cret@proxy.example");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err())
                .startsWith("error: --proxy is not the address of a proxy: it begins with none of ")
                .doesNotContain("s3cret");
    }

    @Test
    void anIsoToInspectThatIsNotThereIsAWrongRequest() {
        Path missing = directory.resolve("missing.iso");

        assertThat(Ran.domzero("iso", "inspect", missing.toString())).isEqualTo(new Ran(2, "", """
                error: %s cannot be read
                  hint: 'domzero iso build' makes an ISO
                """.formatted(missing)));
    }

    @Test
    void whereInTheProgramAnErrorComesFromIsOnlyShownOnDemand() {
        String missing = directory.resolve("missing.toml").toString();

        assertThat(Ran.domzero("install", "--answers", missing).err())
                .doesNotContain("\tat ", "Exception", "org.domzero");
        for (String[] arguments : new String[][] {
            {"--debug", "install", "--answers", missing}, {"install", "--answers", missing, "--debug"}
        }) {
            Ran ran = Ran.domzero(arguments);
            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.err()).startsWith("error: " + missing).contains("\tat org.domzero.");
        }
    }

    @ParameterizedTest
    @MethodSource("topCommands")
    void helpKnowsEveryCommand(String command) {
        assertThat(Ran.domzero("help", command)).isEqualTo(Ran.domzero(command, "--help"));
    }

    static Stream<String> topCommands() {
        return Domzero.commandLine().getSubcommands().keySet().stream().filter(name -> !name.equals("help"));
    }

    @Test
    void helpAloneIsThatOfTheProgram() {
        assertThat(Ran.domzero("help")).isEqualTo(Ran.domzero("--help"));
    }

    /** A command that is built alone must be the one that is built among all. */
    @Test
    void everyCommandHasTheNameThatItIsFoundBy() {
        Domzero.commandLine()
                .getSubcommands()
                .forEach((name, command) ->
                        assertThat(command.getCommandSpec().name()).isEqualTo(name));
    }
}
