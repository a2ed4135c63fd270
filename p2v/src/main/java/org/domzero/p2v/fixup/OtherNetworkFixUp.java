package org.domzero.p2v.fixup;

import java.util.List;
import java.util.regex.Pattern;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;

/** Names configurations of the network that may be tied to a card of the physical machine, and are left as they are. */
record OtherNetworkFixUp(Distribution distribution) implements FixUp {
    private static final Pattern TIED = Pattern.compile(
            "(?im)^[ \\t]*(mac-address[ \\t]*=[ \\t]*\\S|interface-name[ \\t]*=[ \\t]*\\S|(permanent)?macaddress[ \\t]*[=:]|"
                    + "(original)?name[ \\t]*=[ \\t]*e[nmt]|set-name[ \\t]*:|e(th|n|m)[a-z0-9]+:[ \\t]*$)");

    @Override
    public String name() {
        return "other-network";
    }

    @Override
    public String description() {
        return "Names network configuration that nothing here changes.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        for (String directory :
                List.of("/etc/NetworkManager/system-connections", "/etc/netplan", "/etc/systemd/network")) {
            for (String file : root.list(directory)) {
                String path = directory + "/" + file;
                if (!root.isDirectory(path)
                        && root.text(path)
                                .filter(text -> TIED.matcher(text).find())
                                .isPresent()) {
                    changes.warn(path + " names a card of the physical machine; the guest's is " + target.network());
                }
            }
        }
        if (distribution.family() == Family.OTHER) {
            List.of(
                            "/etc/network/interfaces",
                            "/etc/sysconfig/network-scripts",
                            "/etc/conf.d/net",
                            "/etc/rc.conf",
                            "/etc/netctl")
                    .stream()
                    .filter(root::exists)
                    .forEach(path -> changes.warn(
                            path + " may name a card of the physical machine; the guest's is " + target.network()));
        }
        return changes.report();
    }
}
