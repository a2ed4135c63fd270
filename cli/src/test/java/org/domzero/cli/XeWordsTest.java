package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class XeWordsTest {
    private static final Pattern COMMAND = Pattern.compile("'domzero ([^'|]*)");
    private static final Pattern CODE = Pattern.compile("`([a-z]+-[a-z-]+)[^`]*`");

    @ParameterizedTest
    @CsvSource({
        "vm-list, vm list",
        "vm-start vm=web1, vm start GUEST",
        "vm shutdown web1, vm stop GUEST",
        "vm uninstall web1 --yes, vm delete GUEST",
        "vm copy web1 web2, vm clone GUEST NAME",
        "vm cd-insert web1 x.iso, vm cd insert GUEST ISO",
        "vm-cd-insert, vm cd insert GUEST ISO",
        "vm cd add web1 x.iso, vm cd insert GUEST ISO",
        "vm-param-set uuid=1, vm set GUEST --memory SIZE",
        "vdi-create sr-uuid=1, vm disk add GUEST SIZE",
        "vdi resize, vm disk grow GUEST DEVICE SIZE",
        "sr-create name-label=x, sr create NAME WHERE",
        "sr destroy x, sr forget REPOSITORY",
        "sr-introduce x, sr introduce NAME WHERE",
        "pbd-plug, sr attach REPOSITORY",
        "xe vm-reboot, vm reboot GUEST",
        "VM-List, vm list",
    })
    void theHintIsTheCommandThatDoesIt(String line, String command) {
        Ran ran = Ran.domzero(line.split(" "));

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).matches("(?s)error: Unmatched arg.*\n  hint: [^\n]*'domzero " + command + "'[^\n]*\n");
    }

    @Test
    void theHintNamesXe() {
        assertThat(Ran.domzero("vm", "shutdown", "web1").err()).isEqualTo("""
                error: Unmatched arguments from index 1: 'shutdown', 'web1'
                  hint: 'domzero vm stop GUEST' does what xe's vm-shutdown does
                """);
    }

    @Test
    void whatXeDoesNotKnowEitherIsAnsweredAsBefore() {
        assertThat(Ran.domzero("vm", "sho").err())
                .contains("'domzero vm --help' shows what it takes", "Did you mean: vm show");
    }

    /** The command is there; it is something else that is wrong. */
    @Test
    void commandsOfDomzeroAreNotTakenForXes() {
        for (List<String> line : List.of(
                List.of("vm", "list", "bogus"),
                List.of("vm", "--bogus", "list"),
                List.of("vm", "export"),
                List.of("vm"),
                List.of("sr", "list", "--bogus"))) {
            assertThat(Ran.domzero(line.toArray(String[]::new)).err())
                    .as("%s", line)
                    .contains("--help' shows what it takes");
        }
    }

    @Test
    void everyHintNamesCommandsThatThereAre() {
        assertThat(XeWords.all()).hasSizeGreaterThan(60).allSatisfy(hint -> {
            for (String command : COMMAND.matcher(hint)
                    .results()
                    .map(MatchResult::group)
                    .map(found -> found.replace("'domzero ", "").strip())
                    .toList()) {
                CommandLine domzero = Domzero.commandLine().setCaseInsensitiveEnumValuesAllowed(true);
                assertThatCode(() -> domzero.parseArgs(command.split(" ")))
                        .as(hint)
                        .doesNotThrowAnyException();
            }
        });
    }

    @Test
    void theTableInTheDocumentationIsOfKnownWords() throws IOException {
        String page = Files.readString(Path.of("../docs/guests.md"));
        List<String> rows = page.substring(page.indexOf("## Coming from xe"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .hasSizeGreaterThan(12)
                .allSatisfy(row -> assertThat(
                                CODE.matcher(row.split("\\|")[1]).results().map(found -> found.group(1)))
                        .isNotEmpty()
                        .allSatisfy(
                                word -> assertThat(XeWords.hint(List.of(word))).isPresent()));
    }
}
