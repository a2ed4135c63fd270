package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.answers.AnswersWriter;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.installer.medium.MediumFile;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.partitioner.Disk;
import org.domzero.partitioner.DiskChoice;
import org.domzero.partitioner.DiskContent;
import org.domzero.partitioner.Format;
import org.domzero.partitioner.LayoutRequest;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.SerialPort;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** Machines, answers and a medium made up for tests. */
final class Samples {
    static final String MEDIUM = "/run/live/medium";
    static final String MAC = "52:54:00:12:34:56";
    static final String HASH =
            "$6$zaMjnFZaNLx3bp8c$TuH/5NMSGfHVhfDRUFPPj8fJrScJRM6y6L0.89rdFS8ZBnrc6U2W61RURwP0NyvEunVKzxXZvs/BJO8mUwKUM1";

    static final LayoutRequest IDENTITIES = new LayoutRequest(
            UUID.fromString("0f3c6a2e-7d5b-4c11-9a57-2f0f6f0a9d10"),
            UUID.fromString("5d4c3b2a-0000-4000-8000-000000000001"),
            "1A2B3C4D",
            UUID.fromString("aaaaaaaa-0000-4000-8000-00000000000a"),
            UUID.fromString("cccccccc-0000-4000-8000-00000000000c"));

    /** DHCP, no SSH key, so root has a password. */
    static final Answers WITH_PASSWORD = answers("""
            version = 1
            [host]
            hostname = "xen01"
            root-password-hash = "%s"
            [storage]
            system-disk = "/dev/sda"
            repository-disks = ["/dev/sdb"]
            existing-data = "erase"
            """.formatted(HASH));

    /** A fixed address and everything else that can be said of a host. */
    static final Answers WITH_KEYS = answers("""
            version = 1
            [host]
            hostname = "xen02.example.org"
            timezone = "Europe/Berlin"
            keymap = "de(nodeadkeys)"
            ssh-authorized-keys = [
              "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHIwdAKZcBzicGM12J10RLXGtUSxN7W/dvPUU+Yq7aE+ ops@example.org",
              "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHIwdAKZcBzicGM12J10RLXGtUSxN7W/dvPUU+Yq7aE+",
            ]
            ntp-servers = ["ntp.example.org", "192.0.2.123"]
            [network]
            interface = "52:54:00:12:34:56"
            address = "192.0.2.10/24"
            gateway = "192.0.2.1"
            dns = ["192.0.2.53", "198.51.100.53"]
            [storage]
            system-disk = "/dev/nvme0n1"
            [xen]
            dom0-memory = "1536MiB"
            options = "iommu=verbose"
            [console]
            serial = "none"
            """);

    /** The disks of {@link #bios()} and of {@link #uefi()} when they are looked at again. */
    static final String LSBLK = """
            {"blockdevices": [
              {"path": "/dev/sda", "kname": "sda", "type": "disk", "size": 479962595328, "model": "INTEL SSDSC2KB48",
               "serial": "S-sda", "tran": "sata", "log-sec": 512, "pttype": "dos", "children": [
                 {"path": "/dev/sda1", "kname": "sda1", "type": "part", "fstype": "ext4", "label": "root"},
                 {"path": "/dev/sda2", "kname": "sda2", "type": "part", "fstype": "LVM2_member"}]},
              {"path": "/dev/sdb", "kname": "sdb", "type": "disk", "size": 2000381018112, "model": "ST2000NM0055",
               "serial": "S-sdb", "tran": "sata", "log-sec": 512},
              {"path": "/dev/nvme0n1", "kname": "nvme0n1", "type": "disk", "size": 255550554112,
               "model": "SAMSUNG MZVLB256", "serial": "S-nvme0n1", "tran": "nvme", "log-sec": 512}]}
            """;

    static final String PVS = """
            {"report": [{"pv": [{"pv_name": "/dev/sda2", "vg_name": "vg0",
              "vg_uuid": "cvQX1d-eLaQ-CNIx-J7Yw-UB5F-0CvM-LYaYQm", "pv_in_use": "1"}]}]}
            """;

    private static final List<String> IMAGES = List.of("live/10-dom0.squashfs", "live/20-domzero.squashfs");

    private Samples() {}

    static Answers answers(String text) {
        return AnswersParser.parse("answers.toml", text).answers();
    }

    /** The answers in the table of the network. */
    static Answers.Network network(String lines) {
        String text = """
                version = 1
                [host]
                hostname = "xen01"
                root-password-hash = "%s"
                [storage]
                system-disk = "/dev/sda"
                [network]
                """.formatted(HASH);
        return answers(text + lines).network();
    }

    /** The error that {@code call} ends with. */
    static UserError errorOf(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(UserError.class, call), "no error");
    }

    static Disk disk(String path, long gibibytes, String model, String transport, DiskContent... contents) {
        return new Disk(
                path,
                ByteSize.gibibytes(gibibytes),
                model,
                "S-" + path.substring("/dev/".length()),
                null,
                transport,
                false,
                false,
                false,
                512,
                List.of(),
                List.of(contents));
    }

    static NetworkCard card(String name, String mac, Link link) {
        return new NetworkCard(name, mac, "igb", link, null, null, true);
    }

    /** An old Linux server whose disks may be erased, booted by BIOS, with a serial console. */
    static InstallRequest bios() {
        Disk old = disk(
                "/dev/sda",
                447,
                "INTEL SSDSC2KB48",
                "sata",
                new DiskContent("/dev/sda", DiskContent.Layer.DISK, new Format.PartitionTable("dos"), null, List.of()),
                new DiskContent(
                        "/dev/sda1",
                        DiskContent.Layer.PARTITION,
                        new Format.Filesystem("ext4", "root", null),
                        null,
                        List.of()),
                new DiskContent(
                        "/dev/sda2",
                        DiskContent.Layer.PARTITION,
                        new Format.PhysicalVolume("vg0", "cvQX1d-eLaQ-CNIx-J7Yw-UB5F-0CvM-LYaYQm"),
                        null,
                        List.of()));
        return new InstallRequest(
                WITH_PASSWORD,
                new DiskChoice(old, List.of(disk("/dev/sdb", 1863, "ST2000NM0055", "sata"))),
                IDENTITIES,
                new Uplink.Card(card("eno1", MAC, Link.UP)),
                Firmware.BIOS,
                ByteSize.mebibytes(64_200),
                Optional.of(SerialPort.parse("com2,57600")),
                KeptOptions.of(new KernelCommandLine("boot=live nomodeset intel_iommu=off quiet")),
                manifest(),
                MEDIUM);
    }

    /** A new machine with one empty NVMe disk, booted by UEFI, without a serial console. */
    static InstallRequest uefi() {
        return new InstallRequest(
                WITH_KEYS,
                new DiskChoice(disk("/dev/nvme0n1", 238, "SAMSUNG MZVLB256", "nvme"), List.of()),
                IDENTITIES,
                new Uplink.Card(card("enp1s0", MAC, Link.UP)),
                Firmware.UEFI,
                ByteSize.mebibytes(15_900),
                Optional.empty(),
                KeptOptions.NONE,
                manifest(),
                MEDIUM);
    }

    /** {@link #bios()} with more lines under {@code [finish]}. */
    static InstallRequest withFinish(String lines) {
        InstallRequest bios = bios();
        return new InstallRequest(
                answers(AnswersWriter.write(bios.answers()).strip() + "\n" + lines + "\n"),
                bios.disks(),
                bios.identities(),
                bios.uplink(),
                bios.firmware(),
                bios.memory(),
                bios.serial(),
                bios.kept(),
                bios.manifest(),
                bios.medium());
    }

    static MediumManifest manifest() {
        return new MediumManifest(
                "1.2.3",
                "6.12.48+deb13-amd64",
                "4.20-amd64",
                IMAGES.stream().map(Samples::file).toList(),
                file("live/vmlinuz"),
                file("live/initrd.img"),
                file("domzero/xen.gz"),
                file("domzero/xen.efi"),
                null);
    }

    static MediumFile file(String path) {
        byte[] content = content(path);
        return new MediumFile(path, content.length, Sha256.of(content));
    }

    private static byte[] content(String path) {
        return ("this is " + path + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Puts the files of {@link #manifest()} under a directory. */
    static void writeMedium(Path directory) {
        manifest().files().forEach(file -> write(directory.resolve(file.path()), content(file.path())));
    }

    /** As openssl answers for the files of {@link #writeMedium}. */
    static RecordingCommandRunner withDigests(RecordingCommandRunner commands) {
        manifest()
                .files()
                .forEach(file -> commands.answer(
                        "openssl dgst -sha256 -r " + MEDIUM + "/" + file.path(),
                        file.sha256() + " *" + MEDIUM + "/" + file.path() + "\n"));
        return commands;
    }

    static Path write(Path file, String content) {
        return write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    private static Path write(Path file, byte[] content) {
        try {
            @Nullable Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything below a directory: paths, with what links lead to, and {@code !} before what only its owner reads. */
    static String tree(Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted().skip(1).toList()) {
                if (Files.isSymbolicLink(path)) {
                    text.append("  ").append(directory.relativize(path)).append(" -> ");
                    text.append(Files.readSymbolicLink(path)).append('\n');
                } else {
                    boolean open = Files.getPosixFilePermissions(path).stream()
                            .anyMatch(permission -> permission.name().startsWith("OTHERS"));
                    text.append(open ? "  " : "! ").append(directory.relativize(path));
                    text.append(Files.isDirectory(path) ? "/\n" : "\n");
                }
            }
        }
        return text.toString();
    }
}
