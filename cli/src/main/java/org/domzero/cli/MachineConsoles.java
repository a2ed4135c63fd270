package org.domzero.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.domzero.installer.facts.FirmwareConsole;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.SerialPort;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * All consoles of the machine: those that the kernel was given, the screen and every serial line, and the one that the
 * firmware uses. An unattended run is watched from any of them.
 */
final class MachineConsoles implements Consumer<String> {
    private static final Path ACTIVE = Path.of("/sys/class/tty/console/active");

    private final List<Path> devices;
    private final @Nullable SerialPort another;

    private MachineConsoles(List<Path> devices, @Nullable SerialPort another) {
        this.devices = devices;
        this.another = another;
    }

    static MachineConsoles active(CommandRunner commands) {
        FirmwareConsole firmware = MachineFacts.firmwareConsole(Path.of("/"));
        MachineConsoles consoles = of(kernels(), firmware == null ? null : firmware.port());
        if (consoles.another != null) {
            // Linux has not set it up: it is no console of its own.
            attempt(
                    commands,
                    Command.of(
                            "stty",
                            "-F",
                            "/dev/" + consoles.another.linuxDevice(),
                            String.valueOf(consoles.another.speed()),
                            "cs8",
                            "-parenb",
                            "-cstopb",
                            "-crtscts",
                            "clocal"));
        }
        return consoles;
    }

    /** @param kernels the names of the kernel's consoles, below {@code /dev} */
    static MachineConsoles of(List<String> kernels, @Nullable SerialPort firmware) {
        List<String> names = new ArrayList<>(kernels);
        boolean known = firmware == null || kernels.contains(firmware.linuxDevice());
        if (firmware != null && !known) {
            names.add(firmware.linuxDevice());
        }
        return new MachineConsoles(
                names.stream().map(name -> Path.of("/dev", name)).toList(), known ? null : firmware);
    }

    private static List<String> kernels() {
        try {
            return Arrays.asList(Files.readString(ACTIVE).strip().split("\\s+"));
        } catch (IOException noConsoles) {
            return List.of("console");
        }
    }

    List<Path> devices() {
        return devices;
    }

    /** The kernel's consoles get their shells from systemd; so does the firmware's, when somebody asks for it. */
    void offerShell(CommandRunner commands) {
        if (another != null) {
            attempt(
                    commands,
                    Command.of(
                            "systemctl", "--no-block", "start", "serial-getty@" + another.linuxDevice() + ".service"));
        }
    }

    /** A console more is a bonus: that it cannot be had must not hide how the run ended. */
    private static void attempt(CommandRunner commands, Command command) {
        try {
            commands.tryRun(command);
        } catch (UserError notThere) {
            // The other consoles are still there.
        }
    }

    @Override
    public void accept(String line) {
        for (Path device : devices) {
            try {
                // The carriage return ends whatever the kernel has left unfinished on that line.
                Files.writeString(device, "\r" + line + "\r\n", StandardCharsets.UTF_8, StandardOpenOption.WRITE);
            } catch (IOException gone) {
                // A serial line that nobody holds any more must not stop the install.
            }
        }
    }
}
