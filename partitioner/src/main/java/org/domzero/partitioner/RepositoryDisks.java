package org.domzero.partitioner;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Phase;

/** Empty disks of a host that runs, which become a storage repository or a part of one. */
public final class RepositoryDisks {
    private static final Policy NO_ERASING =
            new Policy(Policy.ExistingData.REFUSE, Optional.empty(), Set.of(), Policy.MINIMUM_SYSTEM_DISK);

    private final List<Disk> disks;

    private RepositoryDisks(List<Disk> disks) {
        this.disks = List.copyOf(disks);
    }

    /**
     * Those that {@code paths} name.
     *
     * @param here all disks of the machine
     * @param paths the kernel's, or links as {@code /dev/disk/by-id/…}
     * @throws UserError with everything that is wrong: {@link ExitCode#REFUSED} when one of them carries data, else
     *     {@link ExitCode#USAGE}
     */
    public static RepositoryDisks choose(List<Disk> here, List<String> paths) {
        List<Problem> problems = new ArrayList<>();
        Set<Disk> chosen = new LinkedHashSet<>();
        ExitCode exitCode = ExitCode.USAGE;
        for (String path : paths) {
            Optional<Disk> found =
                    here.stream().filter(DiskSelector.byPath(path)::matches).findFirst();
            if (found.isEmpty()) {
                problems.add(notADisk(path, here));
                continue;
            }
            Disk disk = found.get();
            Optional<String> unfit = DiskChoice.whyNotRepositoryDisk(disk, NO_ERASING);
            if (!chosen.add(disk)) {
                problems.add(Problem.of(disk.describe() + " is named twice", "name every disk once"));
            } else if (!disk.contents().isEmpty()) {
                exitCode = ExitCode.REFUSED;
                problems.add(carriesData(disk));
            } else if (unfit.isPresent()) {
                problems.add(Problem.of(disk.describe() + " " + unfit.get(), "choose another disk"));
            }
        }
        Set<Integer> sectors = chosen.stream().map(Disk::logicalSectorSize).collect(Collectors.toSet());
        if (sectors.size() > 1) {
            problems.add(Problem.of(
                    "the disks have sectors of different sizes: "
                            + chosen.stream()
                                    .map(disk -> disk.path() + " of " + disk.logicalSectorSize() + " bytes")
                                    .collect(Collectors.joining(", ")),
                    "the disks of one repository have equal sectors: make two repositories"));
        }
        if (!problems.isEmpty()) {
            throw new UserError(exitCode, problems);
        }
        return new RepositoryDisks(List.copyOf(chosen));
    }

    private static Problem notADisk(String path, List<Disk> here) {
        Optional<Disk> around =
                here.stream().filter(disk -> disk.hasDevice(path)).findFirst();
        return around.map(disk -> Problem.of(
                        path + " is a part of " + disk.describe(), "a repository takes whole disks, and empty ones"))
                .orElseGet(() -> Problem.of(
                        path + " is no disk of this machine",
                        "the disks here are "
                                + here.stream().map(Disk::describe).collect(Collectors.joining(", "))
                                + "; see 'domzero probe'"));
    }

    private static Problem carriesData(Disk disk) {
        return Problem.of(
                disk.describe() + " carries data: " + disk.describeContents(),
                "choose another disk; if all of that is worthless, 'blkdiscard --force --zeroout " + disk.path()
                        + "' overwrites the whole disk");
    }

    public List<Disk> disks() {
        return disks;
    }

    /** The partition of each disk that becomes a physical volume. */
    public List<String> physicalVolumes() {
        return disks.stream().map(disk -> Disk.partitionDevice(disk.path(), 1)).toList();
    }

    /** What makes a repository of them. */
    public List<Phase> create(StorageRepository repository) {
        return phases(new Phase("make the repository", List.of(new CreateRepository(repository, physicalVolumes()))));
    }

    /** What adds them to a repository. */
    public List<Phase> extend(StorageRepository repository) {
        return phases(new Phase("extend the repository", List.of(new ExtendRepository(repository, physicalVolumes()))));
    }

    private List<Phase> phases(Phase last) {
        List<Action> clear = new ArrayList<>();
        clear.add(new ConfirmUnchanged(disks));
        disks.forEach(disk -> clear.add(new WipeDisk(disk.path(), List.of(), "")));
        List<Action> partition = new ArrayList<>();
        for (Disk disk : disks) {
            partition.add(new WritePartitionTable(
                    disk.path(), DiskLayout.repositoryTable(disk).script()));
        }
        return List.of(new Phase("clear the disks", clear), new Phase("partition the disks", partition), last);
    }
}
