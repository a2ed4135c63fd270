package org.domzero.installer.bundle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;

/** One thing to collect. */
sealed interface BundleItem {
    /** Its file in the bundle. */
    String name();

    /** What a command says. */
    record Output(String name, Command command) implements BundleItem {}

    /** A file of the machine. */
    record Copy(String name, String path) implements BundleItem {}

    /** What is collected on every machine, by commands that only look. */
    static List<BundleItem> always() {
        return List.of(
                output(
                        "journal.txt",
                        "journalctl",
                        "--boot",
                        "--output",
                        "short-precise",
                        "--lines",
                        "20000",
                        "--no-pager"),
                output("dmesg.txt", "dmesg"),
                output("failed-units.txt", "systemctl", "--failed", "--no-pager"),
                output("lsblk.json", "lsblk", "--output-all", "--json"),
                output("pvs.json", "pvs", "--all", "--reportformat", "json", "-o", "pv_all,vg_name"),
                output("vgs.json", "vgs", "--reportformat", "json", "-o", "vg_all"),
                output("lvs.json", "lvs", "--all", "--reportformat", "json", "-o", "lv_all,vg_name,devices"),
                output("addresses.json", "ip", "-json", "-details", "address"),
                output("routes.json", "ip", "-json", "route"),
                output("network.txt", "networkctl", "status", "--all", "--no-pager"),
                output("pci.txt", "lspci", "-nn"),
                output("packages.txt", "dpkg-query", "--show"),
                new Copy("kernel-command-line.txt", "/proc/cmdline"),
                new Copy("mounts.txt", "/proc/mounts"),
                new Copy("boot/extlinux.conf", "/boot/domzero/extlinux/extlinux.conf"),
                new Copy("boot/loader.conf", "/boot/domzero/loader/loader.conf"));
    }

    /** What only some machines have. */
    static List<BundleItem> beside(boolean onXen, boolean onUefi) {
        List<BundleItem> items = new ArrayList<>();
        if (onXen) {
            items.add(output("xl-info.txt", "xl", "info"));
            items.add(output("xl-dmesg.txt", "xl", "dmesg"));
            items.add(output("xl-list.txt", "xl", "list", "--verbose"));
        }
        if (onUefi) {
            items.add(output("efibootmgr.txt", "efibootmgr", "--verbose"));
        }
        return items;
    }

    private static Output output(String name, String... argv) {
        return new Output(name, Command.of(argv).withLimit(Duration.ofMinutes(1)));
    }
}
