package org.domzero.p2v.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Percentage;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProcessStarter;
import org.domzero.toolkit.RunningProgram;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With this machine's own find, tar and sort; as root, since nobody else gives files to others. */
class CopyTest {
    static final List<String> OPTIONS = List.of(
            "--numeric-owner", "--format=posix", "--sparse", "--xattrs", "--xattrs-include=*", "--acls", "--selinux");

    static final TarAbilities ALL = new TarAbilities(OPTIONS, true, false);
    /** Red Hat Enterprise Linux 3. */
    private static final TarAbilities OLD = new TarAbilities(List.of("--numeric-owner"), false, false);

    /** By the shell, since Java cannot name files by bytes. */
    private static final String TREE = """
            set -e
            umask 022
            mkdir -p etc/init.d usr/bin var/empty home/user 'with space' boot
            echo root:x:0:0 > etc/passwd
            echo hidden > boot/covered
            echo secret > etc/shadow; chmod 000 etc/shadow
            head -c 3000000 /dev/urandom > usr/bin/program; chmod 4755 usr/bin/program
            ln usr/bin/program usr/bin/again; ln usr/bin/program home/user/third
            printf x > "$(printf 'new\\nline')"; printf x > "$(printf 'latin-\\351')"; printf x > 'back\\slash'
            printf x > ./-dash; mkdir -- ./-p; printf x > "it's"; printf x > .hidden
            ln -s /etc/absolute etc/link; ln -s ../../../up up; ln -s "$(printf 'to \\351 and //')" strange
            mkfifo home/pipe
            mknod null c 1 3; mknod disk b 8 0
            truncate -s 9G sparse; printf end | dd of=sparse bs=1 seek=9000000000 conv=notrunc 2> /dev/null
            long=$(printf '%0200d' 7); deep=.
            for level in 1 2 3 4 5; do deep=$deep/$long; done; mkdir -p "$deep"; echo deep > "$deep/$long"
            chown 1234:4321 home/user; chown -h 12:13 etc/link
            chmod 1777 var/empty; chmod 2755 home
            touch -d '2001-02-03 04:05:06.123456789 UTC' etc/passwd
            touch -d '1969-12-31 23:00:00 UTC' .hidden
            touch -h -d '2002-02-03 04:05:06.5 UTC' up
            touch -d '2003-02-03 04:05:06.25 UTC' etc usr usr/bin .
            """;

    /** What domzero does not use itself: all that stat(1) knows, and the contents. */
    private static final String LOOK = """
            cd "$1"
            find . -path ./.domzero-p2v -prune -o ! -type s -print0 | LC_ALL=C sort -z \\
                | xargs -0 stat -c '%N %F %a %u %g %h %t %T %y' | sed 's/^\\(.* directory [0-9]* [0-9]* [0-9]*\\) [0-9]*/\\1/'
            find . -path ./.domzero-p2v -prune -o -type f ! -size +1G -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
            find . -path ./.domzero-p2v -prune -o -type f -printf '%s %p\\n' | LC_ALL=C sort
            """;

    @TempDir
    Path directory;

    private Path from;
    private Path boot;
    private Path to;
    private Progress progress = Progress.SILENT;
    private UnaryOperator<RunningProgram> inBetween = program -> program;

    @BeforeEach
    void make() throws Exception {
        assumeThat(shell("id -u", directory)).as("only root can do it").isEqualTo("0\n");
        from = Files.createDirectory(directory.resolve("it's the source"));
        boot = Files.createDirectory(directory.resolve("boot"));
        to = Files.createDirectory(directory.resolve("target"));
        shell("cd \"$1\"; " + TREE, from);
        shell("cd \"$1\"; mkdir grub; echo menu > grub/menu.lst; ln grub/menu.lst grub/grub.conf; chmod 700 .", boot);
    }

    @Test
    void attributesArriveByteByByte() throws Exception {
        ByteBuffer binary = ByteBuffer.wrap(new byte[] {0, 1, '\n', (byte) 0xff, 0});
        UserDefinedFileAttributeView attributes = attributes(from);
        assumeThat(Files.getFileStore(from).supportsFileAttributeView(UserDefinedFileAttributeView.class))
                .isTrue();
        attributes.write("binary", binary.duplicate());
        assertThat(copy(ALL).run().isWhole()).isTrue();
        ByteBuffer arrived = ByteBuffer.allocate(10);
        attributes(to).read("binary", arrived);
        assertThat(arrived.flip()).isEqualTo(binary);
    }

    /** Where they are unpacked, no names are known. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAclArrivesByItsNumbersOrIsMissed(boolean byNumber) throws Exception {
        assumeThat(shell("getent group 4", directory)).startsWith("adm:");
        shell(
                "cd \"$1\"; acl=$(printf 'user::rw-\\ngroup::r--\\ngroup:4:r-x\\nmask::r-x\\nother::r--'); touch -r etc ../time;"
                        + " tar --create --format=posix --pax-option=\"SCHILY.acl.access:=$acl\" --file=- etc/passwd |"
                        + " tar --extract --acls --file=-; touch -r ../time etc",
                from);
        List<String> options = OPTIONS.stream()
                .filter(option -> byNumber || !option.startsWith("--xattrs"))
                .toList();
        CopyReport report = copy(new TarAbilities(options, true, false)).run();
        assertThat(report.isWhole()).as(report.toString()).isEqualTo(byNumber);
        assertThat(acl(from)).contains("group:adm:r-x");
        if (byNumber) {
            assertThat(acl(to)).isEqualTo(acl(from));
        } else {
            assertThat(report.complaints().first()).singleElement().asString().contains("./etc/passwd", "acl");
        }
    }

    private static String acl(Path tree) {
        return shell(
                "cd \"$1\"; tar --create --format=posix --acls --file=- etc/passwd | tr '\\0' '\\n' | grep -a r-x",
                tree);
    }

    private static UserDefinedFileAttributeView attributes(Path tree) {
        return Files.getFileAttributeView(tree.resolve("etc/passwd"), UserDefinedFileAttributeView.class);
    }

    @Test
    void everythingArrives() throws Exception {
        CopyReport report = copy(ALL).run();
        assertThat(report.isWhole()).as(report.toString()).isTrue();
        assertThat(report.changing().first()).isEmpty();
        assertThat(report.verified()).isGreaterThan(35).isEqualTo(report.files());
        merge();
        assertThat(look(to)).isEqualTo(look(from));
        assertThat(Long.parseLong(shell("du -k \"$1\"/sparse | cut -f1", to).strip()))
                .isLessThan(1000);
    }

    @Test
    void itTellsHowFarItIs() {
        List<ProgressEvent> told = new ArrayList<>();
        progress = told::add;
        CopyReport report = copy(ALL).run();
        List<String> phases = new ArrayList<>();
        List<ProgressEvent.Amount> first = new ArrayList<>();
        List<ProgressEvent.Amount> last = new ArrayList<>();
        for (ProgressEvent event : told) {
            if (event instanceof ProgressEvent.Phase phase) {
                phases.add(phase.number() + "/" + phase.of() + " " + phase.title());
                last.add(new ProgressEvent.Amount(-1, 0, 0, 0, OptionalLong.empty(), Optional.empty()));
                first.add(last.get(last.size() - 1));
            } else if (event instanceof ProgressEvent.Amount amount) {
                last.set(last.size() - 1, amount);
                if (first.get(first.size() - 1).files() < 0) {
                    first.set(first.size() - 1, amount);
                }
            }
        }
        assertThat(phases)
                .containsExactly(
                        "1/5 list the files there and here",
                        "2/5 send what differs",
                        "3/5 look for what has changed meanwhile",
                        "4/5 send what has changed",
                        "5/5 verify");
        ProgressEvent.Amount sent = last.get(1);
        assertThat(sent.files()).isEqualTo(report.files());
        // All that it sees as files comes as a stream of tar, which has headers and rounds.
        assertThat(sent.bytes()).isGreaterThan(report.bytes()).isEqualTo(sent.ofBytes());
        // What tar sends is known beforehand, but for its padding at the end.
        assertThat(first.get(1).files()).isZero();
        assertThat(first.get(1).ofFiles()).isEqualTo(report.files());
        assertThat(first.get(1).ofBytes()).isCloseTo(sent.bytes(), Percentage.withPercentage(5));
        assertThat(last.get(3).files()).isZero();
        // What the second look has found is the same at both ends, so there is no third.
        assertThat(last.get(2).files()).isEqualTo(last.get(2).ofFiles()).isGreaterThanOrEqualTo(2 * report.verified());
        assertThat(last.get(4).files()).isNegative();
    }

    @Test
    void whereAMountPointCannotBeMadeNothingIsUnpacked() throws Exception {
        Files.writeString(to.resolve("boot"), "no directory");
        Base base = new Base(new SourceTree("/boot", boot.toString()), List.of());
        TargetRoot target = new TargetRoot(to, new ProcessStarter());
        try (RunningProgram tar = target.unpacking(base, line -> {})) {
            tar.input().close();
            assertThat(tar.status()).isNotZero();
        }
        assertThat(to.resolve("boot")).hasContent("no directory");
    }

    @Test
    void whatHasGoneWithItsDirectoryIsRemovedAlready() throws Exception {
        Path names = Files.writeString(directory.resolve("names"), "./gone\0".repeat(100_000));
        Base base = new Base(new SourceTree("/", from.toString()), List.of("not-there"));
        new TargetRoot(to, new ProcessStarter()).remove(new PathList(base, names, 100_000));
    }

    /** Linux takes 4096 bytes at once. */
    @Test
    void pathsOfAnyLengthArriveAndGo() throws Exception {
        shell("""
                cd "$1"
                perl -e 'my @names = ("d" x 200, "caf\\351 100%", "line\\n", "\\\\ and \\047");
                    for (1 .. 90) { my $name = $names[$_ % 4]; mkdir($name) or die; chdir($name) or die;
                        open(my $file, ">", "f$_") or die; print $file "deep $_"; close($file) or die; }'
                """, from);
        try {
            CopyReport report = copy(ALL).run();
            assertThat(report.isWhole()).as("%.300s", report).isTrue();
            assertThat(report.changing().first()).isEmpty();
            merge();
            assertThat(deep(to)).contains("deep 90").isEqualTo(deep(from));
            assertThat(copy(ALL).run().files()).isZero();
            shell("rm -rf \"$1\"/dddd*/*/*/*/*/*/*/*/*", from);
            assertThat(copy(ALL).run().isWhole()).isTrue();
            assertThat(deep(to)).isEqualTo(deep(from));
        } finally {
            shell("rm -rf \"$1\"/ddd* \"$1\"/caf* \"$1\"/line*", from);
            shell("rm -rf \"$1\"/ddd* \"$1\"/caf* \"$1\"/line*", to);
        }
    }

    private static String deep(Path tree) throws Exception {
        return shell(
                "cd \"$1\"; find . -depth -path '*/caf*' -printf '%y %m %s %T@ %d ' -name 'f*' -execdir cat {} ';'"
                        + " -printf '%f\\n'",
                tree);
    }

    @Test
    void aTarOfOldBringsItToTheSecond() throws Exception {
        // It reads all of it, and fills half an hour.
        shell("cd \"$1\"; rm sparse", from);
        CopyReport report = copy(OLD).run();
        assertThat(report.isWhole()).as(report.toString()).isTrue();
        assertThat(report.verified()).isGreaterThan(35);
        assertThat(shell("stat -c %y \"$1\"/etc/passwd", to)).isEqualTo("2001-02-03 04:05:06.000000000 +0000\n");
        assertThat(copy(OLD).run().files()).isZero();
    }

    @Test
    void aCompressedStreamBringsIt() throws Exception {
        assumeThat(shell("command -v zstd || true", directory))
                .as("zstd is needed")
                .isNotEmpty();
        CopyReport report = copy(new TarAbilities(OPTIONS, true, true)).run();
        assertThat(report.isWhole()).as(report.toString()).isTrue();
        merge();
        assertThat(look(to)).isEqualTo(look(from));
    }

    @Test
    void aSecondRunSendsWhatHasChanged() throws Exception {
        copy(ALL).run();
        shell("""
                cd "$1"
                echo more >> etc/passwd
                rm -r usr/bin 'with space'; mkdir usr/bin; echo other > usr/bin/program
                rm etc/link; mkdir etc/link; echo in > etc/link/file
                rm -r var/empty; ln -s /tmp var/empty
                ln home/user/third home/user/fourth
                chmod 600 .hidden; chown -h 77 up; setfattr -n user.new -v 1 -- -dash 2> /dev/null || touch -- -dash
                """, from);
        CopyReport report = copy(ALL).run();
        assertThat(report.isWhole()).as(report.toString()).isTrue();
        assertThat(report.files()).isLessThan(25);
        merge();
        assertThat(look(to)).isEqualTo(look(from));
        assertThat(copy(ALL).run().files()).isZero();
    }

    @Test
    void whatBreaksOffIsTakenUp() throws Exception {
        inBetween = program -> new Cut(program, 1_500_000);
        assertThatThrownBy(() -> copy(ALL).run())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the copy was broken off: ");
        inBetween = program -> program;
        CopyReport report = copy(ALL).run();
        assertThat(report.isWhole()).as(report.toString()).isTrue();
        merge();
        assertThat(look(to)).isEqualTo(look(from));
    }

    @Test
    void anEndTooSoonIsNoEnd() throws Exception {
        inBetween = program -> new Silent(program, 1_500_000);
        assertThatThrownBy(() -> copy(ALL).run())
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the copy was broken off: ");
    }

    @Test
    void whatIsWrittenToMeanwhileIsNamed() throws Exception {
        int[] listings = new int[1];
        Source source = (script, onError) -> {
            if (script.contains("find .") && script.contains("it'\\''s")) {
                listings[0]++;
            }
            // At the second look, or there would be no third.
            if (listings[0] >= 2 && script.contains("find .")) {
                shell("echo busy >> \"$1\"/etc/init.d/log; echo new > \"$1\"/etc/new", from);
            }
            return here(script, onError);
        };
        CopyReport report = copy(source, ALL).run();
        assertThat(report.isWhole()).as(report.toString()).isTrue();
        assertThat(report.changing().first())
                .contains("./etc/init.d/log", "./etc/new")
                .doesNotContain("./etc/passwd");
    }

    @Test
    void whatCannotBeReadIsNotInTheCopy() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Files.writeString(tools.resolve("tar"), """
                #!/bin/sh
                /usr/bin/tar "$@"
                echo 'tar: ./usr/bin/program: Read error at byte 10240, while reading 512 bytes: Input/output error' >&2
                echo 'tar: Exiting with failure status due to previous errors' >&2
                exit 2
                """);
        shell("chmod +x \"$1\"/tar", tools);
        Source source = (script, onError) -> here("PATH=" + tools + ":$PATH; " + script, onError);
        CopyReport report = copy(source, ALL).run();
        assertThat(report.isWhole()).isFalse();
        assertThat(report.unreadable().first()).contains("./usr/bin/program");
        assertThat(to.resolve("usr/bin/program")).doesNotExist();
        assertThat(to.resolve("etc/passwd")).exists();
    }

    @Test
    void noLinkLeadsOut() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        // A source that lies: its list is of a link and a file in it, its archive has the file, and one by "..".
        Files.createSymbolicLink(from.resolve("trap"), outside);
        Path liar = Files.createDirectory(directory.resolve("liar"));
        Files.createDirectory(liar.resolve("trap"));
        Files.writeString(liar.resolve("trap/evil"), "evil");
        Source source = (script, onError) -> {
            if (script.contains("tar --create") && script.contains("it'\\''s")) {
                return here(
                        "cat > /dev/null; cd '" + liar
                                + "' && tar -c -P --transform 's,^up,../../outside/up,' -f - trap/evil"
                                + " $(touch up; echo up); echo 'domzero: tar ended with 0' >&2",
                        onError);
            }
            return here(script, onError);
        };
        copy(ALL).run();
        assertThat(Files.isSymbolicLink(to.resolve("trap"))).isTrue();
        Files.writeString(from.resolve("etc/more"), "more");
        try {
            CopyReport report = copy(source, ALL).run();
            assertThat(report.isWhole()).isFalse();
        } catch (UserError refused) {
            assertThat(refused).hasMessageContaining("tar");
        }
        assertThat(outside.toFile().list()).containsExactly("kept");
    }

    @Test
    void theNotesAreOutOfReach() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path liar = Files.createDirectories(directory.resolve("liar/.domzero-p2v"));
        Files.createSymbolicLink(liar.resolve("round-2"), outside);
        Source source = (script, onError) -> script.contains("tar --create")
                ? here(
                        "cat > /dev/null; cd '" + directory.resolve("liar")
                                + "' && tar -c -f - .domzero-p2v/round-2; echo 'domzero: tar ended with 0' >&2",
                        onError)
                : here(script, onError);
        assertThat(copy(source, ALL).run().isWhole()).isFalse();
        assertThat(outside.toFile().list()).isEmpty();
        assertThat(to.resolve(".domzero-p2v/round-2")).isDirectory();
    }

    @Test
    void notesOfTheSourceAreNoFiles() throws Exception {
        Files.createDirectory(from.resolve(".domzero-p2v"));
        Files.writeString(from.resolve(".domzero-p2v/unreadable"), "\0./etc/passwd//\0");
        Copy copy = copy(ALL);
        CopyReport report = copy.run();
        assertThat(report.isWhole()).as(report.toString()).isTrue();
        assertThat(to.resolve("etc/passwd")).exists();
        copy.forget();
        assertThat(to.resolve(".domzero-p2v")).doesNotExist();
        copy.forget();
    }

    @Test
    void aLinkInPlaceOfTheNotesLeadsNowhere() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(to.resolve(".domzero-p2v"), outside);
        assertThatThrownBy(() -> copy(ALL).run()).isInstanceOf(UserError.class);
        copy(ALL).forget();
        assertThat(copy(ALL).run().isWhole()).isTrue();
        assertThat(outside.toFile().list()).isEmpty();
    }

    @Test
    void aListThatIsCutShortIsNoList() throws Exception {
        Source source = (script, onError) ->
                script.contains("find .") ? here("{ " + script + "; } | head -c 1000", onError) : here(script, onError);
        assertThatThrownBy(() -> copy(source, ALL).run()).isInstanceOf(UserError.class);
        assertThat(to.toFile().list()).containsExactly(".domzero-p2v");
    }

    private Copy copy(TarAbilities abilities) {
        return copy(this::here, abilities);
    }

    private Copy copy(Source source, TarAbilities abilities) {
        forgetTime(to);
        return new Copy(
                source,
                List.of(new SourceTree("/boot", boot.toString()), new SourceTree("/", from.toString())),
                abilities,
                to,
                new ProcessStarter(),
                progress);
    }

    private RunningProgram here(String script, java.util.function.Consumer<String> onError) {
        RunningProgram program = new ProcessStarter().start(Command.of("sh", "-c", script), onError);
        return script.contains("tar --create") ? inBetween.apply(program) : program;
    }

    /** The files of these tests are no older than their copy: by their time all of them would be sent again. */
    static void forgetTime(Path to) {
        shell("rm -f \"$1\"/.domzero-p2v/as-of", to);
    }

    /** So that the source looks as the copy should. */
    private void merge() throws Exception {
        shell("cd \"$1\"; rm -r boot; cp -a '" + boot + "' boot; touch -r '" + to + "' .", from);
    }

    static String look(Path tree) {
        return shell(LOOK, tree);
    }

    static String shell(String script, Path argument) {
        try {
            Process process = new ProcessBuilder("sh", "-c", script, "sh", argument.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            try (InputStream out = process.getInputStream()) {
                String said = new String(out.readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(process.waitFor()).as(script).isZero();
                return said;
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A connection that is lost. */
    private static class Cut extends Relayed {
        private long left;

        Cut(RunningProgram program, long after) {
            super(program);
            this.left = after;
        }

        @Override
        int room(int wanted) {
            return (int) Math.min(wanted, left);
        }

        @Override
        int passed(int read) throws IOException {
            left -= Math.max(0, read);
            return read <= 0 && left <= 0 ? atTheCut() : read;
        }

        int atTheCut() throws IOException {
            throw new IOException("the connection is lost");
        }
    }

    /** One that looks as if all had come. */
    private static final class Silent extends Cut {
        Silent(RunningProgram program, long after) {
            super(program, after);
        }

        @Override
        int atTheCut() {
            return -1;
        }
    }
}
