package org.domzero.installer.install;

import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Puts a symbolic link in the place of whatever file is there. */
record MakeLink(String path, String target) implements Action {
    @Override
    public String summary() {
        return "link " + path + " to " + target;
    }

    @Override
    public void perform(Effects effects) {
        effects.onFile(path, link -> {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of(target));
        });
    }
}
