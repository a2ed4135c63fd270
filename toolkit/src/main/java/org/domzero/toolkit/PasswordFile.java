package org.domzero.toolkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with a password in its first line, which is how programs are given one that nobody types. */
public final class PasswordFile {
    private static final Path STANDARD_INPUT = Path.of("-");

    private PasswordFile() {}

    /**
     * The password, as UTF-8.
     *
     * @param file {@code -} for standard input
     * @throws UserError when it cannot be read, or its first line is empty
     */
    public static String read(Path file) {
        try {
            byte[] content = file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
            return new String(content, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> UserError.usage(
                            file + " has no password in its first line", "name a file with the password in it"));
        } catch (IOException e) {
            throw UserError.usage(file + " cannot be read: " + IoReason.of(e), "name a file with the password in it");
        }
    }
}
