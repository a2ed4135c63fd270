package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.toolkit.ShownText;

/** The changes of one fix-up, noted as they are made. */
final class Changes {
    private final GuestRoot root;
    private final List<String> done = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Changes(GuestRoot root) {
        this.root = root;
    }

    /** Changes a file, if there is one. */
    void edit(String path, UnaryOperator<String> change, String what) {
        root.text(path).ifPresent(text -> write(path, change.apply(text), what));
    }

    /** Gives a file a text, and makes it if there is none. */
    void write(String path, String text, String what) {
        if (root.edit(path, text)) {
            done(path + ": " + what);
        }
    }

    void remove(String path, String why) {
        if (root.remove(path)) {
            done(path + ": moved away, " + why);
        }
    }

    void erase(String path, String why) {
        if (root.erase(path)) {
            done(path + ": removed for good, " + why);
        }
    }

    void symlink(String path, String target, String what) {
        if (root.symlink(path, target)) {
            done(path + ": " + what);
        }
    }

    void mkdir(String path, int mode) {
        if (root.mkdir(path, mode)) {
            done(path + ": made");
        }
    }

    void done(String line) {
        done.add(ShownText.printable(line));
    }

    void warn(String warning) {
        warnings.add(ShownText.printable(warning));
    }

    FixUpReport report() {
        return new FixUpReport(done, warnings);
    }
}
