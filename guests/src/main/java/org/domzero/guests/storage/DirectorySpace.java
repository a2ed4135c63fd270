package org.domzero.guests.storage;

import java.time.Duration;
import java.util.List;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code stat --file-system} tells of a directory. Asked by a program that can be ended, since the server of one may
 * be gone.
 */
public record DirectorySpace(
        Repository.State state,
        @Nullable ByteSize size,
        @Nullable ByteSize used) {
    /** How long a directory may take to answer before it counts as silent. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    /** Of the root directory and of the one asked for: its file system's id, block size, blocks, free blocks. */
    private static Command asking(String directory) {
        return Command.of("stat", "--file-system", "--format=%i %S %b %a", "/", directory)
                .withLimit(LIMIT);
    }

    /** Asks for one. */
    public static DirectorySpace of(String directory, Effects effects) {
        CommandResult result;
        try {
            result = effects.commands().tryRun(asking(directory));
        } catch (UserError atTheLimit) {
            return new DirectorySpace(Repository.State.SILENT, null, null);
        }
        return parse(result.lines());
    }

    static DirectorySpace parse(List<String> lines) {
        if (lines.size() < 2) {
            return new DirectorySpace(Repository.State.ABSENT, null, null);
        }
        String[] root = lines.get(0).split(" ");
        String[] own = lines.get(1).split(" ");
        // On the file system of the slot it is only the place where something is not mounted.
        if (own.length != 4 || own[0].equals(root[0])) {
            return new DirectorySpace(Repository.State.ABSENT, null, null);
        }
        long block = Long.parseLong(own[1]);
        long size = block * Long.parseLong(own[2]);
        return new DirectorySpace(
                Repository.State.READY, new ByteSize(size), new ByteSize(size - block * Long.parseLong(own[3])));
    }

    /** What may still be put into it; null where it cannot be told. */
    public @Nullable ByteSize free() {
        return size == null || used == null ? null : new ByteSize(size.bytes() - used.bytes());
    }

    Repository appliedTo(Repository repository) {
        return new Repository(
                repository.uuid(),
                repository.name(),
                repository.description(),
                repository.kind(),
                repository.location(),
                repository.network(),
                state,
                size,
                used,
                repository.usual());
    }
}
