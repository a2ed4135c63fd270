package org.domzero.guests.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChapTest {
    private static final String TARGET = "iqn.2026-11.org.example:san";
    private static final Chap CHAP = new Chap("xen01", "a secret = #1");

    @TempDir
    Path root;

    private final RecordingCommandRunner commands = new RecordingCommandRunner();

    private Effects effects() {
        return new Effects(commands, root, event -> {});
    }

    @Test
    void isKeptForRootAlone() throws IOException {
        assertThat(Chap.of(TARGET, effects())).isEmpty();
        CHAP.keep(TARGET, effects());
        assertThat(Chap.of(TARGET, effects())).contains(CHAP);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(root.resolve("var/lib/domzero/iscsi/chap/" + TARGET))))
                .isEqualTo("rw-------");
    }

    @Test
    void isWrittenIntoWhatOpenIscsiNotes() throws IOException {
        Path record = node();
        List<String> before = Files.readAllLines(record);
        CHAP.keep(TARGET, effects());
        // Twice: what it says already is replaced.
        IscsiUnit.parse("iscsi://10.0.0.5/" + TARGET + "/1").open().perform(effects());
        IscsiUnit.parse("iscsi://10.0.0.5/" + TARGET + "/1").open().perform(effects());
        List<String> after = Files.readAllLines(record);
        assertThat(after)
                .endsWith(
                        "node.session.auth.authmethod = CHAP",
                        "node.session.auth.username = xen01",
                        "node.session.auth.password = a secret = #1",
                        "# END RECORD")
                .contains("node.session.auth.chap_algs = MD5")
                .hasSize(before.size() + 2);
        assertThat(commands.lines()).noneMatch(line -> line.contains("secret"));
    }

    /** As iscsiadm 2.1.11 writes it for {@code --op new}. */
    private Path node() throws IOException {
        Path record = root.resolve("var/lib/iscsi/nodes/" + TARGET + "/10.0.0.5,3260");
        Files.createDirectories(Objects.requireNonNull(record.getParent()));
        try (InputStream sample = Objects.requireNonNull(ChapTest.class.getResourceAsStream("node-record.txt"))) {
            Files.copy(sample, record);
        }
        return record;
    }

    @Test
    void aRecordMayBeWhereOlderVersionsHaveIt() throws IOException {
        assertThatThrownBy(() -> CHAP.note(TARGET, effects()))
                .hasMessageStartingWith("open-iscsi has no record of " + TARGET);
        Path record = node();
        Path older = root.resolve("etc/iscsi/nodes/" + TARGET + "/10.0.0.5,3260,1/default");
        Files.createDirectories(Objects.requireNonNull(older.getParent()));
        Files.move(record, older);
        Files.delete(Objects.requireNonNull(record.getParent()));
        CHAP.note(TARGET, effects());
        assertThat(older).content().contains("\nnode.session.auth.authmethod = CHAP\n");
    }

    @Test
    void aRecordThatIsNoneIsLeftAlone() throws IOException {
        Path record = node();
        Files.writeString(record, "something else\n");
        assertThatThrownBy(() -> CHAP.note(TARGET, effects())).hasMessageContaining("it has no line \"# END RECORD\"");
        assertThat(record).hasContent("something else\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "xen01\n", "xen01\n\n", "xen01\nsecret\nmore\n", "xen01\n secret\n", "xen01\nse\u0001\n"})
    void aFileEditedByHandSaysWhatIsWrong(String text) throws IOException {
        CHAP.keep(TARGET, effects());
        Files.writeString(root.resolve("var/lib/domzero/iscsi/chap/" + TARGET), text);
        assertThatThrownBy(() -> Chap.of(TARGET, effects()))
                .hasMessageStartingWith("/var/lib/domzero/iscsi/chap/" + TARGET + " does not tell how to log in: ");
    }

    @Test
    void showsNoPassword() {
        assertThat(CHAP).hasToString("Chap[user=xen01]");
    }
}
