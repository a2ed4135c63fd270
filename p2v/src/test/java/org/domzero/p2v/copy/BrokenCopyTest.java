package org.domzero.p2v.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProcessStarter;
import org.domzero.toolkit.ProgramStarter;
import org.domzero.toolkit.RunningProgram;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong, with this machine's own find, tar, sort and file systems; as root. No end of it may lie. */
class BrokenCopyTest {
    private static final String TREE = """
            set -e
            umask 022
            mkdir -p etc usr/bin var/empty
            echo root:x:0:0 > etc/passwd
            head -c 900000 /dev/urandom > usr/bin/program; chmod 4755 usr/bin/program
            ln usr/bin/program etc/again
            for i in $(seq 100); do echo $i > usr/$i; done
            ln -s passwd etc/link; mkfifo var/pipe; chown -R 12:13 var
            touch -d '2003-02-03 04:05:06.25 UTC' usr/[1-9]* etc/passwd usr/bin/program etc usr usr/bin .
            """;

    @TempDir
    Path directory;

    private Path from;
    private Path boot;
    private Path to;

    @BeforeEach
    void make() throws Exception {
        assumeThat(CopyTest.shell("id -u", directory)).as("only root can do it").isEqualTo("0\n");
        from = Files.createDirectory(directory.resolve("source"));
        boot = Files.createDirectory(directory.resolve("boot"));
        to = Files.createDirectory(directory.resolve("target"));
        CopyTest.shell("cd \"$1\"; " + TREE, from);
        CopyTest.shell("cd \"$1\"; head -c 100000 /dev/urandom > kernel; touch -d '2004-02-03' kernel .", boot);
    }

    private static CopyReport copy(
            Source source, Path from, Path boot, Path to, ProgramStarter here, Progress progress) {
        return copy(source, from, boot, CopyTest.ALL, to, here, progress);
    }

    private static CopyReport copy(
            Source source,
            Path from,
            Path boot,
            TarAbilities abilities,
            Path to,
            ProgramStarter here,
            Progress progress) {
        List<SourceTree> trees =
                List.of(new SourceTree("/boot", boot.toString()), new SourceTree("/", from.toString()));
        return new Copy(source, trees, abilities, to, here, progress).run();
    }

    private CopyReport copy(Source source) {
        CopyTest.forgetTime(to);
        return copy(source, from, boot, to, new ProcessStarter(), Progress.SILENT);
    }

    private CopyReport copyAsOf(OptionalLong asOf) {
        List<SourceTree> trees =
                List.of(new SourceTree("/boot", boot.toString()), new SourceTree("/", from.toString()));
        return new Copy(BrokenCopyTest::here, trees, CopyTest.ALL, to, new ProcessStarter(), Progress.SILENT).run(asOf);
    }

    private static RunningProgram here(String script, Consumer<String> onError) {
        return new ProcessStarter().start(Command.of("sh", "-c", script), onError);
    }

    /** A run without trouble, after whatever was before. */
    private CopyReport wholeAtLast() {
        CopyReport report = copy(BrokenCopyTest::here);
        assertThat(report.isWhole()).as(report.toString()).isTrue();
        assertThat(report.changing().first()).isEmpty();
        assertSame();
        return report;
    }

    private void assertSame() {
        CopyTest.shell("cd \"$1\"; mkdir -p boot; cp -a '" + boot + "/.' boot; touch -r '" + to + "' .", from);
        assertThat(CopyTest.look(to)).isEqualTo(CopyTest.look(from));
    }

    /** Of the same size, and with its old time. */
    private static void rewrite(Path tree, String file) {
        CopyTest.shell(
                "cd \"$1\"; touch -r " + file + " ../time; tr 0-9r 1-90R < " + file + " > ../new; cat ../new > " + file
                        + "; touch -r ../time " + file,
                tree);
    }

    /** Before the source is listed for the nth time. */
    private Source beforeList(int number, Source source, Runnable change) {
        AtomicInteger listed = new AtomicInteger();
        return (script, onError) -> {
            if (script.contains("find . ") && script.contains(from.toString()) && listed.incrementAndGet() == number) {
                change.run();
            }
            return source.start(script, onError);
        };
    }

    /**
     * The scripts are in this order: the lists of root and boot, the files of boot and root, the lists, what has changed
     * meanwhile, the lists.
     *
     * @param script from 0
     * @param thousandths of what it says, after which the connection is gone
     */
    @ParameterizedTest
    @CsvSource({
        "false, 0, 500",
        "false, 1, 0",
        "false, 2, 500",
        "false, 3, 0",
        "false, 3, 100",
        "false, 3, 500",
        "false, 3, 950",
        "false, 3, 1000",
        "false, 4, 999",
        "false, 5, 500",
        "false, 6, 0",
        "false, 7, 500",
        "false, 8, 1000",
        "true, 0, 500",
        "true, 1, 0",
        "true, 2, 900",
        "true, 3, 0",
        "true, 3, 500",
        "true, 3, 950",
        "true, 4, 900",
        "true, 6, 500",
        "true, 7, 0",
        "true, 8, 900"
    })
    void cutAnywhereItIsTakenUp(boolean isCompressed, int script, int thousandths) throws Exception {
        TarAbilities abilities = new TarAbilities(CopyTest.OPTIONS, true, isCompressed);
        List<long[]> whole = new ArrayList<>();
        Path other = Files.createDirectory(directory.resolve("other"));
        Runnable change = () -> CopyTest.shell("cd \"$1\"; touch usr/7", from);
        copy(
                beforeList(2, counting(whole), change),
                from,
                boot,
                abilities,
                other,
                new ProcessStarter(),
                Progress.SILENT);
        assertThat(whole).hasSize(9);
        Line line = new Line(script, whole.get(script)[0] * thousandths / 1000);
        assertThatThrownBy(() -> copy(
                        beforeList(2, line, change), from, boot, abilities, to, new ProcessStarter(), Progress.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessage("the copy was broken off: the connection is lost");
        wholeAtLast();
    }

    private static Source counting(List<long[]> counts) {
        return (script, onError) -> {
            long[] count = new long[1];
            counts.add(count);
            return new Relayed(here(script, onError)) {
                @Override
                int passed(int read) {
                    count[0] += Math.max(0, read);
                    return read;
                }
            };
        };
    }

    /** It is lost for good, after so many bytes of one script's output. */
    private static final class Line implements Source {
        private final int script;
        private final long after;
        private int started;
        private boolean lost;

        Line(int script, long after) {
            this.script = script;
            this.after = after;
        }

        @Override
        public RunningProgram start(String text, Consumer<String> onError) throws IOException {
            requireThere();
            boolean last = started++ == script;
            return new Relayed(here(text, line -> {
                if (!lost) {
                    onError.accept(line);
                }
            })) {
                private long left = after;

                @Override
                int room(int wanted) {
                    lost |= last && left == 0;
                    return last && left > 0 ? (int) Math.min(wanted, left) : wanted;
                }

                @Override
                int passed(int read) throws IOException {
                    requireThere();
                    left -= Math.max(0, read);
                    return read;
                }

                @Override
                public int status() throws IOException {
                    requireThere();
                    return super.status();
                }
            };
        }

        private void requireThere() throws IOException {
            if (lost) {
                throw new IOException("the connection is lost");
            }
        }
    }

    /** As the host that is restarted: a JVM of its own, killed by a signal that nobody hears. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void killedInBetweenItIsTakenUp(int phase) throws Exception {
        Process killed = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Told.class.getName(),
                        from.toString(),
                        boot.toString(),
                        to.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            do {
                line = said.readLine();
                assertThat(line).isNotNull();
            } while (!line.equals("phase " + phase));
            while (phase == 2 && !Files.exists(to.resolve("usr/bin/program"))) {
                Thread.sleep(1);
            }
        } finally {
            killed.destroyForcibly().waitFor();
        }
        // What it has started ends with its pipes.
        Thread.sleep(300);
        wholeAtLast();
    }

    /** Copies, and says where it is. */
    static final class Told {
        private Told() {}

        public static void main(String[] arguments) {
            copy(
                    BrokenCopyTest::here,
                    Path.of(arguments[0]),
                    Path.of(arguments[1]),
                    Path.of(arguments[2]),
                    new ProcessStarter(),
                    event -> {
                        if (event instanceof ProgressEvent.Phase begun) {
                            System.out.println("phase " + begun.number());
                        }
                    });
        }
    }

    @Test
    void whatCameLastBeforeABreakIsSentAgain() throws Exception {
        assertThatThrownBy(() -> copy(new Line(4, 0))).isInstanceOf(UserError.class);
        Path program = to.resolve("etc/passwd");
        // All that tar had not come to yet, and no list shows.
        Files.writeString(program, Files.readString(program).replace('r', 'R'));
        CopyTest.shell("touch -d '2003-02-03 04:05:06.25 UTC' \"$1\"/etc/passwd", to);
        Files.createFile(to.resolve(".domzero-p2v/under-way"));
        wholeAtLast();
    }

    @Test
    void whatCameLastBeforeABreakIsSentAgainAfterAnotherBreakToo() {
        assertThatThrownBy(() -> copy(new Line(3, 500))).isInstanceOf(UserError.class);
        rewrite(to, "boot/kernel");
        assertThatThrownBy(() -> copy(new Line(2, 0))).isInstanceOf(UserError.class);
        // As if other files had come for an hour.
        CopyTest.shell("touch -d '1 hour' \"$1\"/.domzero-p2v/under-way", to);
        wholeAtLast();
    }

    @Test
    void whatTheSourceChangedSinceIsSentAgainWhateverItLooksLike() {
        CopyReport first = copy(BrokenCopyTest::here);
        new Copy(
                        BrokenCopyTest::here,
                        List.of(new SourceTree("/", from.toString())),
                        CopyTest.ALL,
                        to,
                        new ProcessStarter(),
                        Progress.SILENT)
                .forget();
        rewrite(from, "usr/7");
        // The root, whose time the notes have moved.
        assertThat(copyAsOf(OptionalLong.empty()).files()).isOne();
        CopyTest.forgetTime(to);
        CopyReport second = copyAsOf(first.asOf());
        assertThat(second.isWhole()).isTrue();
        assertThat(second.asOf().orElseThrow())
                .isGreaterThanOrEqualTo(first.asOf().orElseThrow());
        assertSame();
    }

    @Test
    void whatTheSourceChangedSinceABreakIsSentAgainToo() {
        assertThatThrownBy(() -> copy(new Line(3, 500))).isInstanceOf(UserError.class);
        CopyTest.shell("touch -d '1 hour' \"$1\"/.domzero-p2v/under-way", to);
        rewrite(from, "usr/7");
        assertThat(copyAsOf(OptionalLong.empty()).isWhole()).isTrue();
        assertSame();
    }

    @Test
    void whereTheClockOfTheSourceWasSetBackEverythingIsSentAgain() {
        CopyReport first = copy(BrokenCopyTest::here);
        CopyTest.forgetTime(to);
        rewrite(from, "usr/7");
        long tomorrow = first.asOf().orElseThrow() + 86_400;
        assertThat(copyAsOf(OptionalLong.of(tomorrow)).files()).isEqualTo(first.files());
        assertSame();
    }

    @Test
    void whatIsChangedBeforeTheSecondListIsSentAgainWhateverItLooksLike() {
        CopyReport report = copy(beforeList(2, BrokenCopyTest::here, () -> rewrite(from, "usr/7")));
        assertThat(report.isWhole()).isTrue();
        assertThat(report.changing().first()).isEmpty();
        assertSame();
    }

    @Test
    void whatIsChangedBeforeTheLastListIsNamedWhateverItLooksLike() {
        Source atLast = beforeList(3, BrokenCopyTest::here, () -> rewrite(from, "usr/7"));
        CopyReport report = copy(beforeList(2, atLast, () -> CopyTest.shell("touch \"$1\"/usr/8", from)));
        assertThat(report.isWhole()).isTrue();
        assertThat(report.changing().first()).containsExactly("./usr/7");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatHasItsOldLengthHasNotShrunk(boolean isLonger) throws Exception {
        Source source = tarThen("[ ! -e usr/7 ] || { echo 'tar: ./usr/7: File shrank by 1 bytes' >&2; exit 1; }");
        CopyReport report = copy(beforeList(
                3,
                source,
                isLonger ? () -> CopyTest.shell("echo 7 >> \"$1\"/usr/7", from) : () -> rewrite(from, "usr/7")));
        assertThat(report.isWhole()).isEqualTo(isLonger);
        assertThat(report.unreadable().first()).isEqualTo(isLonger ? List.of() : List.of("./usr/7"));
        assertThat(report.changing().first()).isEqualTo(isLonger ? List.of("./usr/7") : List.of());
        assertThat(to.resolve("usr/7")).doesNotExist();
    }

    @Test
    void aListThatIsCutBetweenTwoFilesRemovesNothing() {
        copy(BrokenCopyTest::here);
        String before = CopyTest.look(to);
        assertThatThrownBy(() -> copy((script, onError) -> script.contains("find . ")
                        ? here("{ " + script + "; } | head -z -n 30", onError)
                        : here(script, onError)))
                .isInstanceOf(UserError.class)
                .hasMessage("the copy was broken off: the list of the files in " + from + " of the source has no end");
        assertThat(CopyTest.look(to)).isEqualTo(before);
        ProgramStarter here = (command, onError) -> new ProcessStarter()
                .start(
                        command.line().contains("find . ")
                                ? Command.of("sh", "-c", "{ " + command.line() + "; } | head -z -n 30")
                                : command,
                        onError);
        assertThatThrownBy(() -> copy(BrokenCopyTest::here, from, boot, to, here, Progress.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessage("the copy was broken off: the list of the files in the copy has no end");
        wholeAtLast();
    }

    @Test
    void aStatusOfFindThatWasSwallowedCounts() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Files.writeString(tools.resolve("find"), "#!/bin/sh\nexit 3\n");
        CopyTest.shell("chmod +x \"$1\"/find", tools);
        assertThatThrownBy(() -> copy((script, onError) ->
                        here("PATH=" + tools + ":$PATH; (" + script + "); echo Goodbye >&2", onError)))
                .hasMessage("the files in " + from
                        + " of the source could not be listed: find ended with status 3: Goodbye");
    }

    @Test
    void anArchiveThatIsCutBetweenTwoFilesIsNone() {
        assertThatThrownBy(() -> copy((script, onError) -> script.contains("tar --create")
                        ? new WithoutEnd(here(script, onError))
                        : here(script, onError)))
                .isInstanceOf(UserError.class)
                .hasMessage("the copy was broken off: what the source's tar has sent has no end");
        wholeAtLast();
    }

    /** Of an archive all but the zeros at its end. */
    private static final class WithoutEnd extends Relayed {
        private final RunningProgram tar;

        WithoutEnd(RunningProgram tar) {
            super(tar);
            this.tar = tar;
        }

        @Override
        public InputStream output() {
            try {
                byte[] all = tar.output().readAllBytes();
                int length = all.length;
                while (length >= 512 && isZero(all, length - 512)) {
                    length -= 512;
                }
                return new ByteArrayInputStream(all, 0, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean isZero(byte[] all, int block) {
            for (int i = block; i < block + 512; i++) {
                if (all[i] != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    @Test
    void whereADoubtCannotBeNotedNothingFurtherIsSent() throws Exception {
        Path note = to.resolve(".domzero-p2v/doubtful");
        Source source = tarThen("[ ! -e kernel ] || { mkdir -p '" + note
                + "'; echo 'tar: ./kernel: file changed as we read it' >&2; exit 1; }");
        assertThatThrownBy(() -> copy(source))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the copy was broken off: a file could not be noted: ");
        assertThat(to.resolve("etc")).doesNotExist();
        Files.delete(note);
        rewrite(to, "boot/kernel");
        wholeAtLast();
    }

    /** A disk of its own, in memory. */
    @ParameterizedTest
    @ValueSource(strings = {"16k", "800k"})
    void aFullDiskSaysSo(String size) throws Exception {
        CopyTest.shell("mount -t tmpfs -o size=" + size + ",mode=755 tmpfs \"$1\"", to);
        try {
            for (int run = 1; run <= 2; run++) {
                assertThatThrownBy(() -> copy(BrokenCopyTest::here))
                        .isInstanceOf(UserError.class)
                        .hasMessage("the guest's disk is full; there is no guest")
                        .satisfies(error -> assertThat(((UserError) error).render())
                                .contains("run the same command again with a larger --size"));
            }
            CopyTest.shell("mount -o remount,size=64m \"$1\"", to);
            wholeAtLast();
        } finally {
            CopyTest.shell("umount \"$1\"", to);
        }
    }

    /**
     * Reads fail in the middle: a block's number in the file system leads nowhere. Tar takes that for a file that has shrunk.
     */
    @Test
    void whatTheDiskDoesNotGiveIsNotInTheCopy() throws Exception {
        assumeThat(CopyTest.shell("command -v debugfs || true", directory)).isNotEmpty();
        Path image = directory.resolve("image");
        CopyTest.shell("""
                set -e
                truncate -s 16M "$1"
                mkfs.ext4 -q -O ^extent,^64bit,^has_journal,^metadata_csum -b 1024 -F "$1"
                mkdir "$1.mounted"
                mount -o loop "$1" "$1.mounted"
                mkdir "$1.mounted/tree"
                echo good > "$1.mounted/tree/good"
                head -c 200000 /dev/urandom > "$1.mounted/tree/bad"
                umount "$1.mounted"
                block=$(debugfs -R 'stat /tree/bad' "$1" 2> /dev/null | sed -n 's/.*(IND):\\([0-9]*\\).*/\\1/p')
                printf '\\377\\377\\377\\356' | dd of="$1" bs=1 seek=$((block * 1024 + 200)) conv=notrunc status=none
                mount -o loop,ro "$1" "$1.mounted"
                """, image);
        Path good = from;
        try {
            from = directory.resolve("image.mounted/tree");
            for (int run = 1; run <= 2; run++) {
                CopyReport report = copy(BrokenCopyTest::here);
                assertThat(report.isWhole()).isFalse();
                assertThat(report.unreadable().first()).containsExactly("./bad");
                assertThat(report.different().first()).isEmpty();
                assertThat(to.resolve("bad")).doesNotExist();
                assertThat(to.resolve("good")).hasContent("good");
            }
        } finally {
            from = good;
            CopyTest.shell("umount \"$1.mounted\"", image);
        }
    }

    /** Its tar, with something said and done after it. */
    private Source tarThen(String more) throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Files.writeString(tools.resolve("tar"), "#!/bin/sh\n/usr/bin/tar \"$@\" || exit\n" + more + "\n");
        CopyTest.shell("chmod +x \"$1\"/tar", tools);
        return (script, onError) -> here("PATH=" + tools + ":$PATH; " + script, onError);
    }

    @Test
    void whatWasWrittenToWhileItWasReadIsNamed() throws Exception {
        CopyReport report = copy(tarThen("echo 'tar: ./usr/7: file changed as we read it' >&2; exit 1"));
        assertThat(report.isWhole()).as(report.toString()).isTrue();
        assertThat(report.changing().first()).containsExactly("./usr/7");
        assertThat(wholeAtLast().files()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 137})
    void anErrorOfTheSourcesTarWithoutAReasonIsOne(int status) throws Exception {
        Source source = tarThen("echo 'tar: Exiting with failure status due to previous errors' >&2; exit " + status);
        assertThatThrownBy(() -> copy(source))
                .hasMessageStartingWith(
                        "the copy was broken off: the source's tar for " + boot + " ended with status " + status);
        wholeAtLast();
    }

    @Test
    void whatTheSourcesTarCouldNotSendAsItIsIsSentAgain() throws Exception {
        Source source = tarThen("echo 'tar: ./usr/7: Warning: Cannot llistxattr: Permission denied' >&2; exit 2");
        for (int run = 1; run <= 2; run++) {
            CopyReport report = run == 1
                    ? copy(source)
                    : copy((script, onError) ->
                            here("PATH=" + directory.resolve("tools") + ":$PATH; " + script, onError));
            assertThat(report.isWhole()).isFalse();
            assertThat(report.complaints().first())
                    .containsExactly("tar: ./usr/7: Warning: Cannot llistxattr: Permission denied");
        }
        assertThat(wholeAtLast().files()).isEqualTo(2);
    }

    /** The tar here, with something said and done after it. */
    private static ProgramStarter tarHereThen(String more) {
        return (command, onError) -> {
            List<String> argv = new ArrayList<>(command.argv());
            int tar = argv.indexOf("tar");
            if (tar >= 0) {
                argv.remove(tar);
                argv.addAll(tar, List.of("sh", "-c", "tar \"$@\" || exit; " + more, "sh"));
            }
            return new ProcessStarter().start(Command.of(argv), onError);
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'tar: ./usr/7: Cannot change mode to rwxr-xr-x: Operation not permitted' >&2; exit 2",
                "echo \"tar: setxattrat: Cannot set 'user.a' extended attribute for file './usr/7': Not supported\" >&2"
            })
    void whatCouldNotBeUnpackedAsItIsIsSentAgain(String more) {
        for (int run = 1; run <= 2; run++) {
            CopyReport report = copy(BrokenCopyTest::here, from, boot, to, tarHereThen(more), Progress.SILENT);
            assertThat(report.isWhole()).isFalse();
            assertThat(report.complaints().first()).singleElement().asString().contains("./usr/7");
        }
        assertThat(wholeAtLast().files()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 137})
    void anErrorOfTheTarHereWithoutAReasonIsOne(int status) {
        assertThatThrownBy(() ->
                        copy(BrokenCopyTest::here, from, boot, to, tarHereThen("exit " + status), Progress.SILENT))
                .hasMessage("the copy was broken off: unpacking ended with status " + status + " and said nothing");
        wholeAtLast();
    }

    @Test
    void aListThatFailsWithoutAReasonIsNone() {
        Source failing =
                (script, onError) -> here(script.contains("find . ") ? "(" + script + "); exit 1" : script, onError);
        assertThatThrownBy(() -> copy(failing))
                .hasMessage("the files in " + from
                        + " of the source could not be listed: find ended with status 1 and said nothing");
        assertThat(to.toFile().list()).containsExactly(".domzero-p2v");
    }
}
