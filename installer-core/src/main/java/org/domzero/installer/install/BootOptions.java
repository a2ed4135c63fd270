package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.installer.answers.Dom0Memory;
import org.domzero.installer.boot.CommandLines;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.SerialPort;

/** The command lines of a new host. */
final class BootOptions {
    private static final ByteSize SMALL_HOST = ByteSize.gibibytes(4);

    private BootOptions() {}

    /** Without {@code root=}, which follows from the slot. */
    static CommandLines of(
            Dom0Memory memory,
            ByteSize machine,
            Optional<SerialPort> serial,
            String extraXenOptions,
            KeptOptions kept) {
        long mebibytes = dom0Memory(memory, machine).mebibytes();
        List<String> xen = new ArrayList<>();
        // Without a maximum of its own, dom0 sets up tables for all of the machine's memory and pays for them.
        xen.add("dom0_mem=" + mebibytes + "M,max:" + mebibytes + "M");
        xen.add("ucode=scan");
        serial.ifPresent(port -> xen.add(port.xenName() + "=" + port.xenSettings()));
        xen.add(serial.map(port -> "console=" + port.xenName() + ",vga").orElse("console=vga"));
        xen.addAll(kept.forXenBeside(extraXenOptions));
        if (!extraXenOptions.isBlank()) {
            xen.add(extraXenOptions.strip());
        }
        // systemd would mount the boot partition by its GPT type, at a place of its choice; fstab does it.
        List<String> linux = new ArrayList<>(List.of("ro", "systemd.gpt_auto=0", "console=tty0"));
        if (serial.isPresent()) {
            linux.add("console=hvc0");
        }
        linux.addAll(kept.linux());
        return new CommandLines(String.join(" ", xen), String.join(" ", linux));
    }

    /** Classic 752 MiB on a host under 4 GiB; else 1024 MiB and a twentieth of the memory, at most 8 GiB. */
    static ByteSize dom0Memory(Dom0Memory choice, ByteSize machine) {
        if (choice instanceof Dom0Memory.Fixed fixed) {
            return fixed.size();
        }
        // Firmware keeps some memory to itself: what is sold as 4 GiB shows as a little less.
        if (machine.compareTo(new ByteSize(
                        SMALL_HOST.bytes() - ByteSize.mebibytes(256).bytes()))
                < 0) {
            return ByteSize.mebibytes(752);
        }
        return ByteSize.mebibytes(Math.min(8192, 1024 + machine.mebibytes() / 20));
    }
}
