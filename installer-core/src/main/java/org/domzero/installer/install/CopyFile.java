package org.domzero.installer.install;

import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Copies a file of the medium into the new system. */
record CopyFile(String source, String target) implements Action {
    @Override
    public String summary() {
        return "copy " + source + " to " + target;
    }

    @Override
    public void perform(Effects effects) {
        if (!Files.isReadable(effects.resolve(source))) {
            throw UserError.failed(source + " cannot be read", "is the installation medium still in the drive?");
        }
        effects.onFile(target, file -> {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.copy(effects.resolve(source), file, StandardCopyOption.REPLACE_EXISTING);
        });
    }
}
