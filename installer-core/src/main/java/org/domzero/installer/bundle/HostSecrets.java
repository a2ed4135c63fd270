package org.domzero.installer.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.plan.Effects;

/** The secrets that a machine keeps for itself: its users' password hashes, its SSH host keys. */
final class HostSecrets {
    /** Shorter lines of a key are its first or last, which are the same in many. */
    private static final int KEY_LINE = 60;

    private HostSecrets() {}

    static List<String> read(Effects effects) {
        List<String> secrets = new ArrayList<>(hashes(text(effects.resolve("/etc/shadow"))));
        try (DirectoryStream<Path> keys = Files.newDirectoryStream(effects.resolve("/etc/ssh"), "ssh_host_*_key")) {
            keys.forEach(key ->
                    text(key).lines().filter(line -> line.length() >= KEY_LINE).forEach(secrets::add));
        } catch (IOException none) {
            return secrets;
        }
        return secrets;
    }

    /** The second fields of shadow(5), without those of accounts that nobody can log in to. */
    static List<String> hashes(String shadow) {
        return shadow.lines()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 1)
                .map(fields -> fields[1].replaceFirst("^!+", ""))
                .filter(hash -> hash.startsWith("$"))
                .toList();
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
