package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.text.Lines;

/** Comments the arrays out of mdadm.conf(5), with the lines that go on with them. */
record RaidFixUp() implements FixUp {
    @Override
    public String name() {
        return "raid";
    }

    @Override
    public String description() {
        return "Forgets the software RAID arrays of the physical machine.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        for (String path : List.of("/etc/mdadm.conf", "/etc/mdadm/mdadm.conf")) {
            changes.edit(path, RaidFixUp::withoutArrays, "arrays commented out");
        }
        return changes.report();
    }

    private static String withoutArrays(String text) {
        List<String> changed = new ArrayList<>();
        boolean array = false;
        for (String line : Lines.of(text).contents()) {
            boolean goesOn = !line.isEmpty() && Character.isWhitespace(line.charAt(0)) && !line.isBlank();
            if (!goesOn && !line.startsWith("#") && !line.isBlank()) {
                // A word may be cut down to three letters.
                String word = line.split("\\s", 2)[0].toUpperCase(Locale.ROOT);
                array = word.length() >= 3 && "ARRAY".startsWith(word);
            }
            boolean comment = line.strip().startsWith("#");
            changed.add(array && !comment && !line.isBlank() ? "#" + line : line);
        }
        var next = changed.iterator();
        return Lines.of(text).mapped(line -> next.next()).text();
    }
}
