package org.domzero.guests.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessPipe;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real files for the image and the volumes. */
class TemplateTest {
    private static final ByteSize SIZE = ByteSize.mebibytes(12);
    private static final String DIRECTORY = "/mnt/templates/old1";

    private static final Template TEMPLATE = new Template(
            "old1",
            "root@\"db\\1\u001b",
            GuestType.PV,
            ByteSize.mebibytes(512),
            2,
            1,
            new Template.Image("root.raw", SIZE, new UUID(1, 2)),
            Optional.of(new Template.Swap(ByteSize.mebibytes(8), new UUID(3, 4))));

    @TempDir
    private Path root = Path.of("");

    private TransferHost host;
    private Path directory = Path.of("");

    @BeforeEach
    void templateInADirectory() throws IOException {
        host = new TransferHost(root, new ProcessPipe()).prepared();
        directory = Files.createDirectories(root.resolve(DIRECTORY.substring(1)));
        Files.write(directory.resolve(Template.FILE), TEMPLATE.toml());
        try (RandomAccessFile image =
                new RandomAccessFile(directory.resolve("root.raw").toFile(), "rw")) {
            image.setLength(SIZE.bytes());
            image.seek(5 << 20);
            image.writeBytes("a root");
        }
    }

    private void describedAs(String from, String to) throws IOException {
        String text = new String(TEMPLATE.toml(), StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        Files.writeString(directory.resolve(Template.FILE), text.replace(from, to));
    }

    private Template found() {
        return Templates.find(DIRECTORY, host.effects);
    }

    private static NewGuest asked(Template template) {
        return new NewGuest(
                new UUID(5, 6),
                "web1",
                "",
                template.type(),
                template.memory(),
                template.processors(),
                List.of(
                        new NewGuest.NewDisk(new UUID(7, 8), template.root().size()),
                        new NewGuest.NewDisk(
                                new UUID(9, 10), template.swap().orElseThrow().size())),
                null,
                null,
                null,
                "",
                false,
                List.of("xenbr0"),
                List.of("00:16:3e:00:00:01"));
    }

    private void create(String from) {
        new HostGuests(host.effects).createFrom(from, TemplateTest::asked, null, false);
    }

    private Path volume(UUID uuid) {
        return root.resolve("srv/vdi/vdi-" + uuid + ".raw");
    }

    @Test
    void isReadAsItWasWritten() {
        assertThat(found())
                .isEqualTo(new Template(
                        "old1",
                        TEMPLATE.from(),
                        GuestType.PV,
                        ByteSize.mebibytes(512),
                        2,
                        1,
                        new Template.Image(DIRECTORY + "/root.raw", SIZE, new UUID(1, 2)),
                        TEMPLATE.swap()));
    }

    @Test
    void aGuestGetsACopyOfItsDiskAndSwapOfItsOwn() throws IOException {
        create(DIRECTORY);

        assertThat(Files.mismatch(volume(new UUID(7, 8)), directory.resolve("root.raw")))
                .isEqualTo(-1);
        assertThat(volume(new UUID(9, 10))).hasSize(8 << 20);
        assertThat(host.commands.lines())
                .contains("mkswap --uuid " + new UUID(3, 4) + " /srv/vdi/vdi-" + new UUID(9, 10) + ".raw");
        assertThat(root.resolve("var/lib/domzero/guests/web1.cfg"))
                .content()
                .contains("type = \"pv\"", "vdev=xvda", "vdev=xvdb", "mac=00:16:3e:00:00:01");
        assertThat(directory).isDirectoryContaining("glob:**/root.raw");
    }

    @Test
    void oneInARepositoryIsFoundByItsName() throws IOException {
        Path description = root.resolve(Templates.file("old1").substring(1));
        Files.createDirectories(description.getParent());
        Files.writeString(
                description,
                new String(TEMPLATE.toml(), StandardCharsets.UTF_8).replace("root.raw", DIRECTORY + "/root.raw"));

        create("old1");

        assertThat(volume(new UUID(7, 8))).hasSize(SIZE.bytes());
    }

    @Test
    void aNameThatIsTakenIsRefused() throws IOException {
        create(DIRECTORY);
        byte[] before = Files.readAllBytes(volume(new UUID(7, 8)));

        assertThatThrownBy(() -> create(DIRECTORY)).hasMessageContaining("there is a guest web1 already");

        assertThat(volume(new UUID(7, 8))).hasBinaryContent(before);
        assertThat(root.resolve("var/lib/domzero/guests/web1.cfg")).exists();
    }

    @Test
    void ofOneThatFailsHalfWayNothingIsLeft() {
        host.commands.answer("mkswap", new CommandResult(1, "", "mkswap: no such device"));

        assertThatThrownBy(() -> create(DIRECTORY)).hasMessageContaining("; nothing of it is left here");

        assertThat(root.resolve("srv/vdi")).isEmptyDirectory();
        assertThat(root.resolve("var/lib/domzero/guests/web1.cfg")).doesNotExist();
    }

    @Test
    void anImageThatEndsTooEarlyMakesNoGuest() throws IOException {
        try (RandomAccessFile image =
                new RandomAccessFile(directory.resolve("root.raw").toFile(), "rw")) {
            image.setLength(SIZE.bytes() - 4096);
        }

        assertThatThrownBy(() -> create(DIRECTORY)).hasMessageContaining("it ends after");

        assertThat(root.resolve("srv/vdi")).isEmptyDirectory();
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        assertThatThrownBy(() -> create("nosuch")).hasMessage("there is no template nosuch");
        assertThatThrownBy(() -> create("/mnt/none")).hasMessage("there is no directory /mnt/none");
        assertThatThrownBy(() -> create("/mnt/templates"))
                .hasMessage("there is no template in /mnt/templates: it has no template.toml");
        Files.delete(directory.resolve("root.raw"));
        assertThatThrownBy(() -> create(DIRECTORY))
                .hasMessage("the image of the template " + DIRECTORY + " is not there: " + DIRECTORY + "/root.raw");
    }

    @Test
    void aDescriptionThatIsNoneIsToldWithItsPlace() throws IOException {
        Map<String, String> wrong = Map.of(
                "version = 1",
                "version = 2",
                "image = \"root.raw\"",
                "image = \"../../../etc/shadow\"",
                "type = \"pv\"",
                "type = \"kvm\"",
                "memory = 536870912",
                "memory = -1",
                "processors = 2",
                "processors = 0",
                "name = \"old1\"",
                "name = 1",
                "[root]",
                "[toor]",
                "uuid = \"" + new UUID(3, 4) + "\"",
                "uuid = \"3\"",
                "cards = 1",
                "cards = ",
                "size = 12582912",
                "");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            describedAs(one.getKey(), one.getValue());
            assertThatThrownBy(this::found)
                    .as(one.getValue())
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("this is not the description of a template: ")
                    .satisfies(error -> {
                        UserError user = (UserError) error;
                        assertThat(user.exitCode()).isEqualTo(ExitCode.USAGE);
                        assertThat(user.render()).startsWith("error: " + directory.resolve(Template.FILE));
                    });
        }
    }
}
