package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.answers.RootPassword;
import org.domzero.installer.medium.MediumFile;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {
    private static final Path GOLDEN = Path.of("../installer-core/src/test/resources/golden/install");

    @TempDir
    private Path root = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"bios.commands", "uefi.commands"})
    void hasEveryProgramThatAnInstallRuns(String golden) throws IOException {
        List<String> run = Files.readAllLines(GOLDEN.resolve(golden)).stream()
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.split(" ", -1)[1])
                .distinct()
                .filter(program -> !List.of("openssl", "sh").contains(program)) // the real ones
                .toList();

        assertThat(Rehearsal.programs()).containsAll(run);
    }

    @Test
    void putsTheStandInWhereProgramsAreLookedFor() throws IOException {
        Rehearsal.layOut(root);

        assertThat(Files.readSymbolicLink(root.resolve("bin/lsblk"))).hasToString("stand-in");
        assertThat(root.resolve("bin/stand-in")).isExecutable();
        assertThat(root.resolve("said/lsblk")).exists();
    }

    @Test
    void hasAMediumThatIsWhole() throws IOException {
        Rehearsal.layOut(root);
        Path medium = root.resolve("run/live/medium");

        MediumManifest manifest = MediumManifest.parse(Files.readString(medium.resolve(MediumManifest.PATH)));

        for (MediumFile file : manifest.files()) {
            assertThat(medium.resolve(file.path())).hasSize(file.size());
            assertThat(Sha256.ofFile(medium.resolve(file.path()))).isEqualTo(file.sha256());
        }
    }

    @Test
    void answersWithAPasswordThatIsYetToBeHashed() throws IOException {
        Rehearsal.layOut(root);

        assertThat(AnswersParser.parse(root.resolve("run/live/medium/domzero/answers.toml"))
                        .answers()
                        .host()
                        .rootPassword())
                .isInstanceOf(RootPassword.Plain.class);
    }

    @Test
    void letsAnotherUserWriteWhatAnInstallWrites() throws IOException {
        Rehearsal.layOut(root);

        for (String written : List.of("run", "run/domzero/target/etc/ssh", "tmp", "var", "dev/ttyS0")) {
            assertThat(Files.getPosixFilePermissions(root.resolve(written)))
                    .as(written)
                    .contains(PosixFilePermission.OTHERS_WRITE);
        }
        assertThat(Files.getPosixFilePermissions(root.resolve("proc/cpuinfo")))
                .doesNotContain(PosixFilePermission.OTHERS_WRITE);
    }

    @Test
    void readsRecordedFilesAndLinks() {
        assertThat(Rehearsal.recorded("=== a/b\none\n\ntwo\n=== c -> ../a\n=== empty\n\n"))
                .containsExactly(
                        new Layer.TextFile("a/b", "one\n\ntwo\n", false),
                        new Layer.Link("c", "../a"),
                        new Layer.TextFile("empty", "\n", false));
    }

    @Test
    void isMadeOfItsResources() {
        assertThat(Rehearsal.ingredients())
                .containsAll(Rehearsal.programs())
                .anyMatch(text -> text.startsWith("=== proc/"))
                .anyMatch(text -> text.startsWith("version = 1"));
    }
}
