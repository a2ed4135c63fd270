package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Kernel;
import org.domzero.p2v.text.Lines;

/**
 * Leads the GRUB of PV and PVH guests to the guest's menu. That GRUB, Debian's grub-xen-host, reads {@code
 * /boot/grub/grub.cfg} and {@code /grub/grub.cfg} and no others; before them, as PV, a {@code pvboot-x86_64.elf}.
 */
record GuestGrubFixUp(Distribution distribution) implements FixUp {
    static final String PATH = "/boot/grub/grub.cfg";

    /** By which the file is known for what it is: it is not the guest's own menu. */
    static final String HEADING = "# By domzero: the GRUB that starts this guest reads this file.\n";

    private static final List<String> LOADERS = List.of("/boot/xen/pvboot-x86_64.elf", "/xen/pvboot-x86_64.elf");

    @Override
    public String name() {
        return "guest-grub";
    }

    @Override
    public String description() {
        return "Leads the GRUB that starts a pv or pvh guest to the guest's menu.";
    }

    @Override
    public boolean isFor(Distribution system, GuestTarget target) {
        return target.isParavirtual();
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        LOADERS.forEach(loader -> changes.remove(loader, "the guest would start it instead of its kernel"));
        BootFiles files = BootFiles.of(root);
        String config = files.config(root);
        if (files.grub2() && files.configs().contains(config)) {
            if (!config.equals(PATH)) {
                changes.write(PATH, HEADING + "configfile " + config + "\n", "leads to " + config);
            }
        } else if (!files.menus().isEmpty()) {
            List<Kernel> suitable = BootKernels.of(root, target).suitable();
            if (!suitable.isEmpty()) {
                changes.write(
                        PATH,
                        entries(suitable, menu(root, files), root, target),
                        "starts " + suitable.get(0).path());
                changes.warn(PATH + " has to be changed by hand when another kernel is installed: "
                        + files.menus().get(0) + " is not read by the GRUB that starts the guest");
            }
        }
        return changes.report();
    }

    /** Those of a menu of GRUB Legacy, which itself is no use: GRUB 2 calls the guest's disks by other names. */
    private String entries(List<Kernel> suitable, String menu, GuestRoot root, GuestTarget target) {
        String system = distribution.name().isEmpty() ? "Linux" : distribution.name();
        String usual = KernelArguments.of(root, target).edited("ro");
        List<String> lines = new ArrayList<>(List.of("set default=0", "set timeout=5"));
        for (Kernel kernel : suitable) {
            String title = system + " (" + kernel.path().substring("/boot/".length()) + ")";
            lines.addAll(
                    MenuEntries.grub2(title, kernel, arguments(kernel, menu).orElse(usual)));
        }
        return HEADING + String.join("\n", lines) + "\n";
    }

    private static String menu(GuestRoot root, BootFiles files) {
        return root.text(files.menus().get(0)).orElse("");
    }

    /** As the menu has them, which has been made the guest's: in the entry that it starts, or else in the first. */
    private static Optional<String> arguments(Kernel kernel, String menu) {
        Optional<String> usual =
                MenuDefault.of(Lines.of(menu)).filter(one -> one.starts(kernel)).map(MenuDefault::arguments);
        if (usual.isPresent()) {
            return usual;
        }
        Pattern line = Pattern.compile(
                "(?m)^[ \\t]*kernel[ \\t]+" + Pattern.quote(kernel.path()) + "[ \\t]+(\\S.*?)[ \\t\\r]*$");
        Matcher matcher = line.matcher(menu);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
