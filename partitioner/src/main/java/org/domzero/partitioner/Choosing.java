package org.domzero.partitioner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.domzero.partitioner.DiskContent.Layer;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** One run of {@link DiskChoice#choose}: collects every problem on its way. */
final class Choosing {
    private static final Comparator<@Nullable String> NULLS_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<Disk> BY_SIZE = Comparator.comparing(Disk::size)
            .thenComparing(Disk::serial, NULLS_FIRST)
            .thenComparing(Disk::wwn, NULLS_FIRST)
            .thenComparing(Disk::path);

    private final List<Disk> disks;
    private final Policy policy;
    private final Function<String, @Nullable Place> places;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<StorageRepository> refused = new LinkedHashSet<>();
    private ExitCode exitCode = ExitCode.USAGE;

    Choosing(List<Disk> disks, Policy policy, Function<String, @Nullable Place> places) {
        this.disks = disks;
        this.policy = policy;
        this.places = places;
    }

    DiskChoice choose(DiskSelector system, List<DiskSelector> repository) {
        Map<String, Disk> chosen = new LinkedHashMap<>();
        Disk systemDisk = resolve(DiskChoice.SYSTEM_DISK, system, disk -> DiskChoice.whyNotSystemDisk(disk, policy));
        take(DiskChoice.SYSTEM_DISK, systemDisk, chosen);
        for (int i = 0; i < repository.size(); i++) {
            String key = DiskChoice.REPOSITORY_DISKS + "[" + i + "]";
            Disk disk = resolve(key, repository.get(i), one -> DiskChoice.whyNotRepositoryDisk(one, policy));
            if (systemDisk != null && disk != null) {
                requireSameSectors(key, disk, systemDisk);
            }
            take(key, disk, chosen);
        }
        chosen.forEach(this::protectData);
        // Which disks stay untouched is known only once every selector has found its own.
        if (chosen.size() == repository.size() + 1) {
            protectOtherDisks(chosen);
        }
        if (systemDisk == null || !problems.isEmpty()) {
            throw refused.isEmpty() ? new UserError(exitCode, problems) : new RepositoryRefused(problems, refused);
        }
        return new DiskChoice(systemDisk, chosen.values().stream().skip(1).toList());
    }

    static Optional<String> whyNot(Disk disk, String role, ByteSize minimum, Policy policy) {
        if (policy.isBootMedium(disk)) {
            return Optional.of("is a medium that this installer or its answers come from");
        }
        if (disk.readOnly()) {
            return Optional.of("is read-only");
        }
        return disk.size().compareTo(minimum) < 0
                ? Optional.of("is too small: " + role + " has at least " + minimum)
                : Optional.empty();
    }

    private @Nullable Disk resolve(String key, DiskSelector selector, Function<Disk, Optional<String>> whyNot) {
        List<Disk> matching = disks.stream().filter(selector::matches).toList();
        if (matching.isEmpty()) {
            wrong(key, key + " matches no disk", "it asks for " + selector.describe() + "; " + disksHere(selector));
            return null;
        }
        List<Disk> usable =
                matching.stream().filter(disk -> whyNot.apply(disk).isEmpty()).toList();
        if (usable.isEmpty()) {
            for (Disk disk : matching) {
                String message = key + " matches " + disk.describe() + ", which "
                        + whyNot.apply(disk).orElseThrow();
                if (policy.isBootMedium(disk)) {
                    refuse(key, message, disksHere());
                } else {
                    wrong(key, message, disksHere());
                }
            }
            return null;
        }
        if (selector.pick() == DiskSelector.Pick.SMALLEST) {
            return usable.stream().min(BY_SIZE).orElseThrow();
        }
        if (selector.pick() == DiskSelector.Pick.LARGEST) {
            return usable.stream().max(BY_SIZE).orElseThrow();
        }
        if (usable.size() > 1) {
            wrong(
                    key,
                    key + " matches " + usable.size() + " disks: "
                            + usable.stream().map(Disk::describe).collect(Collectors.joining(", ")),
                    "add what tells them apart, such as serial = \"…\", or pick = \"smallest\" or \"largest\"");
            return null;
        }
        return usable.get(0);
    }

    private void take(String key, @Nullable Disk disk, Map<String, Disk> chosen) {
        if (disk == null) {
            return;
        }
        for (Map.Entry<String, Disk> earlier : chosen.entrySet()) {
            if (sameDisk(earlier.getValue(), disk)) {
                wrong(
                        key,
                        key + " and " + earlier.getKey() + " are the same disk: " + disk.describe(),
                        "name every disk once; the system disk is part of the repository as it is");
                return;
            }
        }
        chosen.put(key, disk);
    }

    /** A disk that is reached over two paths appears as two disks of one name. */
    private static boolean sameDisk(Disk one, Disk other) {
        return one.path().equals(other.path())
                || (one.wwn() != null && one.wwn().equals(other.wwn()) && Objects.equals(one.serial(), other.serial()));
    }

    /** LVM refuses a group of disks with different logical sectors, unless configured to allow it. */
    private void requireSameSectors(String key, Disk disk, Disk systemDisk) {
        if (disk.logicalSectorSize() != systemDisk.logicalSectorSize()) {
            wrong(
                    key,
                    key + " matches " + disk.describe() + ", which has sectors of " + disk.logicalSectorSize()
                            + " bytes where the system disk " + systemDisk.path() + " has "
                            + systemDisk.logicalSectorSize(),
                    "the disks of one repository have equal sectors; leave it out, or choose another system disk");
        }
    }

    private void protectData(String key, Disk disk) {
        String matches = key + " matches " + disk.describe() + ", ";
        for (DiskContent content : disk.contents()) {
            if (!content.filesystemMountPoints().isEmpty()) {
                refuse(
                        key,
                        matches + "and " + content.device() + " on it is mounted at "
                                + String.join(", ", content.filesystemMountPoints()),
                        "unmount it, or choose another disk; " + disksHere());
            } else if (content.layer() == Layer.OTHER) {
                refuse(
                        key,
                        matches + "and " + content.device() + " has it open",
                        "close that device, or choose another disk; " + disksHere());
            } else if (content.format() instanceof Format.PhysicalVolume volume && volume.groupUnreadable()) {
                refuse(
                        key,
                        matches + "and " + content.device() + " on it is a physical volume of an LVM group that cannot"
                                + " be read, which may be a storage repository",
                        "see what 'pvs' says of it; its other disks may be missing, and 'vgck --updatemetadata' may"
                                + " mend it; if it is really worthless, run 'wipefs --all " + content.device()
                                + "' and start again; or choose another disk");
            }
        }
        boolean repositoryRefused = false;
        for (StorageRepository repository : disk.repositories()) {
            repositoryRefused |= protectRepository(key, disk, repository);
        }
        if (!repositoryRefused && policy.existingData() == Policy.ExistingData.REFUSE && disk.holdsData()) {
            refuse(
                    key,
                    matches + "which holds data: " + disk.describeContents(),
                    "choose another disk, or say existing-data = \"erase\" under [storage] to lose all of it");
        }
    }

    private boolean protectRepository(String key, Disk disk, StorageRepository repository) {
        if (policy.eraseRepository().isEmpty()) {
            refused.add(repository);
            refuse(
                    key,
                    key + " matches " + disk.describe() + ", which carries the storage repository " + repository,
                    "to erase that repository and every guest in it, say erase-repository = \"" + repository + "\""
                            + (policy.existingData() == Policy.ExistingData.REFUSE
                                    ? " and existing-data = \"erase\""
                                    : "")
                            + " under [storage]");
            return true;
        }
        UUID named = policy.eraseRepository().get();
        if (!named.equals(repository.uuid())) {
            refused.add(repository);
            refuse(
                    DiskChoice.ERASE_REPOSITORY,
                    DiskChoice.ERASE_REPOSITORY + " names " + named + ", but " + disk.describe()
                            + " carries the storage repository " + repository,
                    "choose another disk, or name the repository that is to be erased");
            return true;
        }
        return false;
    }

    /** What reaches over several disks is erased on all of them or on none. */
    private void protectOtherDisks(Map<String, Disk> chosen) {
        for (Disk other : disks) {
            if (chosen.values().stream().anyMatch(disk -> sameDisk(disk, other))) {
                continue;
            }
            policy.eraseRepository()
                    .map(StorageRepository::new)
                    .filter(other.repositories()::contains)
                    .ifPresent(repository -> refuse(
                            DiskChoice.ERASE_REPOSITORY,
                            DiskChoice.ERASE_REPOSITORY + " names " + repository + ", which is on " + other.describe()
                                    + ", a disk that is not chosen",
                            "add that disk to repository-disks, or do not erase the repository"));
            if (policy.existingData() == Policy.ExistingData.ERASE) {
                chosen.forEach((key, disk) -> protectShared(key, disk, other));
            }
        }
    }

    private void protectShared(String key, Disk disk, Disk other) {
        Map<String, String> here = spread(disk);
        here.keySet().retainAll(spread(other).keySet());
        if (!here.isEmpty()) {
            refuse(
                    key,
                    key + " matches " + disk.describe() + ", which shares "
                            + String.join(" and ", here.values()) + " with " + other.describe()
                            + ", a disk that is not chosen",
                    "choose both disks or neither: erasing the one would damage what is on the other");
        }
    }

    /** What may be spread over several disks: identity → name. Repositories have their own rule. */
    private static Map<String, String> spread(Disk disk) {
        Map<String, String> spread = new LinkedHashMap<>();
        for (DiskContent content : disk.contents()) {
            Format format = content.format();
            if (format instanceof Format.RaidMember member && member.arrayUuid() != null) {
                spread.put(
                        member.type() + " " + member.arrayUuid(),
                        "the RAID array " + (member.label() == null ? member.arrayUuid() : member.label()));
            } else if (format instanceof Format.PhysicalVolume volume
                    && volume.group() != null
                    && volume.groupUuid() != null
                    && StorageRepository.parse(volume.group()).isEmpty()) {
                spread.put("lvm " + volume.groupUuid(), "the LVM group " + volume.group());
            } else if (format instanceof Format.Filesystem filesystem
                    && filesystem.mayUseSeveralDisks()
                    && filesystem.uuid() != null) {
                spread.put(
                        filesystem.type() + " " + filesystem.uuid(),
                        "the " + filesystem.type() + " filesystem "
                                + (filesystem.label() == null ? filesystem.uuid() : filesystem.label()));
            }
        }
        return spread;
    }

    private String disksHere() {
        return disksHere(Disk::describe);
    }

    /** With what it asks for and nobody sees otherwise. */
    private String disksHere(DiskSelector selector) {
        return disksHere(disk -> disk.describe()
                + (selector.wwn() == null ? "" : " with " + (disk.wwn() == null ? "no wwn" : "wwn " + disk.wwn()))
                + (selector.transport() == null
                        ? ""
                        : " by " + (disk.transport() == null ? "no known transport" : disk.transport())));
    }

    private String disksHere(Function<Disk, String> described) {
        return disks.isEmpty()
                ? "there is no disk here at all: is the controller in a mode that Linux knows (AHCI rather than RAID),"
                        + " and are its arrays made? 'lspci -nn' and dmesg tell more"
                : "the disks here are " + disks.stream().map(described).collect(Collectors.joining(", "))
                        + "; see 'domzero probe'";
    }

    private void wrong(String key, String message, String hint) {
        problems.add(new Problem(place(key), message, hint));
    }

    private void refuse(String key, String message, String hint) {
        exitCode = ExitCode.REFUSED;
        wrong(key, message, hint);
    }

    private @Nullable Place place(String key) {
        return places.apply(key);
    }
}
