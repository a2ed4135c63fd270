package org.domzero.guests.vm;

import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Lets a guest start with the host, or no longer: by a link in the directory that xendomains goes through. */
record SetAutostart(String file, boolean on) implements Action {
    @Override
    public String summary() {
        return (on ? "start it" : "no longer start it") + " with the host";
    }

    @Override
    public void perform(Effects effects) {
        String link = Guests.autostartLink(file);
        effects.createDirectories(Guests.AUTOSTART);
        effects.onFile(link, path -> {
            Files.deleteIfExists(path);
            if (on) {
                Files.createSymbolicLink(path, Path.of(file));
            }
        });
    }
}
