package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Kernel;

/** Writes a menu for a machine that had none which the host could read: one with LILO, as a rule. */
record NewMenuFixUp(Distribution distribution) implements FixUp {
    private static final String PATH = "/boot/grub/menu.lst";
    private static final Pattern LILO_ARGUMENTS = Pattern.compile("(?m)^[ \\t]*append[ \\t]*=[ \\t]*\"?([^\"\\r\\n]*)");

    @Override
    public String name() {
        return "new-menu";
    }

    @Override
    public String description() {
        return "Writes a boot menu where there is none that the host can read.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        BootFiles files = BootFiles.of(root);
        if (!files.grub2() && files.menus().isEmpty()) {
            List<Kernel> suitable = BootKernels.of(root, target).forNewMenu(changes);
            if (!suitable.isEmpty()) {
                String arguments = KernelArguments.of(root, target).edited(("ro " + liloArguments(root)).strip());
                changes.write(
                        PATH, menu(suitable, target, arguments), "written, the machine had no boot menu for the host");
            }
        }
        return changes.report();
    }

    private static String liloArguments(GuestRoot root) {
        return LILO_ARGUMENTS
                .matcher(root.text("/etc/lilo.conf").orElse(""))
                .results()
                .map(MatchResult::group)
                .map(line -> line.replaceFirst("^[^=]*=[ \\t]*\"?", "").strip())
                .findFirst()
                .orElse("");
    }

    private String menu(List<Kernel> suitable, GuestTarget target, String arguments) {
        String system = distribution.name().isEmpty() ? "Linux" : distribution.name();
        List<String> lines = new ArrayList<>(
                List.of("# By domzero, for the guest that this machine became.", "default 0", "timeout 5"));
        for (Kernel kernel : suitable) {
            String title = system + " (" + kernel.path().substring("/boot/".length()) + ")";
            lines.addAll(MenuEntries.legacy(title, kernel, target, arguments));
        }
        return String.join("\n", lines) + "\n";
    }
}
