package org.domzero.partitioner;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * The disks that an installation takes over.
 *
 * @param system gets the boot partition, both slots and a part of the repository
 * @param repository further disks of the repository
 */
public record DiskChoice(Disk system, List<Disk> repository) {
    /** Keys of the answer file, by which problems name and place what they are about. */
    public static final String SYSTEM_DISK = "storage.system-disk";

    /** One selector of it is {@code storage.repository-disks[0]}. */
    public static final String REPOSITORY_DISKS = "storage.repository-disks";

    public static final String ERASE_REPOSITORY = "storage.erase-repository";

    public DiskChoice {
        repository = List.copyOf(repository);
    }

    /** The system disk and then the others. */
    public List<Disk> disks() {
        return Stream.concat(Stream.of(system), repository.stream()).toList();
    }

    /**
     * Finds the disk each selector means, and looks whether all of them may be taken.
     *
     * <p>Where several disks match, those that can never be used (too small, read-only, the boot medium) do not count.
     * Equally large disks are told apart by serial number, so that {@code pick} takes the same one at every boot.
     *
     * @param places where a key such as {@code storage.system-disk} or {@code storage.repository-disks[1]} is written,
     *     null for one that is written nowhere
     * @throws RepositoryRefused when a chosen disk carries a storage repository that may not be erased
     * @throws UserError with everything that is wrong: {@link org.domzero.toolkit.ExitCode#REFUSED} when any of it
     *     protects data, else {@link org.domzero.toolkit.ExitCode#USAGE}
     */
    public static DiskChoice choose(
            List<Disk> disks,
            DiskSelector system,
            List<DiskSelector> repository,
            Policy policy,
            Function<String, @Nullable Place> places) {
        return new Choosing(disks, policy, places).choose(system, repository);
    }

    /**
     * Why a disk can never be the system disk, in words that follow its name: {@code is too small: a system disk has at
     * least 10 GiB}. Data on it is no such reason.
     */
    public static Optional<String> whyNotSystemDisk(Disk disk, Policy policy) {
        return Choosing.whyNot(disk, "a system disk", policy.minimumSystemDisk(), policy);
    }

    /** As {@link #whyNotSystemDisk}, for a further disk of the repository. */
    public static Optional<String> whyNotRepositoryDisk(Disk disk, Policy policy) {
        return Choosing.whyNot(disk, "a repository disk", Policy.MINIMUM_REPOSITORY_DISK, policy);
    }
}
