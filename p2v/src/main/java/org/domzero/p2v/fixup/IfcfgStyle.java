package org.domzero.p2v.fixup;

import java.util.List;
import java.util.Set;
import org.domzero.p2v.system.Family;

/**
 * How a family writes its ifcfg files.
 *
 * @param prefixes the kinds of files that there are for an interface, its own first
 * @param hardware variables that tie a file to one card
 * @param start the variable that says whether an interface starts with the system
 * @param notStarting the values of it by which one does not
 * @param named whether a file has to say which interface it is for
 */
record IfcfgStyle(
        Family family,
        String directory,
        List<String> prefixes,
        Set<String> hardware,
        String start,
        List<String> notStarting,
        boolean named) {
    static final IfcfgStyle RED_HAT = new IfcfgStyle(
            Family.RED_HAT,
            "/etc/sysconfig/network-scripts",
            List.of("ifcfg-", "route-", "route6-", "rule-", "rule6-"),
            Set.of("HWADDR", "UUID"),
            "ONBOOT",
            List.of("no", "NO", "No", "n", "false"),
            true);

    static final IfcfgStyle SUSE = new IfcfgStyle(
            Family.SUSE,
            "/etc/sysconfig/network",
            List.of("ifcfg-", "ifroute-", "ifrule-"),
            Set.of("UNIQUE", "_nm_name"),
            "STARTMODE",
            List.of("off", "manual"),
            false);

    boolean starts(String value) {
        return !notStarting.contains(value);
    }

    String off() {
        return notStarting.get(0);
    }
}
