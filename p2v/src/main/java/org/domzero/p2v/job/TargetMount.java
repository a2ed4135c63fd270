package org.domzero.p2v.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** The guest's root, mounted on the host while it is filled. Nothing on it is a program or a device here. */
final class TargetMount implements AutoCloseable {
    private static final String DIRECTORY = "/run/domzero/p2v";
    /** All that is still in memory is written before. */
    private static final Duration WRITING = Duration.ofHours(2);

    private final Effects effects;
    private final String directory;

    private TargetMount(Effects effects, String directory) {
        this.effects = effects;
        this.directory = directory;
    }

    /**
     * Mounts it.
     *
     * @param name the guest's
     */
    static TargetMount of(String name, RootPlace root, Effects effects) {
        String directory = DIRECTORY + "/" + name;
        effects.createDirectories(directory);
        release(name, effects);
        String options = "noatime,nosuid,nodev,noexec"
                + (root.isPartition() ? ",loop,offset=" + root.offset().bytes() : "");
        effects.commands().run("mount", "-o", options, root.volume(), directory);
        return new TargetMount(effects, directory);
    }

    /** Unmounts what a run that was killed has left. */
    static void release(String name, Effects effects) {
        String directory = DIRECTORY + "/" + name;
        if (effects.commands().tryRun(Command.of("mountpoint", "-q", directory)).succeeded()) {
            unmount(directory, effects);
        }
    }

    Path path() {
        return effects.resolve(directory);
    }

    /** Makes the file system as large as what it is on. */
    void fill() {
        String device = effects.commands()
                .run("findmnt", "--noheadings", "--output", "SOURCE", directory)
                .output()
                .strip();
        effects.commands().run(Command.of("resize2fs", device).withLimit(WRITING));
    }

    private static void unmount(String directory, Effects effects) {
        CommandResult result =
                effects.commands().tryRun(Command.of("umount", directory).withLimit(WRITING));
        if (!result.succeeded()) {
            throw UserError.failed(
                    directory + " cannot be unmounted: " + result.tail(1),
                    "is somebody in it? 'fuser -vm " + directory + "' tells; then run the same command again");
        }
    }

    @Override
    public void close() {
        unmount(directory, effects);
        effects.onFile(directory, Files::deleteIfExists);
    }
}
