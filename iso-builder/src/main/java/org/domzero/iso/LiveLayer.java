package org.domzero.iso;

import java.util.ArrayList;
import java.util.List;

/** {@code 30-live.squashfs}: what turns a dom0 into the live system, and is left behind when it is installed. */
final class LiveLayer {
    private static final String UNITS = "etc/systemd/system/";

    private LiveLayer() {}

    static Layer layer(MediumTools tools) {
        List<Layer.Entry> entries = new ArrayList<>();
        entries.add(text(UNITS + "domzero-live.target", "live/domzero-live.target"));
        entries.add(text(UNITS + "domzero-installer.service", "live/domzero-installer.service"));
        entries.add(text(UNITS + "domzero-clone.service", "live/domzero-clone.service"));
        entries.add(new Layer.Link(UNITS + "default.target", "domzero-live.target"));
        entries.add(text(UNITS + "domzero-prepare.service", "live/domzero-prepare.service"));
        entries.add(
                new Layer.Link(UNITS + "sysinit.target.wants/domzero-prepare.service", "../domzero-prepare.service"));
        entries.add(new Layer.TextFile("usr/lib/domzero/prepare-install", Resource.text("live/prepare-install"), true));
        for (String getty : List.of("getty@", "serial-getty@")) {
            String dropIns = UNITS + getty + ".service.d/";
            entries.add(text(dropIns + "10-after-installer.conf", "live/getty-after-installer.conf"));
            entries.add(text(
                    dropIns + "20-autologin.conf",
                    getty.startsWith("serial") ? "live/autologin-serial.conf" : "live/autologin-tty.conf"));
        }
        for (String unit : Resource.list("live/masked-units.txt")) {
            entries.add(new Layer.Link(UNITS + unit, "/dev/null"));
        }
        for (String generator : Resource.list("live/masked-generators.txt")) {
            entries.add(new Layer.Link("etc/systemd/system-generators/" + generator, "/dev/null"));
        }
        entries.add(text("etc/modprobe.d/domzero-live.conf", "live/modprobe.conf"));
        entries.add(text("etc/systemd/network/80-live.network", "live/80-live.network"));
        // Debian enables it too, but that ip= is heeded must not depend on that.
        entries.add(new Layer.Link(
                UNITS + "sysinit.target.wants/systemd-network-generator.service",
                "/usr/lib/systemd/system/systemd-network-generator.service"));
        // LVM on the machine's disks stays as it is found: no event activates a group.
        entries.add(new Layer.Link("etc/udev/rules.d/69-lvm.rules", "/dev/null"));
        entries.add(new Layer.TextFile("etc/hostname", "domzero-live\n", false));
        entries.add(text("etc/motd", "live/motd"));
        entries.add(text("etc/profile.d/domzero-clone.sh", "live/domzero-clone.sh"));
        // Not its package, which would put arrays together at every start.
        entries.add(new Layer.Copied("usr/sbin/mdadm", tools.mdadm().resolve("mdadm")));
        String rules = "63-md-raid-arrays.rules";
        entries.add(
                new Layer.Copied("usr/lib/udev/rules.d/" + rules, tools.mdadm().resolve(rules)));
        entries.add(new Layer.TextFile(
                "usr/lib/systemd/system-shutdown/domzero-eject", Resource.text("live/domzero-eject"), true));
        return new Layer(entries);
    }

    private static Layer.TextFile text(String path, String resource) {
        return new Layer.TextFile(path, Resource.text(resource), false);
    }
}
