package org.domzero.installer.finish;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.installer.facts.Processor;
import org.domzero.installer.facts.Product;
import org.domzero.installer.facts.Virtualization;
import org.domzero.partitioner.Disk;
import org.domzero.partitioner.DiskContent;
import org.domzero.partitioner.Format;
import org.domzero.partitioner.StorageRepository;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** A machine that carries a domzero host, and its answers. */
final class Machines {
    static final StorageRepository REPOSITORY =
            new StorageRepository(UUID.fromString("0f3c6a2e-7d5b-4c11-9a57-2f0f6f0a9d10"));
    static final String HASH =
            "$6$zaMjnFZaNLx3bp8c$TuH/5NMSGfHVhfDRUFPPj8fJrScJRM6y6L0.89rdFS8ZBnrc6U2W61RURwP0NyvEunVKzxXZvs/BJO8mUwKUM1";
    static final String SCRIPT = "#!/bin/sh\ncurl -H 'Authorization: Bearer t0ken' https://cm.example.org/join\n";
    static final String WEBHOOK = "https://ops:s3cr3t@deploy.example.org:8443/hook/T0KEN?x=1";

    static final String EXTLINUX = """
            serial 0 115200
            default a
            label a
              menu label Xen, slot A
              kernel mboot.c32
              append /a/xen.gz dom0_mem=752M console=com1,vga --- /a/vmlinuz root=UUID=1 ro --- /a/initrd.img
            """;

    private Machines() {}

    static Answers answers(String finish) {
        return AnswersParser.parse("answers.toml", """
                version = 1
                [host]
                hostname = "xen01"
                root-password-hash = "%s"
                [storage]
                system-disk = "/dev/sda"
                [finish]
                %s
                """.formatted(HASH, finish)).answers();
    }

    static Answers answers() {
        return answers("script = '''\n" + SCRIPT + "'''\nwebhook = \"" + WEBHOOK + "\"\n");
    }

    static MachineFacts facts(Firmware firmware, @Nullable String bootMedium, Disk... disks) {
        return new MachineFacts(
                new Product("Example", "Server", "S1"),
                firmware,
                false,
                new Processor("AMD EPYC", 8, true, Virtualization.SVM),
                ByteSize.gibibytes(64),
                bootMedium,
                false,
                null,
                List.of(new NetworkCard("eno1", "52:54:00:12:34:56", "igb", Link.UP, null, null, true)),
                List.of(disks));
    }

    static Disk systemDisk(String path, StorageRepository repository) {
        return disk(
                path,
                partition(path + "1", new Format.Filesystem("vfat", "DOMZEROBOOT", "1A2B-3C4D"), "domzero-boot"),
                partition(path + "2", new Format.Filesystem("ext4", "domzero-a", null), "domzero-a"),
                partition(path + "4", new Format.PhysicalVolume(repository.vgName(), "x"), "domzero-sr"));
    }

    static Disk disk(String path, DiskContent... contents) {
        return new Disk(
                path,
                ByteSize.gibibytes(100),
                "Model",
                "S1",
                null,
                "sata",
                false,
                false,
                false,
                512,
                List.of(),
                List.of(contents));
    }

    static DiskContent partition(String device, Format format, @Nullable String label) {
        return new DiskContent(device, DiskContent.Layer.PARTITION, format, label, List.of());
    }

    /** The boot partition of a host, where it is going to be mounted under {@code root}. */
    static Path bootPartition(Path root) {
        Path boot = root.resolve("run/domzero/boot");
        write(boot.resolve("extlinux/extlinux.conf"), EXTLINUX);
        write(boot.resolve("a/vmlinuz"), "linux");
        write(boot.resolve("a/initrd.img"), "initrd");
        write(boot.resolve("a/xen.efi"), "xen");
        write(boot.resolve("EFI/systemd/systemd-bootx64.efi"), "systemd-boot");
        write(boot.resolve("loader/entries/domzero-a.conf"), "title Xen, slot A\nefi /a/xen.efi\n");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("xen".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(boot.resolve("a/xen.gz"), packed.toByteArray());
        return boot;
    }

    static Path write(Path file, String content) {
        return write(file, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static Path write(Path file, byte[] content) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(String resource) {
        try {
            return Files.readString(Path.of("src/test/resources/finish", resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static UserError errorOf(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(UserError.class, call), "no error");
    }
}
