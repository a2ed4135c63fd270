package org.domzero.iso;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;

/**
 * Where mmdebstrap builds a root: outside the cache, because without root's rights the files belong to other user ids
 * and these have to get there. A note in the directory being made tells the next build what to remove when this one is
 * killed.
 */
final class Scratch implements AutoCloseable {
    private static final String NOTE = "scratch";
    private static final String PREFIX = "domzero-root-";

    private final Path directory;
    private final Path note;
    private final CommandRunner commands;

    private Scratch(Path directory, Path note, CommandRunner commands) {
        this.directory = directory;
        this.note = note;
        this.commands = commands;
    }

    /** @param making the directory of the cache that is being filled */
    static Scratch create(Path making, CommandRunner commands) throws IOException {
        String temporary = System.getenv("TMPDIR");
        Path parent = Path.of(temporary == null || temporary.isBlank() ? "/var/tmp" : temporary);
        Path directory = Files.createTempDirectory(parent, PREFIX);
        Path note = Files.write(making.resolve(NOTE), List.of(directory.toString()));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        return new Scratch(directory, note, commands);
    }

    Path directory() {
        return directory;
    }

    /** So that a user namespace's root can write to it. */
    static void openToAll(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** Removes what a build has left that was filling {@code making} when it was killed. */
    static void removeAbandoned(Path making, CommandRunner commands) throws IOException {
        Path note = making.resolve(NOTE);
        if (!Files.exists(note)) {
            return;
        }
        for (String line : Files.readAllLines(note)) {
            Path directory = Path.of(line);
            if (directory.isAbsolute() && directory.getFileName().toString().startsWith(PREFIX)) {
                remove(directory, commands);
            }
        }
    }

    private static void remove(Path directory, CommandRunner commands) throws IOException {
        refuseMounts(directory, Files.readString(Path.of("/proc/self/mountinfo")));
        try {
            ImageCache.delete(directory);
        } catch (IOException notOurs) {
            // Of other user ids: only a namespace like the one they were made in can remove them.
            List<String> roots = roots(directory);
            if (!roots.isEmpty()) { // find would take the working directory
                List<String> find = new ArrayList<>(List.of("mmdebstrap", "--unshare-helper", "find"));
                find.addAll(roots);
                find.addAll(List.of("-mindepth", "1", "-delete"));
                commands.tryRun(Command.of(find));
            }
            ImageCache.delete(directory);
        }
    }

    /** What is in the directory: a namespace may not list it. */
    private static List<String> roots(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(Path::toString).sorted().toList();
        }
    }

    /**
     * What is mounted in there is the machine's own: its devices, its {@code /sys}.
     *
     * @param mounts as in proc_pid_mountinfo(5): the fifth field is where
     */
    static void refuseMounts(Path directory, String mounts) throws IOException {
        for (String line : mounts.lines().toList()) {
            String[] fields = line.split(" ");
            if (fields.length > 4 && Path.of(fields[4]).startsWith(directory)) {
                throw new IOException("not removed, since something is mounted there: " + fields[4]);
            }
        }
    }

    @Override
    public void close() throws IOException {
        remove(directory, commands);
        Files.delete(note);
    }
}
