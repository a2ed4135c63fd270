package org.domzero.tests.scenarios;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.tests.Lab;
import org.domzero.toolkit.ByteSize;

/** Disks with something on them, made on this machine, as qcow2 images in the scenario's folder. */
final class DiskImages {
    private DiskImages() {}

    /** What somebody's disk looks like: a filesystem, labelled {@code payroll}, with files on it. */
    static Path payroll(Lab lab) throws IOException {
        Path raw = sparse(lab, "payroll", ByteSize.gibibytes(12));
        Path files = Files.createDirectory(lab.directory().resolve("payroll"));
        Files.writeString(files.resolve("salaries.csv"), "name,salary\n".repeat(10_000));
        lab.commands().run("mke2fs", "-q", "-t", "ext4", "-L", "payroll", "-d", files.toString(), raw.toString());
        // As after a power cut: whoever mounts it, even read-only, replays its journal and so writes to the disk.
        lab.commands().run("debugfs", "-w", "-R", "feature needs_recovery", raw.toString());
        return qcow2(lab, raw);
    }

    /** A disk that a database or a virtual machine writes to as it likes: no program knows what that is. */
    static Path unknown(Lab lab) throws IOException {
        Path raw = sparse(lab, "unknown", ByteSize.gibibytes(12));
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            file.seek(16_384);
            file.write("table space 0001".getBytes(StandardCharsets.US_ASCII));
        }
        return qcow2(lab, raw);
    }

    /** A small volume with a label and nothing on it. */
    static Path labelled(Lab lab, String name, String label) throws IOException {
        Path raw = sparse(lab, name, ByteSize.mebibytes(4));
        lab.commands().run("mke2fs", "-q", "-t", "ext2", "-L", label, raw.toString());
        return qcow2(lab, raw);
    }

    private static Path sparse(Lab lab, String name, ByteSize size) throws IOException {
        Path raw = lab.directory().resolve(name + ".raw");
        try (RandomAccessFile file = new RandomAccessFile(raw.toFile(), "rw")) {
            file.setLength(size.bytes());
        }
        return raw;
    }

    private static Path qcow2(Lab lab, Path raw) throws IOException {
        Path image = Path.of(raw.toString().replace(".raw", ".qcow2"));
        lab.commands().run("qemu-img", "convert", "-O", "qcow2", raw.toString(), image.toString());
        Files.delete(raw);
        return image;
    }
}
