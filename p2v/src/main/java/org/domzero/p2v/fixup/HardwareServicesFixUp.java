package org.domzero.p2v.fixup;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.text.Lines;

/** Turns off what watches hardware that a guest does not have. */
record HardwareServicesFixUp() implements FixUp {
    private static final Set<String> SERVICES = Set.of(
            // Disks and their controllers.
            "smartd",
            "smartmontools",
            "hddtemp",
            "multipathd",
            "3dm2",
            "vivaldiframeworkd",
            "mptctl",
            // Processors, memory, sensors, management controllers.
            "mcelog",
            "mcelogd",
            "cpuspeed",
            "cpufrequtils",
            "cpufreqd",
            "edac",
            "lm_sensors",
            "lm-sensors",
            "sensord",
            "fancontrol",
            "thermald",
            "microcode_ctl",
            "ipmi",
            "ipmievd",
            "ipmidrv",
            "openipmi",
            // HP.
            "hpasmd",
            "hpasm",
            "hp-health",
            "hp-asrd",
            "hp-ams",
            "hp-snmp-agents",
            "hpsmhd",
            // Dell.
            "dataeng",
            "dsm_om_connsvc",
            "dsm_om_shrsvc",
            "dsm_sa_ipmi",
            "instsvcdrv",
            "racsvc",
            // IBM.
            "ibmasm",
            "ibmspd");

    private static final String WHY = "it is for hardware that the guest does not have";

    @Override
    public String name() {
        return "hardware-services";
    }

    @Override
    public String description() {
        return "Turns off services for hardware that the guest does not have.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        SysvLinks.stop(root, changes, SERVICES, WHY);
        upstart(root, changes);
        systemd(root, changes);
        for (String level : List.of("boot", "default")) {
            for (String service : root.list("/etc/runlevels/" + level)) {
                if (SERVICES.contains(service)) {
                    changes.remove("/etc/runlevels/" + level + "/" + service, WHY);
                }
            }
        }
        for (String service : new TreeSet<>(SERVICES)) {
            if (root.isExecutable("/etc/rc.d/rc." + service)) {
                changes.warn("/etc/rc.d/rc." + service + " starts with the guest: " + WHY);
            }
        }
        return changes.report();
    }

    private static void upstart(GuestRoot root, Changes changes) {
        for (String service : new TreeSet<>(SERVICES)) {
            if (root.exists("/etc/init/" + service + ".conf")) {
                String path = "/etc/init/" + service + ".override";
                Lines lines = Lines.of(root.text(path).orElse(""));
                if (!lines.contents().contains("manual")) {
                    changes.write(path, lines.appended("manual").text(), "not started by itself, " + WHY);
                }
            }
        }
    }

    private static void systemd(GuestRoot root, Changes changes) {
        for (String directory : root.list(Systemd.CONFIGURED)) {
            if (directory.endsWith(".wants")) {
                for (String unit : root.list(Systemd.CONFIGURED + "/" + directory)) {
                    if (unit.endsWith(".service")
                            && SERVICES.contains(unit.substring(0, unit.length() - ".service".length()))) {
                        changes.symlink(Systemd.CONFIGURED + "/" + unit, "/dev/null", "masked, " + WHY);
                    }
                }
            }
        }
    }
}
