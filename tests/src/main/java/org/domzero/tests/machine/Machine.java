package org.domzero.tests.machine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** A machine that runs, until it is closed or this program ends. */
public final class Machine implements AutoCloseable {
    /** How often a machine that is to end is looked at, as it may panic instead. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final MachineSpec spec;
    private final Path directory;
    private final MachineFiles files;
    private final Process process;
    private final Qmp qmp;
    private final List<SerialLine> serialLines;
    private final Thread atExit;

    private Machine(
            MachineSpec spec, Path directory, MachineFiles files, Process process, Qmp qmp, List<SerialLine> lines) {
        this.spec = spec;
        this.directory = directory;
        this.files = files;
        this.process = process;
        this.qmp = qmp;
        this.serialLines = List.copyOf(lines);
        this.atExit = new Thread(() -> end(process), "ends " + spec.name());
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static Machine start(MachineSpec spec, Path folder) {
        Path directory = folder.toAbsolutePath();
        try {
            Files.createDirectories(directory);
            MachineFiles files = prepare(spec, directory);
            try (CallSockets sockets = new CallSockets(files, spec.serialPorts())) {
                Process process = launch(spec.commandLine(files), directory);
                // QEMU that ends at once, for a wrong argument, never calls.
                CompletableFuture<Void> unused = process.onExit().thenRun(sockets::giveUp);
                return connect(spec, directory, files, process, sockets);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Machine connect(
            MachineSpec spec, Path directory, MachineFiles files, Process process, CallSockets sockets)
            throws IOException {
        try {
            SocketChannel monitor = sockets.monitor();
            List<SerialLine> lines = new ArrayList<>();
            for (int port = 0; port < spec.serialPorts(); port++) {
                Path log = directory.resolve("serial" + (port == 0 ? "" : port) + ".log");
                lines.add(new SerialLine(sockets.serial(port), log));
            }
            return new Machine(spec, directory, files, process, new Qmp(monitor), lines);
        } catch (ClosedChannelException | UnmetExpectation qemuEnded) {
            end(process);
            Path log = qemuLog(directory);
            throw UserError.failed(
                    "QEMU did not start \"" + spec.name() + "\"",
                    "it said: " + lastLine(log) + " (all of it is in " + log + ")",
                    qemuEnded);
        }
    }

    private static MachineFiles prepare(MachineSpec spec, Path directory) throws IOException {
        Path variables = directory.resolve("variables.qcow2");
        Path code = null;
        if (spec.firmware() == Firmware.UEFI) {
            UefiFirmware firmware = UefiFirmware.find();
            code = firmware.code();
            if (!Files.exists(variables)) {
                copyVariables(spec.variables(), firmware.variables(), variables);
            }
        }
        return new MachineFiles(Files.createTempDirectory("domzero-"), code, variables);
    }

    private static void copyVariables(@Nullable Path kept, Path fresh, Path to) throws IOException {
        if (kept != null) {
            Files.copy(kept, to);
        } else {
            new ProcessCommandRunner()
                    .run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", fresh.toString(), to.toString());
        }
    }

    private static Process launch(List<String> argv, Path directory) throws IOException {
        Path log = qemuLog(directory);
        Files.writeString(log, Command.of(argv).line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw UserError.failed(
                    argv.get(0) + " could not be started: " + e.getMessage(), "install the package qemu-system-x86", e);
        }
    }

    public MachineSpec spec() {
        return spec;
    }

    /** Where its logs are. */
    public Path directory() {
        return directory;
    }

    /** Its first serial port. */
    public SerialLine serial() {
        return serial(0);
    }

    /** A serial port, counted from 0. */
    public SerialLine serial(int port) {
        return serialLines.get(port);
    }

    public Qmp qmp() {
        return qmp;
    }

    /** A UEFI machine's NVRAM, for {@link MachineSpec#withVariables}; complete once the machine has ended. */
    public Path variables() {
        return files.variables();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Writes what its screen shows to {@code screenshot.png} in its folder. */
    public Path screenshot() {
        Path png = directory.resolve("screenshot.png");
        qmp.screendump(png);
        return png;
    }

    /**
     * Waits until QEMU has ended because the guest switched the machine off, or reset one {@link
     * MachineSpec#withoutReboot() without reboot}.
     *
     * @throws UnmetExpectation when it still runs after {@code limit}
     */
    public void awaitPowerOff(Duration limit) {
        try {
            long end = System.nanoTime() + limit.toNanos();
            while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                for (SerialLine line : serialLines) {
                    if (line.hasPanicked()) {
                        throw line.unmet("a panic came while waiting for the end of " + spec.name());
                    }
                }
                if (System.nanoTime() > end) {
                    throw serial().unmet(spec.name() + " still runs after " + limit.toSeconds() + " s");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw serial().unmet("interrupted while waiting for the end of " + spec.name());
        }
    }

    /**
     * Cuts its power: what the guest gave a disk to write, and has not had it flush, may be lost. The images stay
     * readable, and can be disks of another machine at once.
     */
    public void cutPower() {
        process.destroyForcibly();
        awaitPowerOff(GRACE);
    }

    /** Ends it as a power cut does, but with the images in order. */
    @Override
    public void close() {
        end(process);
        serialLines.forEach(SerialLine::close);
        qmp.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            // It has done its work by then, or is about to find nothing left to do.
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path qemuLog(Path directory) {
        return directory.resolve("qemu.log");
    }

    private static String lastLine(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
    }
}
