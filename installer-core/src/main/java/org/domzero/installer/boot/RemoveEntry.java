package org.domzero.installer.boot;

import java.nio.file.Files;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Removes a file of a boot loader entry. */
record RemoveEntry(String path) implements Action {
    @Override
    public String summary() {
        return "remove " + path;
    }

    @Override
    public void perform(Effects effects) {
        effects.onFile(path, Files::deleteIfExists);
    }
}
