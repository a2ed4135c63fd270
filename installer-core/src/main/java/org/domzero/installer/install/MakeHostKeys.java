package org.domzero.installer.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Makes the SSH host keys of the new system, which may not have been unpacked yet. The live system's {@code
 * domzero-prepare.service} has made some while it started; they are moved, so that no two installs have the same.
 */
record MakeHostKeys(String target) implements Action {
    /** With the keys in {@code etc/ssh}. */
    static final String READY = "/run/domzero/host-keys";

    @Override
    public String summary() {
        return "make SSH host keys";
    }

    @Override
    public void perform(Effects effects) {
        effects.createDirectories(target + "/etc/ssh");
        if (Files.isDirectory(effects.resolve(READY))) {
            // The keys alone: their folder is for root only, and the host's must not become so.
            List<String> copy =
                    new ArrayList<>(List.of("cp", "--preserve=mode", "--target-directory=" + target + "/etc/ssh"));
            copy.addAll(ready(effects));
            effects.commands().run(Command.of(copy));
            effects.commands().run("rm", "--recursive", READY);
        } else {
            effects.commands().run(Command.of("ssh-keygen", "-A", "-f", target));
        }
    }

    private static List<String> ready(Effects effects) {
        List<String> keys = new ArrayList<>();
        effects.onFile(READY + "/etc/ssh", directory -> {
            try (Stream<Path> files = Files.list(directory)) {
                files.map(file -> READY + "/etc/ssh/" + file.getFileName())
                        .sorted()
                        .forEach(keys::add);
            }
        });
        return keys;
    }
}
