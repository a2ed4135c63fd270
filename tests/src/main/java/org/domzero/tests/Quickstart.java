package org.domzero.tests;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.domzero.tests.machine.BootSource;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Match;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.UserError;

/**
 * The second half of {@code ./quickstart}: installs a server with the ISO that the first half built, boots it and shows
 * it. {@code --elapsed SECONDS} is what the first half took, {@code --directory DIR} holds the ISO and gets the rest.
 */
public final class Quickstart {
    private static final String PASSWORD = "domzero";
    private static final String ANSWERS = """
            # What ./quickstart installs with; 'domzero answers example' explains every key.
            version = 1

            [host]
            hostname = "xen01.example.org"
            root-password = "domzero"

            [storage]
            system-disk = "/dev/vda"
            repository-disks = ["/dev/vdb"]
            """;
    private static final Duration LIVE_BOOT = Duration.ofMinutes(10);
    private static final Duration INSTALL = Duration.ofMinutes(20);
    private static final Duration HOST_BOOT = Duration.ofMinutes(10);
    private static final Duration COMMAND = Duration.ofMinutes(3);

    private final Path directory;
    private final long start;
    private final PrintStream out;
    private final CommandRunner commands = new ProcessCommandRunner();

    private Quickstart(Path directory, long elapsedSeconds, PrintStream out) {
        this.directory = directory;
        this.start = System.nanoTime() - Duration.ofSeconds(elapsedSeconds).toNanos();
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        long elapsed = 0;
        Path directory = Path.of("target", "quickstart");
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--elapsed" -> elapsed = Long.parseLong(arguments[i + 1]);
                case "--directory" -> directory = Path.of(arguments[i + 1]);
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
        Quickstart quickstart = new Quickstart(directory, elapsed, System.out);
        int status = 0;
        try {
            quickstart.run();
        } catch (UserError error) {
            System.err.println(error.render());
            status = 1;
        } catch (AssertionError unmet) {
            System.err.println("error: " + unmet.getMessage());
            System.err.println("  hint: what the machine said is in " + directory + "/*/serial.log");
            status = 1;
        }
        System.exit(status);
    }

    private void run() throws IOException {
        Path answers = directory.resolve("answers.toml");
        Files.writeString(answers, ANSWERS);
        Path disk = sparse("disk.raw", ByteSize.gibibytes(20));
        Path disk2 = sparse("disk2.raw", ByteSize.gibibytes(8));
        MachineSpec server = MachineSpec.named("server")
                .withDisk(Disk.raw(disk))
                .withDisk(Disk.raw(disk2))
                .withNic(Nic.user("52:54:00:d0:00:01"));

        phase("put the answers into a copy of the ISO");
        Path unattended = directory.resolve("unattended.iso");
        commands.run(Command.of(
                "./domzero",
                "iso",
                "customize",
                directory.resolve("domzero.iso").toString(),
                "--answers",
                answers.toString(),
                "--output",
                unattended.toString()));
        phase("boot the ISO in QEMU; everything from here on comes over the serial line");
        try (Machine machine = server.withName("install")
                .withMedium(Medium.cdrom(unattended))
                .withoutReboot()
                .start(fresh("install"))) {
            machine.serial().expect("answers: ", LIVE_BOOT);
            follow(machine);
            machine.awaitPowerOff(COMMAND);
        }
        phase("boot the installed disk");
        try (Machine machine =
                server.withName("host").withBootOrder(BootSource.DISK).start(fresh("host"))) {
            machine.serial().expect("Xen ", HOST_BOOT);
            Shell shell = machine.serial().login("root", PASSWORD, HOST_BOOT);
            phase("logged in");
            show(shell);
            shell.run("poweroff", COMMAND);
            machine.awaitPowerOff(COMMAND);
        }
        joinSerialLogs();
        Files.delete(unattended);
        farewell();
    }

    /** Repeats the installer's own phases as they come. */
    private void follow(Machine machine) {
        Pattern phase = Pattern.compile("\\[ *[\\d.]+ s] (\\d+/\\d+ [^\n]+)\n");
        Pattern end = Pattern.compile("installed; next: ");
        Pattern error = Pattern.compile("error: [^\n]*\n[^\n]*\n");
        while (true) {
            Match match = machine.serial().expectAny(List.of(phase, end, error), INSTALL);
            if (match.pattern() == 1) {
                return;
            }
            if (match.pattern() == 2) {
                throw new AssertionError("the install was refused or failed: " + match.text());
            }
            phase("  " + String.valueOf(match.group(1)).strip());
        }
    }

    private void show(Shell shell) {
        out.println();
        show(shell, "Xen", "xl info | grep -E '^(host|release|xen_version|virt_caps|total_memory|free_memory)'");
        show(shell, "Partitions", "lsblk -o NAME,SIZE,FSTYPE,PARTLABEL,MOUNTPOINTS");
        show(shell, "Storage repository", "vgs");
        show(shell, "Slot", "findmnt -no PARTLABEL /");
    }

    private void show(Shell shell, String title, String command) {
        out.println(title);
        shell.run(command, COMMAND).orFail().strip().lines().forEach(line -> out.println("  " + line.stripTrailing()));
        out.println();
    }

    private void farewell() {
        out.println("A Xen host in " + directory + ": domzero.iso, answers.toml, disk.raw, disk2.raw, serial.log");
        out.println();
        out.println("To boot it by hand (root's password is \"" + PASSWORD + "\"; Ctrl-A X ends it):");
        out.println("  qemu-system-x86_64 -machine q35 -m 2048 -smp 2 -accel tcg,thread=multi \\");
        out.println("    -cpu " + MachineSpec.CPU + " -nographic \\");
        out.println("    -drive file=" + directory + "/disk.raw,format=raw,if=virtio \\");
        out.println("    -drive file=" + directory + "/disk2.raw,format=raw,if=virtio \\");
        out.println("    -nic user,model=virtio-net-pci,mac=52:54:00:d0:00:01");
        out.println("To write the ISO to a USB stick (everything on the stick is lost; lsblk tells its name):");
        out.println("  sudo dd if=" + directory + "/domzero.iso of=/dev/sdX bs=4M conv=fsync status=progress");
    }

    private void phase(String title) {
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        out.println(String.format(Locale.ROOT, "[%5d s] %s", seconds, title));
        out.flush();
    }

    private Path sparse(String name, ByteSize size) throws IOException {
        Path path = directory.resolve(name);
        Files.deleteIfExists(path);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size.bytes());
        }
        return path;
    }

    /** A machine's folder without what an earlier run left in it. */
    private Path fresh(String name) throws IOException {
        Path folder = directory.resolve(name);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
        return folder;
    }

    private void joinSerialLogs() throws IOException {
        Path log = directory.resolve("serial.log");
        Files.copy(directory.resolve("install").resolve("serial.log"), log, StandardCopyOption.REPLACE_EXISTING);
        Files.write(
                log, Files.readAllBytes(directory.resolve("host").resolve("serial.log")), StandardOpenOption.APPEND);
    }
}
