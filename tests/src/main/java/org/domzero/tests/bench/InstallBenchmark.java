package org.domzero.tests.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ProcessCommandRunner;

/**
 * Installs unattended in 1 GiB from a CD, and then has the same machine unpack the same images to the same disk with
 * nothing around it, and write as many bytes. Arguments: the ISO, and a directory for what it makes.
 */
public final class InstallBenchmark {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "bench"
            root-password = "bench"
            [storage]
            system-disk = "/dev/vda"
            existing-data = "erase"
            [finish]
            action = "shell"
            """;
    /** The unit's main process is the program. */
    private static final String STARTED = "date +%s%3N"
            + " -d \"$(systemctl show --timestamp=us -P ExecMainStartTimestamp domzero-installer.service)\"";
    /** Slot B has the size of slot A, and an install leaves it empty. */
    private static final String REFERENCE = """
            set -e
            images="/run/live/medium/live/10-dom0.squashfs /run/live/medium/live/20-domzero.squashfs"
            now() { date +%s%3N; }
            fresh() {
                umount /mnt 2>/dev/null || true
                mkfs.ext4 -q -F /dev/vda3
                mount /dev/vda3 /mnt
                sync
                echo 3 > /proc/sys/vm/drop_caches
            }
            fresh
            begin=$(now)
            for image in $images; do unsquashfs -force -quiet -no-progress -dest /mnt $image; done
            echo unpacked $(($(now) - begin))
            sync -f /mnt
            echo unpacked-and-synced $(($(now) - begin))
            megabytes=$(du -sm /mnt | cut -f1)
            umount /mnt
            echo megabytes $megabytes
            echo 3 > /proc/sys/vm/drop_caches
            begin=$(now)
            dd if=/dev/zero of=/dev/vda3 bs=1M count=$megabytes conv=fsync status=none
            echo raw-write $(($(now) - begin))
            """;

    private final PrintStream out;
    private final Path iso;
    private final Path directory;
    /** When the kernel said its first line, of {@link System#nanoTime}. */
    private long kernel;

    /** From the program's start to ready, in milliseconds. */
    private long install;

    private InstallBenchmark(PrintStream out, Path iso, Path directory) {
        this.out = out;
        this.iso = iso;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException {
        new InstallBenchmark(System.out, Path.of(arguments[0]), Path.of(arguments[1])).run();
        System.exit(0);
    }

    private void run() throws IOException {
        CommandRunner commands = new ProcessCommandRunner();
        Path work = Files.createTempDirectory(Files.createDirectories(directory), "run-");
        Path answers = work.resolve("answers.toml");
        Files.writeString(answers, ANSWERS);
        Path unattended = work.resolve("unattended.iso");
        commands.run(Command.of(
                "./domzero",
                "iso",
                "customize",
                iso.toString(),
                "--answers",
                answers.toString(),
                "--output",
                unattended.toString()));
        Path disk = work.resolve("disk.qcow2");
        commands.run("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "20G");
        try (Machine machine = MachineSpec.named("bench")
                .withMemory(ByteSize.gibibytes(1))
                .withMedium(Medium.cdrom(unattended))
                .withDisk(Disk.qcow2(disk))
                .withNic(Nic.user("52:54:00:be:0c:01"))
                .start(work.resolve("machine"))) {
            machine.serial().expect("Linux version ", LIMIT);
            kernel = System.nanoTime();
            machine.serial().expect("answers: ", LIMIT);
            row("kernel to the installer's first line", millis(kernel));
            long installing = System.nanoTime();
            machine.serial().expect("installed; next: a shell", LIMIT);
            row("installer's first line to ready", millis(installing));
            row("kernel to ready", millis(kernel));
            machine.serial().expect("root@domzero-live", LIMIT);
            measureInside(machine.serial().shell());
        }
        Files.delete(unattended);
        Files.delete(disk);
    }

    private void measureInside(Shell shell) {
        shell.run("dmesg -n 1", LIMIT);
        long started = Long.parseLong(shell.run(STARTED, LIMIT).orFail().strip());
        phases(
                started,
                shell.run("grep -v fraction /var/log/domzero/journal.jsonl | grep -v step", LIMIT)
                        .orFail());
        out.println();
        String peak = shell.run("systemctl show -P MemoryPeak domzero-installer.service", LIMIT)
                .output()
                .strip();
        out.println("peak memory of the installer, page cache and all: " + peak + " bytes");
        out.println();
        out.println("the same machine, nothing around it");
        shell.runScript(REFERENCE, LIMIT).orFail().lines().forEach(line -> {
            String[] words = line.strip().split(" ");
            if (words.length == 2 && words[1].matches("\\d+")) {
                if (words[0].equals("megabytes")) {
                    out.println("  (" + words[1] + " MiB)");
                } else {
                    row(words[0], Long.parseLong(words[1]));
                    if (words[0].equals("unpacked-and-synced")) {
                        out.println(String.format(
                                Locale.ROOT,
                                "  program's start to ready is %.2f times that",
                                (double) install / Long.parseLong(words[1])));
                    }
                }
            }
        });
    }

    /**
     * From one phase of the journal to the next; messages before the first phase are the looking and the deciding.
     *
     * @param started when the program was, in milliseconds since 1970
     */
    private void phases(long started, String journal) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("until the program was started", started));
        for (String line : journal.lines().filter(l -> l.startsWith("{")).toList()) {
            JsonObject event = JsonParser.parseString(line).getAsJsonObject();
            long time = event.get("time").getAsLong();
            String kind = event.get("event").getAsString();
            if (kind.equals("phase")) {
                stages.add(new Stage(event.get("title").getAsString(), time));
            } else if (event.get("text").getAsString().startsWith("installed")
                    || !stages.get(stages.size() - 1).phase()) {
                String text = event.get("text").getAsString();
                stages.add(new Stage("until \"" + text.substring(0, Math.min(text.length(), 40)) + "\"", time));
            }
        }
        for (int i = 0; i + 1 < stages.size(); i++) {
            Stage stage = stages.get(i);
            Stage next = stages.get(i + 1);
            row("  " + (stage.phase() ? stage.title() : next.title()), next.time() - stage.time());
        }
        install = stages.get(stages.size() - 1).time() - started;
        row("program's start to ready", install);
    }

    private record Stage(String title, long time) {
        boolean phase() {
            return !title.startsWith("until ");
        }
    }

    private void row(String what, long milliseconds) {
        out.println(String.format(Locale.ROOT, "%-60s %7.1f s", what, milliseconds / 1000.0));
        out.flush();
    }

    private static long millis(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis();
    }
}
