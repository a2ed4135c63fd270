package org.domzero.installer.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Sha256;

/** Comparing a file with what it has to be. */
final class FileCheck {
    private FileCheck() {}

    /** What is wrong with the file, in words that follow its name; empty when nothing is. */
    static Optional<String> problem(Path path, BootFile file) {
        try {
            long size = Files.size(path);
            if (size != file.size()) {
                return Optional.of("is " + size + " bytes long instead of " + file.size());
            }
            Sha256 sha256 = Sha256.ofFile(path);
            return sha256.equals(file.sha256())
                    ? Optional.empty()
                    : Optional.of("has the SHA-256 " + sha256 + " instead of " + file.sha256());
        } catch (IOException e) {
            return Optional.of("cannot be read: " + IoReason.of(e));
        }
    }
}
