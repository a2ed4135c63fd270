package org.domzero.partitioner;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * A closer look at a device on which {@code lsblk} recognised nothing. That is no proof that it is empty: libblkid names
 * no format where the signatures of several are left, the kernel may not read a partition table, and a raw database or
 * a guest's disk has no signature.
 *
 * @param signatures what {@code wipefs --no-act --json} says, see wipefs(8); null when it could not read the device
 * @param table what {@code sfdisk --json} says where there is a partition table; null when it cannot read the table
 * @param blank whether there is no signature and nothing but zeros in the first and the last MiB
 */
public record Look(@Nullable String signatures, @Nullable String table, boolean blank) {
    /** Of a device without anything on it. */
    public static final Look BLANK = new Look("", null, true);

    /** Of a device that could not be read, or was not looked at. */
    static final Look FAILED = new Look(null, null, false);

    /** The partition tables that sfdisk reads; any other counts as data. {@code PMBR} is the DOS table before a GPT. */
    private static final Set<String> TABLES = Set.of("gpt", "PMBR", "dos");

    private static final long END = 1024L * 1024;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /**
     * Looks. A device that cannot be read is no failure: users other than root may ask what a machine has.
     *
     * @param size in bytes
     * @param wholeDisk whether to tell an empty disk from one with data; a partition counts as data as it is
     */
    static Look read(CommandRunner runner, String device, long size, boolean wholeDisk) {
        Look look = new Look(
                output(runner, Command.of("wipefs", "--no-act", "--json", device))
                        .orElse(null),
                null,
                false);
        if (!wholeDisk || look.signatures == null) {
            return look;
        }
        if (look.hasTable()) {
            String table =
                    output(runner, Command.of("sfdisk", "--json", device)).orElse(null);
            return new Look(look.signatures, table, false);
        }
        boolean blank = look.types().isEmpty()
                && isZero(runner, device, 0, size)
                && isZero(runner, device, Math.max(0, size - END), size);
        return new Look(look.signatures, null, blank);
    }

    private static boolean isZero(CommandRunner runner, String device, long from, long size) {
        return output(
                        runner,
                        Command.of(
                                "cmp",
                                "--silent",
                                "--bytes=" + Math.min(END, size),
                                "--ignore-initial=" + from + ":0",
                                device,
                                "/dev/zero"))
                .isPresent();
    }

    /** Empty when the command fails, or is not there. */
    private static Optional<String> output(CommandRunner runner, Command command) {
        try {
            CommandResult result = runner.tryRun(command.withLimit(LIMIT));
            return result.succeeded() ? Optional.of(result.output()) : Optional.empty();
        } catch (UserError unknown) {
            return Optional.empty();
        }
    }

    /** Signatures of something other than a partition table, as libblkid calls it: {@code ext4}, {@code vfat}. */
    List<String> contentTypes() {
        return types().stream().filter(type -> !TABLES.contains(type)).toList();
    }

    private boolean hasTable() {
        return types().stream().anyMatch(TABLES::contains);
    }

    private List<String> types() {
        List<String> types = new ArrayList<>();
        if (signatures != null) {
            for (JsonObject signature : Disks.objects(Disks.parseObject("wipefs", signatures), "signatures")) {
                types.add(Disks.required(signature, "type"));
            }
        }
        return types.stream().distinct().toList();
    }

    /** How many partitions the table has; 0 also when it could not be read. */
    int partitions() {
        if (table == null) {
            return 0;
        }
        JsonElement found = Disks.parseObject("sfdisk", table).get("partitiontable");
        return found == null
                ? 0
                : Disks.objects(Disks.object(found, "partitiontable"), "partitions")
                        .size();
    }

    /** Whether the disk is known to have nothing on it that could be lost. */
    boolean provesEmpty() {
        return blank || (hasTable() && contentTypes().isEmpty() && table != null && partitions() == 0);
    }
}
