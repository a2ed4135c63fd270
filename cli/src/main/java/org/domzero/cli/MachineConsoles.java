package org.domzero.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * All consoles that the kernel was given, the screen and every serial line: an unattended run is watched from any of
 * them.
 */
final class MachineConsoles implements Consumer<String> {
    private static final Path ACTIVE = Path.of("/sys/class/tty/console/active");

    private final List<Path> devices;

    private MachineConsoles(List<Path> devices) {
        this.devices = devices;
    }

    static MachineConsoles active() {
        try {
            return new MachineConsoles(
                    Arrays.stream(Files.readString(ACTIVE).strip().split("\\s+"))
                            .map(name -> Path.of("/dev", name))
                            .toList());
        } catch (IOException noConsoles) {
            return new MachineConsoles(List.of(Path.of("/dev/console")));
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
