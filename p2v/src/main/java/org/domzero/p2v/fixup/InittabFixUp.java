package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.text.Lines;

/** Has init(8) of System V ask for a login on the guest's console, and not on ports that it does not have. */
record InittabFixUp() implements FixUp {
    private static final String PATH = "/etc/inittab";
    private static final Pattern RESPAWN = Pattern.compile("[^#:]{1,4}:[^:]*:respawn:.*");
    private static final Pattern SERIAL = Pattern.compile(".*\\bttyS\\d.*");

    @Override
    public String name() {
        return "inittab";
    }

    @Override
    public String description() {
        return "Has init ask for a login on the guest's console.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        Lines lines = Lines.of(root.text(PATH).orElse(""));
        // Where init is another one the file may be left over, and says no more than a runlevel.
        if (lines.contents().stream().anyMatch(line -> RESPAWN.matcher(line).matches())) {
            Optional<String> getty = getty(root, target);
            if (getty.isEmpty()) {
                changes.warn("there is no /sbin/agetty and no /sbin/getty: nothing asks for a login on "
                        + target.console().device());
            }
            changes.write(
                    PATH,
                    edited(lines, target, getty).text(),
                    "login on " + target.console().device());
        }
        return changes.report();
    }

    private static Lines edited(Lines lines, GuestTarget target, Optional<String> getty) {
        Lines changed = target.isParavirtual()
                ? lines.mapped(line -> asks(line) && SERIAL.matcher(line).matches() ? "#" + line : line)
                : lines;
        List<String> contents = changed.contents();
        String device = target.console().device();
        boolean there = contents.stream().anyMatch(line -> asks(line) && line.matches(".*\\b" + device + "\\b.*"));
        if (there || getty.isEmpty()) {
            return changed;
        }
        int after = contents.size();
        for (int i = 0; i < contents.size(); i++) {
            after = asks(contents.get(i)) ? i + 1 : after;
        }
        return changed.inserted(after, List.of(id(contents) + ":2345:respawn:" + getty.get()));
    }

    private static boolean asks(String line) {
        return RESPAWN.matcher(line).matches() && line.contains("getty");
    }

    private static String id(List<String> contents) {
        List<String> names = new ArrayList<>(List.of("co", "con", "cons"));
        names.removeIf(name -> contents.stream().anyMatch(line -> line.startsWith(name + ":")));
        return names.isEmpty() ? "dz" : names.get(0);
    }

    /** Without advanced video, where the system knows such a terminal: Red Hat's does. */
    private static String terminal(GuestRoot root) {
        return root.exists("/usr/share/terminfo/v/vt100-nav") ? "vt100-nav" : "vt100";
    }

    private static Optional<String> getty(GuestRoot root, GuestTarget target) {
        String device = target.console().device();
        if (root.isExecutable("/sbin/agetty")) {
            return Optional.of(
                    target.console() == GuestConsole.TTYS0
                            ? "/sbin/agetty -L ttyS0 115200 vt100"
                            : "/sbin/agetty " + device + " 9600 " + terminal(root));
        }
        return root.isExecutable("/sbin/getty") ? Optional.of("/sbin/getty 38400 " + device) : Optional.empty();
    }
}
