package org.domzero.iso;

import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.SerialPort;

/**
 * The medium's boot menu, written once for ISOLINUX (BIOS) and once for GRUB (UEFI), on the screen and on COM1 at once.
 *
 * @param entries in the order they are shown; the first is the default
 * @param version shown in the title
 */
record BootMenu(List<Entry> entries, String version) {
    private static final int SECONDS = 5;
    /**
     * {@code boot=live} starts live-boot in the initrd; {@code live-media=} keeps it from looking for the medium on the
     * machine's disks. Clearing every page as it is handed out protects a system with
     * users from each other; here it only makes each boot slower, by 20 s on an emulated machine.
     */
    private static final String LIVE =
            "boot=live live-media=/dev/disk/by-label/" + IsoBuild.VOLUME + " init_on_alloc=0";

    /**
     * Before it, consoles are only a guess: the firmware's own serial console goes before them. Options added to the
     * entry come after it, and a {@code console=} among them is meant.
     */
    private static final String GUESSED = " domzero.console=auto";

    BootMenu {
        entries = List.copyOf(entries);
    }

    /** What an entry starts. */
    enum Kernel {
        /** The live system. */
        LIVE("/live/"),
        /** That for 32-bit machines, all of which start by BIOS. */
        LEGACY("/legacy/");

        private final String directory;

        Kernel(String directory) {
            this.directory = directory;
        }
    }

    /**
     * @param id a word, unique in the menu
     * @param options for Linux
     */
    record Entry(String id, String title, String options, Kernel kernel) {
        /** One that starts the live system. */
        Entry(String id, String title, String options) {
            this(id, title, options, Kernel.LIVE);
        }
    }

    /**
     * Linux's last {@code console=} is where {@code /dev/console} leads; the installer writes to all of them. The first
     * entry takes the first serial port along, so that a machine without a screen shows something whatever is chosen.
     *
     * @param legacy whether the medium has the system for 32-bit machines
     */
    static BootMenu domzero(String version, boolean legacy) {
        SerialPort com1 = SerialPort.COM1;
        SerialPort com2 = new SerialPort(2, com1.speed(), com1.mode());
        List<Entry> entries = new ArrayList<>(List.of(
                new Entry("install", "Install", LIVE + consoles(com1, "tty0") + GUESSED),
                new Entry("install-com1", "Install, console on COM1", LIVE + consoles("tty0", com1)),
                new Entry("install-com2", "Install, console on COM2", LIVE + consoles("tty0", com2)),
                new Entry(
                        "clone",
                        "Clone this machine to a Xen host",
                        LIVE + consoles(com1, "tty0") + " domzero.mode=clone")));
        if (legacy) {
            entries.add(new Entry(
                    "p2v-legacy",
                    "Clone this 32-bit machine to a Xen host",
                    "quiet" + consoles(com1, "tty0"),
                    Kernel.LEGACY));
        }
        entries.add(new Entry("rescue", "Rescue shell", LIVE + consoles(com1, "tty0") + " domzero.mode=rescue"));
        return new BootMenu(entries, version);
    }

    private static String consoles(Object first, Object last) {
        return " console=" + name(first) + " console=" + name(last);
    }

    private static String name(Object console) {
        return console instanceof SerialPort port ? port.linuxConsole() : console.toString();
    }

    /** {@code isolinux.cfg}, in the syntax of SYSLINUX's configuration file. */
    String isolinux() {
        StringBuilder text = new StringBuilder("serial 0 115200\n"); // SYSLINUX wants this one first
        text.append("ui menu.c32\nprompt 0\ntimeout ").append(SECONDS * 10).append('\n');
        text.append("menu title domzero ").append(version).append('\n');
        text.append("default ").append(entries.get(0).id()).append('\n');
        for (Entry entry : entries) {
            text.append("\nlabel ").append(entry.id()).append('\n');
            text.append("  menu label ").append(entry.title()).append('\n');
            String directory = entry.kernel().directory;
            text.append("  kernel ").append(directory).append("vmlinuz\n");
            text.append("  append initrd=")
                    .append(directory)
                    .append("initrd.img ")
                    .append(entry.options())
                    .append('\n');
        }
        return text.toString();
    }

    /** {@code grub.cfg}. */
    String grub() {
        StringBuilder text = new StringBuilder("# domzero " + version + "\n");
        text.append("serial --unit=0 --speed=115200\n");
        text.append("terminal_input console serial\nterminal_output console serial\n");
        text.append("set timeout=").append(SECONDS).append('\n');
        text.append("set default=").append(entries.get(0).id()).append('\n');
        for (Entry entry : entries) {
            if (entry.kernel() == Kernel.LEGACY) {
                continue;
            }
            text.append("\nmenuentry \"")
                    .append(entry.title())
                    .append("\" --id ")
                    .append(entry.id())
                    .append(" {\n");
            text.append("  linux /live/vmlinuz ").append(entry.options()).append('\n');
            text.append("  initrd /live/initrd.img\n}\n");
        }
        return text.toString();
    }
}
