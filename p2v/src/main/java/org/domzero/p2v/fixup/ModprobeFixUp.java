package org.domzero.p2v.fixup;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.p2v.text.Lines;

/** Names Xen's drivers where RHEL 4 and 5 have those of card and disks, which mkinitrd goes by as well. */
record ModprobeFixUp() implements FixUp {
    private static final Pattern ALIAS =
            Pattern.compile("[ \\t]*alias[ \\t]+(eth|scsi_hostadapter)(\\d*)[ \\t]+(\\S+).*");

    @Override
    public String name() {
        return "modprobe";
    }

    @Override
    public String description() {
        return "Makes Xen's drivers those of the network card and the disks.";
    }

    @Override
    public boolean isFor(Distribution distribution, GuestTarget target) {
        return distribution.isUpTo(Family.RED_HAT, 5) && target.isParavirtual();
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        changes.edit("/etc/modprobe.conf", ModprobeFixUp::edited, "eth0 is xennet, the disks are xenblk");
        return changes.report();
    }

    private static String edited(String text) {
        Lines lines = Lines.of(text).mapped(ModprobeFixUp::line);
        for (String alias : List.of("alias eth0 xennet", "alias scsi_hostadapter xenblk")) {
            if (!lines.contents().contains(alias)) {
                lines = lines.appended(alias);
            }
        }
        return lines.text();
    }

    private static String line(String line) {
        Matcher alias = ALIAS.matcher(line);
        if (!alias.matches()) {
            return line;
        }
        String name = alias.group(1) + alias.group(2);
        return switch (name) {
            case "eth0" -> "alias eth0 xennet";
            case "scsi_hostadapter" -> "alias scsi_hostadapter xenblk";
            default -> "#" + line;
        };
    }
}
