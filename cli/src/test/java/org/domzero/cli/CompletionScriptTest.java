package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.domzero.guests.state.StateVolume;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ProcessCommandRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What bash itself, with the script loaded, makes of a line, on a host that is a directory. */
class CompletionScriptTest {
    private static final String UUID = "22222222-2222-4333-8444-555555555555";
    private static final String LIBRARY = "a1111111-2222-4333-8444-555555555555";
    private static final String INSTALLED = "0f3c6a2e-7d5b-4c11-9a57-2f0f6f0a9d10";
    private static final String OTHER = "3f2a8b1c-7d5b-4c11-9a57-2f0f6f0a9d10";
    private static final String EXPORTED = "4f2a8b1c-7d5b-4c11-9a57-2f0f6f0a9d10";

    private static final CommandLine DOMZERO = Domzero.commandLine();
    private static final String SCRIPT = CompletionScript.of(DOMZERO);

    /** As Readline cuts a line: text in quotes, plain text, and what separates words without a blank. */
    private static final Pattern WORD =
            Pattern.compile("\"[^\"]*\"?|'[^']*'?|(?:\\\\.|[^\\s\\\\:=\"'])+|[:=]+|(?<=(?<!\\\\)\\s)$");

    @TempDir
    private Path host = Path.of("");

    @BeforeEach
    void makeHost() throws IOException {
        Files.createDirectories(host.resolve("work"));
        Files.createDirectories(host.resolve("iso"));
        program("vgs", "");
        program("lvs", "");
    }

    private void program(String name, String output) throws IOException {
        Path file = write("bin/" + name, "#!/bin/sh\ncat << 'END'\n" + output + "END\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Path write(String file, String text) throws IOException {
        Path path = host.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        return Files.writeString(path, text);
    }

    private void guest(String file, String text) throws IOException {
        write("guests/" + file + ".cfg", text);
    }

    private void repository(String uuid, String name, String more) throws IOException {
        write("repositories/" + uuid + ".json", """
                {
                  "uuid": "%s",
                  "name": "%s",
                  "description": "the \\"name\\": \\"x\\", and so on",
                  %s
                }
                """.formatted(uuid, name, more));
    }

    private void oneGuest() throws IOException {
        guest("web1", """
                name = "web1"
                uuid = "%s"
                # disk = ["/dev/no,raw,xvdx,rw"]
                disk = [
                    "format=raw, vdev=xvda, access=rw, target=/dev/vg/a,vdev=xvdy",
                    'phy:/dev/vg/b,xvdb,w', # the second
                    "/dev/vg/c,,xvdc",
                    "format=raw, vdev=hdc, access=ro, devtype=cdrom, target=/srv/x.iso",
                    ",hdd:cdrom,r"
                ]
                disk += [ "file:/srv/d,xvdd:disk,w" ]
                vif = ["mac=00:16:3e:12:34:56,bridge=xenbr0", "bridge=xenbr0", " model=e1000 , mac=00:16:3e:ab:cd:ef"]
                """.formatted(UUID));
    }

    private void twoGroups() throws IOException {
        program("vgs", """
                  VG_XenStorage-%s         \s
                  VG_XenStorage-%s         \s
                  VG_XenStorage-%s exported\s
                  VG_XenStorage-$(touch evil)
                  system                   \s
                """.formatted(INSTALLED, OTHER, EXPORTED));
        program("lvs", "  VG_XenStorage-" + INSTALLED + "\n");
    }

    /**
     * What became of a line.
     *
     * @param options as given to compopt
     */
    private record Completed(List<String> words, List<String> options) {}

    /** Of each line, all by one bash. */
    private List<Completed> complete(List<String> lines, String before) throws IOException {
        Path script = Files.writeString(host.resolve("domzero"), SCRIPT);
        StringBuilder asked = new StringBuilder("""
                source %s
                _domzero_state=%s
                _domzero_mounts=%s
                _domzero_networks=%s
                PATH=%s:$PATH
                cd %s
                # A builtin that only works while one types.
                compopt() { printf -- '%%s\\n' "compopt $*" >&3; }
                """.formatted(
                        quoted(script.toString()),
                        quoted(host.toString()),
                        quoted(host.resolve("mounts").toString()),
                        quoted(host.resolve("net").toString()),
                        quoted(host.resolve("bin").toString()),
                        quoted(host.resolve("work").toString())));
        for (String line : lines) {
            List<String> words = new ArrayList<>();
            Matcher matcher = WORD.matcher(line);
            while (matcher.find()) {
                words.add(quoted(matcher.group()));
            }
            asked.append("""
                    COMP_LINE=%s COMP_POINT=%d COMP_WORDS=(%s) COMP_CWORD=%d
                    %s
                    _domzero_complete 3>&1
                    [ ${#COMPREPLY[@]} = 0 ] || printf 'word %%s\\n' "${COMPREPLY[@]}"
                    echo
                    """.formatted(quoted(line), line.length(), String.join(" ", words), words.size() - 1, before));
        }
        CommandResult result = new ProcessCommandRunner().tryRun(Command.of("bash", "--norc", "-c", asked.toString()));
        assertThat(result.errors()).isEmpty();
        assertThat(result.succeeded()).isTrue();
        List<Completed> all = new ArrayList<>();
        for (String one : result.output().split("(?<=^|\n)\n", -1)) {
            all.add(new Completed(after("word ", one), after("compopt ", one)));
        }
        assertThat(all).hasSize(lines.size() + 1);
        return all.subList(0, lines.size());
    }

    private static List<String> after(String beginning, String lines) {
        return lines.lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .toList();
    }

    private Completed complete(String line, String before) throws IOException {
        return complete(List.of(line), before).get(0);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private List<String> completions(String line) throws IOException {
        return complete(line, "").words();
    }

    private void assertFilesAreCompleted(String line) throws IOException {
        Completed completed = complete(line, "");
        assertThat(completed.words()).isEmpty();
        assertThat(completed.options()).endsWith("-o default");
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CompletionScriptTest::commands));
    }

    /** Lines at whose end something with this label is to be typed. */
    private static Stream<String> lines(String label) {
        return commands(DOMZERO).flatMap(command -> {
            String words = command.getCommandSpec().qualifiedName();
            Stream<String> first = command.getCommandSpec().positionalParameters().stream()
                    .filter(parameter -> parameter.paramLabel().equals(label)
                            && parameter.index().min() == 0)
                    .map(parameter -> words + " ");
            Stream<String> options = command.getCommandSpec().options().stream()
                    .filter(option -> option.paramLabel().equals(label))
                    .flatMap(option -> Stream.of(
                            words + " " + option.longestName() + " ",
                            words + " " + option.longestName() + "=",
                            words + " --debug x " + option.longestName() + " "));
            return Stream.concat(first, options);
        });
    }

    private static Stream<String> guestLines() {
        return lines("GUEST");
    }

    private static Stream<String> repositoryLines() {
        return lines("REPOSITORY");
    }

    @Test
    void aGuestIsCompletedWhereverOneIsNamed() throws IOException {
        oneGuest();

        assertThat(complete(guestLines().toList(), ""))
                .hasSizeGreaterThan(15)
                .allSatisfy(completed -> assertThat(completed.words()).containsExactly("web1"));
        assertThat(completions("domzero vm start w")).containsExactly("web1");
        assertThat(completions("domzero vm start x")).isEmpty();
        assertThat(completions("domzero vm start 2")).containsExactly(UUID);
    }

    @Test
    void aRepositoryIsCompletedWhereverOneIsNamed() throws IOException {
        repository(LIBRARY, "images", "\"type\": \"iso\", \"location\": \"/srv/iso\"");
        twoGroups();

        assertThat(complete(
                        repositoryLines()
                                .filter(line -> line.startsWith("domzero sr "))
                                .toList(),
                        ""))
                .hasSizeGreaterThan(6)
                .allSatisfy(completed ->
                        assertThat(completed.words()).containsExactly("images", "local", "local-3f2a8b1c"));
        // No library of ISO files: guests' disks go there.
        assertThat(complete(
                        repositoryLines()
                                .filter(line -> line.startsWith("domzero vm "))
                                .toList(),
                        ""))
                .hasSizeGreaterThan(3)
                .allSatisfy(completed -> assertThat(completed.words()).containsExactly("local", "local-3f2a8b1c"));
        assertThat(completions("domzero sr show loc")).containsExactly("local", "local-3f2a8b1c");
        assertThat(completions("domzero vm create --repository=0F3")).containsExactly(INSTALLED);
    }

    @Test
    void theseLinesAreAmongThem() {
        assertThat(guestLines()).contains("domzero vm start ", "domzero vm cd insert ");
        assertThat(repositoryLines())
                .contains("domzero sr show ", "domzero vm create --repository ", "domzero vm import --repository=");
    }

    /** What is new in the help has to be something here, be it text that nobody can guess. */
    @Test
    void everyKindOfParameterIsKnown() {
        assertThat(commands(DOMZERO)
                        .flatMap(command -> command.getCommandSpec().args().stream())
                        .filter(argument -> argument.arity().max() > 0)
                        .filter(argument -> argument.type() != Path.class
                                && !argument.type().isEnum())
                        .map(ArgSpec::paramLabel)
                        .distinct())
                .containsExactlyInAnyOrder(
                        "COMMAND",
                        "GUEST",
                        "REPOSITORY",
                        "DEVICE",
                        "MAC",
                        "ISO",
                        "DISK",
                        "WHERE",
                        "FILE",
                        "BRIDGE",
                        "COUNT",
                        "DIRECTORY",
                        "NAME",
                        "NAME|DIRECTORY",
                        "OPTIONS",
                        "ORDER",
                        "SECONDS",
                        "SHA256:…",
                        "SIZE",
                        "TEXT",
                        "URL",
                        "USER",
                        "USER@HOST");
    }

    @Test
    void aNetworkCardIsPutOnABridge() throws IOException {
        for (String file : List.of("xenbr0/bridge", "storage/bridge", "eno1/device", "lo/statistics")) {
            Files.createDirectories(host.resolve("net").resolve(file));
        }

        assertThat(completions("domzero vm nic add web1 --bridge ")).containsExactly("storage", "xenbr0");
        assertThat(completions("domzero vm create web1 --bridge=x")).containsExactly("xenbr0");
    }

    @Test
    void anIsoMayBeInALibraryOnAServer() throws IOException {
        repository(LIBRARY, "images", "\"type\": \"iso\", \"location\": \"server:/export\"");
        write("mounts/" + LIBRARY + "/debian.iso", "");

        assertThat(completions("domzero vm cd insert web1 deb")).containsExactly("debian.iso");
    }

    @Test
    void itLooksWhereDomzeroDoes() {
        assertThat(SCRIPT).contains("\n_domzero_state=" + StateVolume.MOUNT + "\n");
    }

    @Test
    void whereThereIsNothingNothingIsSaid() throws IOException {
        assertThat(completions("domzero vm start ")).isEmpty();
        assertThat(completions("domzero vm disk grow web1 ")).isEmpty();
        assertThat(completions("domzero sr show ")).isEmpty();
        guest("empty", "");
        write("repositories/" + LIBRARY + ".json", "");
        assertThat(completions("domzero vm start ")).isEmpty();
        assertThat(completions("domzero sr show ")).isEmpty();
    }

    @Test
    void theNameIsTheOneInTheDefinition() throws IOException {
        guest("a", "memory = 512; name = 'by-hand'; uuid = \"ABCDEF01-2222-4333-8444-555555555555\"");
        guest("b", "name = \"first\"\nextra = \"\\\"name = 'x'\"\nname=\"last\" # name = \"y\"\n");
        guest("c", "# name = \"commented\"\r\nname = \"windows\"\r\n");
        guest("d", "name = \"two\"\nname += \"-parts\"\n");
        guest("e", "disk = [\n\"vdev=xvda,target=/name\" ]\nuuid = \"no uuid\"\nname = 7\n");

        Completed completed = complete("domzero vm start ", "");

        assertThat(completed.words()).containsExactly("by-hand", "last", "windows", "two-parts", "7");
        assertThat(completed.options()).contains("-o nosort");
        assertThat(completions("domzero vm start a")).containsExactly("abcdef01-2222-4333-8444-555555555555");
        assertThat(completions("domzero vm start no")).isEmpty();
    }

    @Test
    void namesComeBeforeUuids() throws IOException {
        guest("1", "name = \"22\"\nuuid = \"" + UUID + "\"\n");
        guest("2", "name = \"2b\"\nuuid = \"33333333-2222-4333-8444-555555555555\"\n");

        assertThat(completions("domzero vm stop 2")).containsExactly("22", "2b", UUID);
        assertThat(completions("domzero vm stop ")).containsExactly("22", "2b");
    }

    @Test
    void whatAGuestHasIsCompleted() throws IOException {
        oneGuest();
        guest("other", "name = \"other\"\ndisk = [\"/dev/vg/q,raw,xvdq,rw\"]\n");

        for (String guest : List.of("web1", UUID, "\"web1\"")) {
            assertThat(completions("domzero vm disk grow " + guest + " "))
                    .containsExactly("xvda", "xvdb", "xvdc", "xvdd");
        }
        assertThat(completions("domzero vm disk remove --yes web1 xvdb")).containsExactly("xvdb");
        assertThat(completions("domzero vm disk grow web1 xvda ")).isEmpty();
        assertThat(completions("domzero vm disk grow nobody ")).isEmpty();
    }

    @Test
    void anAddressIsCompletedFromItsLastColon() throws IOException {
        oneGuest();

        assertThat(completions("domzero vm nic remove web1 "))
                .containsExactly("00:16:3e:12:34:56", "00:16:3e:ab:cd:ef");
        assertThat(completions("domzero vm nic remove web1 00:")).containsExactly("16:3e:12:34:56", "16:3e:ab:cd:ef");
        assertThat(completions("domzero vm nic remove web1 00:16:3e:a")).containsExactly("ab:cd:ef");
        assertThat(completions("domzero vm nic remove web1 \"00:16:3e:a")).containsExactly("00:16:3e:ab:cd:ef");
    }

    @Test
    void anIsoIsAFileOrInALibrary() throws IOException {
        repository(LIBRARY, "images", "\"type\": \"iso\", \"location\": \"" + host.resolve("iso") + "\"");
        repository(OTHER, "remote", "\"type\": \"iso\", \"location\": \"server:/export\"");
        repository(INSTALLED, "volumes", "\"type\": \"file\", \"location\": \"" + host.resolve("work") + "\"");
        for (String name :
                List.of("debian 13.iso", "DOS.ISO", "readme.txt", "$(touch evil).iso", "`x`.iso", "a\nb.iso")) {
            write("iso/" + name, "");
        }
        write("work/drivers.iso", "");
        write("work/debug.log", "");
        Files.createDirectories(host.resolve("iso/directory.iso"));

        for (String line : List.of("domzero vm cd insert web1 ", "domzero vm create web1 --cdrom ")) {
            Completed completed = complete(line + "d", "");
            // As they are: Readline quotes names of files.
            assertThat(completed.words()).containsExactlyInAnyOrder("debian 13.iso", "drivers.iso", "debug.log");
            assertThat(completed.options()).contains("-o filenames");
            assertThat(completions(line)).contains("debian 13.iso", "DOS.ISO", "drivers.iso");
            assertFilesAreCompleted(line + "/srv/d");
            assertFilesAreCompleted(line + "dr");
        }
        assertThat(completions("domzero vm create --cdrom=debian\\ ")).containsExactly("debian 13.iso");
        assertThat(completions("domzero vm create --cdrom=\"debian ")).containsExactly("debian 13.iso");
    }

    @Test
    void disksAndOtherFilesAreLeftToBash() throws IOException {
        assertFilesAreCompleted("domzero sr create fast /dev/nv");
        assertFilesAreCompleted("domzero sr create fast /dev/nvme0n1 /dev/nv");
        assertFilesAreCompleted("domzero sr create fast --type lvm /dev/nv");
        assertFilesAreCompleted("domzero sr extend fast /dev/nv");
        assertFilesAreCompleted("domzero vm import ");
        assertFilesAreCompleted("domzero vm create --kernel=/boot/");
        assertFilesAreCompleted("domzero install --answers ");
    }

    @Test
    void whatNobodyCanGuessIsNotCompletedByFiles() throws IOException {
        for (String line : List.of(
                "domzero vm create ", "domzero vm create --memory ", "domzero vm start web1 ", "domzero nonsense ")) {
            assertThat(complete(line, "")).isEqualTo(new Completed(List.of(), List.of("+o default")));
        }
    }

    @Test
    void commandsAndOptionsAreCompletedAsBefore() throws IOException {
        oneGuest();

        assertThat(completions("domzero v")).containsExactly("vm");
        assertThat(completions("domzero vm sta")).containsExactly("start");
        assertThat(completions("domzero vm")).containsExactly("vm");
        assertThat(completions("domzero vm disk ")).containsExactly("add", "grow", "remove");
        assertThat(completions("domzero vm create web1 --rep")).containsExactly("--repository");
        assertThat(completions("domzero vm stop web1 --")).contains("--force", "--limit", "--help");
        assertThat(completions("domzero vm create --type ")).containsExactly("pv", "pvh", "hvm");
        assertThat(completions("domzero vm create --type=h")).containsExactly("hvm");
        assertThat(completions("domzero help s")).containsExactly("sr");
    }

    /** A guest may be called as a command is. */
    @Test
    void namesThatAreAlsoCommandsDoNotConfuse() throws IOException {
        guest("create", "name = \"create\"\ndisk = [\"/dev/vg/a,raw,xvda,rw\"]\n");

        assertThat(completions("domzero vm show create --js")).containsExactly("--json");
        assertThat(completions("domzero vm disk grow create ")).containsExactly("xvda");
        assertThat(completions("domzero --debug vm start c")).containsExactly("create");
        assertThat(completions("domzero vm stop --limit 5 c")).containsExactly("create");
        assertThat(completions("domzero vm stop -- c")).containsExactly("create");
    }

    @Test
    void namesAreWrittenAsTheShellReadsThem() throws IOException {
        repository(OTHER, "two words", "\"type\": \"file\", \"location\": \"/srv\"");

        assertThat(completions("domzero sr show ")).containsExactly("two\\ words");
        assertThat(completions("domzero sr show two\\ w")).containsExactly("two\\ words");
        assertThat(completions("domzero sr show \"two w")).containsExactly("two words");
        assertThat(completions("domzero sr show 'tw")).containsExactly("two words");
        assertThat(completions("domzero vm import --repository=two\\ ")).containsExactly("two\\ words");
    }

    @Test
    void nothingInAFileIsRun() throws IOException {
        String evil = "$(touch evil)`touch evil`\\\";touch evil;'*~ {a,b} &|<>!";
        guest("$(touch evil)", "name = \"" + evil + "\"\nuuid = \"$(touch evil)\"\n");
        guest("b\nc", "name = \"bell\\a\"\nname = \"\u0007\"\n");
        guest("--expression=w evil", "name = \"$((x[$(touch evil)]))\"\n");
        guest(
                "odd",
                "name = \"odd\"\nuuid = \"" + UUID + "\"\ndisk = [\"$(touch evil),raw,a[$(touch evil)],rw\"]\n"
                        + "vif = [\"mac=`touch evil`\"]\n\"\n\\ \0 [[ ]] '");
        guest("open", "name = \"open");
        repository(OTHER, "$(touch evil)", "\"type\": \"iso\", \"location\": \"/$(touch evil)\"");
        twoGroups();

        List<String> guests = completions("domzero vm start ");
        // Nor when the line is run that was completed to.
        CommandResult run = new ProcessCommandRunner()
                .tryRun(Command.of(
                        "bash",
                        "-c",
                        "cd " + quoted(host.resolve("work").toString()) + "; printf '%s\\n' "
                                + String.join(" ", guests)));
        assertThat(run.lines()).containsExactlyInAnyOrder("$((x[$(touch evil)]))", evil.replace("\\\"", "\""), "odd");
        assertThat(completions("domzero vm start \"")).containsExactly("odd");
        assertThat(completions("domzero vm start '")).containsExactly("odd");
        assertThat(completions("domzero vm start 2")).containsExactly(UUID);
        for (String guest : List.of("'$(touch evil)'", "\\$\\(touch\\ evil\\)", "'x[$(touch evil)]'")) {
            assertThat(completions("domzero vm disk grow " + guest + " ")).isEmpty();
        }
        assertThat(completions("domzero vm disk grow odd ")).containsExactly("a\\[\\$\\(touch\\ evil\\)\\]");
        assertThat(completions("domzero vm nic remove odd ")).isEmpty();
        assertThat(completions("domzero sr show ")).containsExactly("\\$\\(touch\\ evil\\)", "local");
        assertThat(completions("domzero vm cd insert x ")).isEmpty();

        try (Stream<Path> files = Files.walk(host)) {
            assertThat(files.filter(file -> file.endsWith("evil"))).isEmpty();
        }
    }

    @Test
    void oddSettingsOfTheShellDoNoHarm() throws IOException {
        oneGuest();

        for (String setting : List.of("set -u", "set -f", "shopt -s failglob", "IFS=e", "set -o posix", "LC_ALL=C")) {
            assertThat(complete("domzero vm start ", setting).words())
                    .as(setting)
                    .containsExactly("web1");
        }
    }

    @Test
    void onlyWhatIsBeforeTheCursorCounts() throws IOException {
        oneGuest();

        assertThat(complete("domzero vm start web1", "COMP_POINT=18").words()).containsExactly("web1");
        assertThat(complete("domzero vm start w", "unset COMP_LINE COMP_POINT").words())
                .containsExactly("web1");
    }

    @Test
    void aProgramThatDoesNotAnswerIsNotWaitedFor() throws IOException {
        Path vgs = write("bin/vgs", "#!/bin/sh\nexec sleep 60\n");
        assertThat(vgs.toFile().setExecutable(true)).isTrue();
        repository(OTHER, "archive", "\"type\": \"file\", \"location\": \"/srv\"");

        assertThat(completions("domzero sr show ")).containsExactly("archive");
    }
}
