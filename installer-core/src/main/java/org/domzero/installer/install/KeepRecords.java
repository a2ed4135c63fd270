package org.domzero.installer.install;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/** Copies what the installer has written down about itself so far into the new system. */
record KeepRecords(String records, String target) implements Action {
    @Override
    public String summary() {
        return "keep the log of this install in " + target + records;
    }

    @Override
    public void perform(Effects effects) {
        effects.onFile(target + records, directory -> {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(effects.resolve(records))) {
                for (Path file : files) {
                    Files.copy(
                            file,
                            directory.resolve(file.getFileName().toString()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        });
    }
}
