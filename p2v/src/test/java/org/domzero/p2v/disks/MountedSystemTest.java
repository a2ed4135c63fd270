package org.domzero.p2v.disks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedSystemTest {
    @TempDir
    Path host;

    private final List<String> lines = new ArrayList<>();
    /** What a snapshot shows when it is mounted. */
    private final Map<String, List<String>> content = Map.of(
            "source-VolGroup00-LogVol00", List.of("etc/fstab", "sbin/init", "boot/.", "var/."),
            "source-vda1", List.of("grub/grub.conf"),
            "source-vdb1", List.of("etc/fstab", "sbin/init"));

    private String lsblk;
    private String fstab = """
            /dev/VolGroup00/LogVol00 / ext3 defaults 1 1
            LABEL=/boot /boot ext3 defaults 1 2
            LABEL=/gone /var/gone ext3 defaults 1 2
            /dev/VolGroup00/LogVol01 swap swap defaults 0 0
            server:/export /mnt nfs defaults 0 0
            """;

    private String failing = "nothing";

    @BeforeEach
    void aMachine() throws IOException {
        lsblk = resource("lsblk-lvm-on-degraded-mirror.json");
        Files.createDirectories(host.resolve("run/domzero/p2v/source"));
    }

    private static String resource(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources/disks/" + name));
    }

    private MountedSystem mounted(@Nullable String root) {
        return MountedSystem.mount(root, new Machine(), Progress.SILENT);
    }

    /** Answers, and shows what is mounted. */
    private final class Machine implements CommandRunner {
        @Override
        public CommandResult tryRun(Command command, Consumer<String> onOutput) {
            String line = command.line();
            lines.add(line);
            if (line.contains(failing)) {
                return new CommandResult(1, "", "it failed\n");
            }
            try {
                switch (command.argv().get(0)) {
                    case "lsblk" -> {
                        return new CommandResult(0, lsblk, "");
                    }
                    case "vgs" -> {
                        return new CommandResult(0, "  VolGroup00\n", "");
                    }
                    case "losetup" -> {
                        return new CommandResult(0, "/dev/loop7\n", "");
                    }
                    case "sh", "mkdir" -> {
                        return here(command);
                    }
                    case "readlink" -> {
                        return new CommandResult(1, "", "");
                    }
                    case "mount" -> mount(command.argv());
                    case "umount" -> umount(command.argv().get(1));
                    default -> {}
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new CommandResult(0, "", "");
        }

        /** Looked at for real, in the place of the machine's own files. */
        private CommandResult here(Command command) {
            return new ProcessCommandRunner()
                    .tryRun(Command.of(command.argv().stream()
                            .map(argument -> argument.startsWith("/run/") ? host + argument : argument)
                            .toList()));
        }

        private void mount(List<String> argv) throws IOException {
            String device = argv.get(argv.size() - 2);
            Path place = host.resolve(argv.get(argv.size() - 1).substring(1));
            for (String file : content.getOrDefault(device.replace("/dev/mapper/", ""), List.of())) {
                Path path = place.resolve(file);
                Files.createDirectories(file.endsWith(".") ? path : path.getParent());
                if (!file.endsWith(".")) {
                    Files.writeString(path, file.equals("etc/fstab") ? fstab : "");
                }
            }
        }

        private void umount(String directory) throws IOException {
            Path place = host.resolve(directory.substring(1));
            if (Files.exists(place)) {
                new ProcessBuilder("find", place.toString(), "-mindepth", "1", "-delete")
                        .start()
                        .onExit()
                        .join();
            }
        }
    }

    @Test
    void theKernelRefusesWritesBeforeAnythingElse() {
        mounted("/dev/mapper/VolGroup00-LogVol00").close();
        int assembled = first("mdadm --assemble");
        assertThat(lines.subList(0, assembled))
                .contains("blockdev --setro /dev/vda", "blockdev --setro /dev/vda1", "blockdev --setro /dev/vda2");
        assertThat(lines.get(assembled)).contains("--readonly", "--run");
        assertThat(lines).noneMatch(line -> line.contains("--setro /dev/sr0") || line.contains("--setro /dev/loop"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("vgchange --activate y")
                        && line.contains("read_only_volume_list=[\"VolGroup00\"]"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("mount -t ext"))
                .allMatch(line -> line.contains("-o ro,") && line.contains("/dev/mapper/source-"));
    }

    private int first(String beginning) {
        return lines.indexOf(lines.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void whatTheSystemMountsItselfIsThere() {
        try (MountedSystem system = mounted("/dev/mapper/VolGroup00-LogVol00")) {
            assertThat(host.resolve("run/domzero/p2v/source/boot/grub/grub.conf"))
                    .exists();
            assertThat(system.warnings()).containsExactly("/var/gone: LABEL=/gone is not among the disks");
            assertThat(lines).noneMatch(line -> line.contains("server:/export"));
            lines.clear();
        }
        assertThat(lines)
                .startsWith("umount /run/domzero/p2v/source/boot", "umount /run/domzero/p2v/source")
                .endsWith("vgchange --activate n VolGroup00", "mdadm --stop --scan");
    }

    @Test
    void aLinkOfTheSystemLeadsNowhere() throws IOException {
        fstab = "LABEL=/boot /var/link ext3 defaults 1 2\n";
        Files.createDirectories(host.resolve("elsewhere"));
        Files.createDirectories(host.resolve("run/domzero/p2v/source/var"));
        Files.createSymbolicLink(host.resolve("run/domzero/p2v/source/var/link"), host.resolve("elsewhere"));
        try (MountedSystem system = new Relinking().mount()) {
            assertThat(system.warnings())
                    .containsExactly("/var/link is reached by a symbolic link, or is not there: it is not mounted");
            assertThat(host.resolve("elsewhere")).isEmptyDirectory();
        }
    }

    /** Looking for the root takes the link away. */
    private final class Relinking {
        MountedSystem mount() {
            return MountedSystem.mount(
                    "/dev/mapper/VolGroup00-LogVol00",
                    new CommandRunner() {
                        private final Machine machine = new Machine();

                        @Override
                        public CommandResult tryRun(Command command, Consumer<String> onOutput) {
                            CommandResult result = machine.tryRun(command, onOutput);
                            Path link = host.resolve("run/domzero/p2v/source/var/link");
                            if (command.line().endsWith("/run/domzero/p2v/source")
                                    && command.argv().get(0).equals("mount")
                                    && !Files.isSymbolicLink(link)) {
                                try {
                                    Files.createDirectories(link.getParent());
                                    Files.createSymbolicLink(link, host.resolve("elsewhere"));
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            }
                            return result;
                        }
                    },
                    Progress.SILENT);
        }
    }

    @Test
    void severalSystemsAreAMatterOfChoice() throws IOException {
        lsblk = resource("lsblk-two-systems.json");
        assertThatThrownBy(() -> mounted(null))
                .hasMessage("there are several systems on the disks: /dev/mapper/VolGroup00-LogVol00, /dev/vdb1");
        assertThat(lines).endsWith("vgchange --activate n VolGroup00", "mdadm --stop --scan");
    }

    @Test
    void noSystemSaysSo() {
        assertThatThrownBy(() -> mounted("/dev/vda1")).hasMessage("there is no root of a Linux system on /dev/vda1");
    }

    @Test
    void whatFailsIsTakenApart() {
        failing = "dmsetup create source-VolGroup00-LogVol00";
        assertThatThrownBy(() -> mounted(null)).hasMessageContaining("dmsetup");
        assertThat(lines)
                .contains("dmsetup remove --retry source-vda1", "losetup --detach /dev/loop7")
                .endsWith("vgchange --activate n VolGroup00", "mdadm --stop --scan");
    }
}
