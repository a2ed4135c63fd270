package org.domzero.guests.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** What is mounted where: /proc/self/mountinfo, proc_pid_mountinfo(5), which asks no server. */
public final class Mounts {
    private static final String FILE = "/proc/self/mountinfo";

    private final Set<String> directories;

    private Mounts(Set<String> directories) {
        this.directories = directories;
    }

    public static Mounts read(Effects effects) {
        Path file = effects.resolve(FILE);
        if (!Files.exists(file)) {
            return parse("");
        }
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw UserError.failed(FILE + " cannot be read: " + IoReason.of(e), "is /proc mounted?", e);
        }
    }

    static Mounts parse(String mountinfo) {
        return new Mounts(mountinfo
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields.length > 4)
                .map(fields -> fields[4])
                .collect(Collectors.toSet()));
    }

    /** Whether something is mounted just there. */
    public boolean at(String directory) {
        return directories.contains(directory);
    }
}
