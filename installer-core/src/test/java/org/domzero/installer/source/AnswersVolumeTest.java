package org.domzero.installer.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersVolumeTest {
    private static final String UNMOUNT = "umount /run/domzero/answers-volume";

    private final RecordingCommandRunner commands = new RecordingCommandRunner();
    private final List<ProgressEvent> events = new ArrayList<>();

    @TempDir
    private Path root = Path.of("");

    private static String device(String kernelName, String parent, String label, String type) {
        return """
                {"path": "/dev/%s", "kname": "%s", "pkname": %s, "label": %s, "fstype": %s}""".formatted(kernelName, kernelName, parent, label, type);
    }

    private static String lsblk(String... devices) {
        return "{\"blockdevices\": [" + String.join(", ", devices) + "]}";
    }

    private static String stick(String type) {
        return lsblk(
                device("sda", "null", "\"data\"", "\"ext4\""),
                device("sdb", "null", "null", "null"),
                device("sdb1", "\"sdb\"", "\"DOMZERO\"", type));
    }

    private Optional<AnswersSource> read(String lsblk) {
        commands.answer("lsblk", lsblk);
        return AnswersVolume.read(new Effects(commands, root, events::add), "on a volume labelled DOMZERO");
    }

    /** As if it were on the volume. */
    private void write(String name, String content) throws IOException {
        Path mountPoint = Files.createDirectories(root.resolve("run/domzero/answers-volume"));
        Files.writeString(mountPoint.resolve(name), content);
    }

    private List<String> warnings() {
        return events.stream()
                .map(event -> (ProgressEvent.Message) event)
                .filter(message -> message.level() == ProgressEvent.Level.WARNING)
                .map(ProgressEvent.Message::text)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vfat | ro",
                "exfat | ro",
                "iso9660 | ro",
                "udf | ro",
                "ext2 | ro",
                "ext3 | ro,noload",
                "ext4 | ro,noload",
                "xfs | ro,norecovery"
            })
    void mountsItWithoutWritingAndUnmountsIt(String type, String options) throws IOException {
        write("answers.toml", "version = 1\n");

        AnswersSource source = read(stick("\"" + type + "\"")).orElseThrow();

        assertThat(source).hasToString("answers.toml on /dev/sdb1, on a volume labelled DOMZERO");
        assertThat(commands.lines().subList(1, 3))
                .containsExactly(
                        "mount -t " + type + " -o " + options
                                + ",nosuid,nodev,noexec /dev/sdb1 /run/domzero/answers-volume",
                        UNMOUNT);
        assertThat(Thrown.by(source::parse).render()).contains("storage.system-disk");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aVolumeWithoutAnswersIsPassedOver() {
        assertThat(read(stick("\"vfat\""))).isEmpty();

        assertThat(warnings()).containsExactly("/dev/sdb1 is labelled DOMZERO, but there is no answers.toml on it");
        assertThat(commands.lines()).endsWith(UNMOUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"ntfs\"", "\"crypto_LUKS\"", "\"btrfs\"", "null"})
    void otherFilesystemsAreNotTouched(String type) {
        assertThat(read(stick(type))).isEmpty();

        assertThat(warnings()).singleElement().asString().startsWith("/dev/sdb1 is labelled DOMZERO, but no answers");
        assertThat(commands.lines()).hasSize(1);
    }

    @Test
    void ofTwoNoneIsTaken() {
        UserError error = Thrown.by(() -> read(lsblk(
                device("sdb1", "\"sdb\"", "\"DOMZERO\"", "\"vfat\""),
                device("sdc", "null", "\"DOMZERO\"", "\"ext4\""))));

        assertThat(error.render())
                .isEqualTo("error: more than one volume is labelled DOMZERO: /dev/sdb1, /dev/sdc\n"
                        + "  hint: leave the one with the answers in the machine, or name its file with"
                        + " domzero.answers= on the kernel command line");
        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(commands.lines()).hasSize(1);
    }

    @Test
    void anImageOnAStickIsOneVolume() {
        String twice = lsblk(
                device("sdb", "null", "\"DOMZERO\"", "\"iso9660\""),
                device("sdb1", "\"sdb\"", "\"DOMZERO\"", "\"iso9660\""),
                device("sdb", "null", "\"DOMZERO\"", "\"iso9660\""));

        assertThat(AnswersVolume.labelled(twice))
                .containsExactly(new AnswersVolume.Volume("/dev/sdb", "sdb", null, "iso9660"));
    }

    @Test
    void otherLabelsAreOthers() {
        assertThat(AnswersVolume.labelled(lsblk(
                        device("sr0", "null", "\"DOMZERO-ISO\"", "\"iso9660\""),
                        device("sda1", "\"sda\"", "\"DOMZEROBOOT\"", "\"vfat\""))))
                .isEmpty();
    }

    @Test
    void aVolumeThatIsPulledOutIsNotThere() {
        assertThat(read(lsblk())).isEmpty();

        assertThat(warnings()).containsExactly("the volume labelled DOMZERO is gone, and no answers are taken from it");
    }

    @Test
    void aDamagedVolumeIsAnError() {
        commands.answer("mount", new CommandResult(32, "", "mount: can't read superblock on /dev/sdb1.\n"));

        assertThat(Thrown.by(() -> read(stick("\"ext4\""))).render())
                .contains("mount -t ext4", "it said: mount: can't read superblock on /dev/sdb1.");
    }

    @Test
    void whatCannotBeReadIsAnErrorAndTheVolumeIsUnmounted() throws IOException {
        write("keep", "");
        Files.createDirectory(root.resolve("run/domzero/answers-volume/answers.toml"));

        assertThat(Thrown.by(() -> read(stick("\"vfat\""))).render())
                .startsWith("error: answers.toml on /dev/sdb1 cannot be read: Is a directory\n");
        assertThat(commands.lines()).endsWith(UNMOUNT);
    }

    @Test
    void whatIsTooLargeIsNotRead() throws IOException {
        write("answers.toml", "#".repeat(1024 * 1024 + 1));

        assertThat(Thrown.by(() -> read(stick("\"vfat\""))))
                .hasMessage("answers.toml on /dev/sdb1 is larger than 1 MiB, too large for an answer file");
        assertThat(commands.lines()).endsWith(UNMOUNT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{}", "{\"blockdevices\": [1]}", "{\"blockdevices\": [{\"label\": \"DOMZERO\"}]}"})
    void whatLsblkNeverSaysIsToldInOneWay(String text) {
        assertThat(Thrown.by(() -> AnswersVolume.labelled(text)))
                .hasMessage("what lsblk says of the disks cannot be read");
    }
}
