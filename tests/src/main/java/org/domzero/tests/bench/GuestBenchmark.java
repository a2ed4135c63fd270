package org.domzero.tests.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.domzero.tests.machine.BootSource;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.scenarios.GuestDisk;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ProcessCommandRunner;

/**
 * Creates and clones guests with a disk of 4 GiB on an installed host, and has {@code dd} write and copy the same bytes on
 * the same disk. Arguments: the directory that bios-install has left, and one for what this makes.
 */
public final class GuestBenchmark {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** A third of the guest's disk is data, which no disk and no program can shorten; the rest is zeros. */
    private static final String MEASURE = GuestDisk.FUNCTION + """
            set -e
            domzero sr create bench /dev/vdc > /dev/null
            domzero sr default bench > /dev/null
            group=$(pvs --noheadings -o vg_name /dev/vdc1 | tr -d ' ')
            now() { date +%s%3N; }
            timed() {
                what=$1
                shift
                sync
                begin=$(now)
                "$@" > /dev/null
                echo "$what $(($(now) - begin))"
            }
            domzero vm list > /dev/null
            # The emulated disk grows while it is written for the first time, which is no business of anybody here.
            lvcreate -q -y -Wn -n all -l 100%FREE $group > /dev/null
            dd if=/dev/zero of=/dev/$group/all bs=4M oflag=direct status=none 2> /dev/null || true
            lvremove -q -y $group/all > /dev/null
            lvcreate -q -y -Wn -n a -L 4G $group > /dev/null
            lvcreate -q -y -Wn -n b -L 4G $group > /dev/null
            timed dd-zeros dd if=/dev/zero of=/dev/$group/a bs=4M count=1024 oflag=direct conv=fsync status=none
            timed lvcreate lvcreate -q -y -Wn -n c -L 4G $group
            lvremove -q -y $group/c > /dev/null
            timed create domzero vm create one --disk 4GiB
            timed list domzero vm list
            openssl enc -aes-128-ctr -pass pass:bench -nosalt -in /dev/zero 2> /dev/null \\
                | dd of=$(disk one) bs=4M count=340 iflag=fullblock oflag=direct status=none
            timed dd-copy dd if=$(disk one) of=/dev/$group/b bs=4M iflag=direct oflag=direct conv=fsync status=none
            timed clone domzero vm clone one two
            timed delete domzero vm delete two --yes
            timed dd-copy dd if=$(disk one) of=/dev/$group/b bs=4M iflag=direct oflag=direct conv=fsync status=none
            timed clone domzero vm clone one three
            cmp $(disk one) $(disk three)
            """;

    private GuestBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        run(System.out, Path.of(arguments[0]).toAbsolutePath(), Path.of(arguments[1]));
        System.exit(0);
    }

    private static void run(PrintStream out, Path installed, Path directory) throws IOException {
        CommandRunner commands = new ProcessCommandRunner();
        Path work = Files.createTempDirectory(Files.createDirectories(directory), "guests-")
                .toAbsolutePath();
        Path disk = work.resolve("bench.qcow2");
        commands.run("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "21G");
        try (Machine machine = MachineSpec.named("bench")
                .withMemory(ByteSize.gibibytes(2))
                .withDisk(
                        Disk.qcow2(overlay(commands, work, installed, "system")).withSerial("SYSTEM1"))
                .withDisk(Disk.qcow2(overlay(commands, work, installed, "repository"))
                        .withSerial("REPO1"))
                .withDisk(Disk.qcow2(disk))
                .withBootOrder(BootSource.DISK)
                .start(work.resolve("machine"))) {
            Shell shell = machine.serial().login("root", "Ten-minutes-2-Xen", LIMIT);
            out.println("a guest with a disk of 4 GiB");
            shell.runScript(MEASURE, LIMIT).orFail().lines().forEach(line -> {
                String[] words = line.strip().split(" ");
                if (words.length == 2 && words[1].matches("\\d+")) {
                    out.println(
                            String.format(Locale.ROOT, "%-20s %7.1f s", words[0], Long.parseLong(words[1]) / 1000.0));
                }
            });
        }
        Files.delete(disk);
    }

    private static Path overlay(CommandRunner commands, Path work, Path installed, String name) {
        Path image = work.resolve(name + ".qcow2");
        Disk.overlay(image, installed.resolve(name + ".qcow2"), commands);
        return image;
    }
}
