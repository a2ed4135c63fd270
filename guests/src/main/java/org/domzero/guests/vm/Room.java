package org.domzero.guests.vm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.RepositoryKind;
import org.domzero.guests.storage.Volume;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;

/** Whether repositories take what is to be put into them; where they do not, a user is told what else could be done. */
enum Room {
    /** In one that was named, or is the default: it could be another. */
    CHOSEN("name another with --repository ('domzero sr list' shows them), or "),
    /** Where a disk is that is to grow, or to have a copy beside it. */
    GIVEN("");

    private final String otherwise;

    Room(String otherwise) {
        this.otherwise = otherwise;
    }

    /**
     * Makes sure of it for new volumes.
     *
     * @throws UserError when one of their repositories takes none, or has too little space for all of its own
     */
    void require(List<Volume> wanted) {
        Map<Repository, Long> sums = new LinkedHashMap<>();
        wanted.forEach(volume -> sums.merge(volume.repository(), volume.size().bytes(), Long::sum));
        sums.forEach(this::require);
    }

    /** As {@link #require(List)}, for so many bytes. */
    void require(Repository repository, long wanted) {
        if (!repository.kind().holdsVolumes()) {
            throw UserError.usage(
                    repository.name() + " holds ISO files, not guests' disks", "'domzero sr list' shows the others");
        }
        // LVM changes nothing in a group of which disks are missing.
        if (repository.state() != Repository.State.READY) {
            throw UserError.failed(
                    repository.name() + " cannot be used: " + repository.state().words()
                            + (repository.kind() == RepositoryKind.LVM
                                    ? ""
                                    : ": " + String.join(", ", repository.location())),
                    otherwise + howToBringBack(repository));
        }
        ByteSize free = repository.free();
        if (free != null && wanted > free.bytes()) {
            throw UserError.failed(
                    "there is too little space in " + repository.name() + ": " + new ByteSize(wanted) + " wanted, "
                            + exactly(free, wanted) + " free",
                    otherwise
                            + (repository.kind() == RepositoryKind.LVM
                                    ? "give it one more disk: 'domzero sr extend'"
                                    : "make space in " + String.join(", ", repository.location())));
        }
    }

    private static String howToBringBack(Repository repository) {
        return switch (repository.state()) {
            case DETACHED -> "attach it: domzero sr attach " + repository.name();
            case SILENT -> "see after its server";
            default ->
                repository.kind() == RepositoryKind.LVM
                        ? "bring its disks back: 'pvs' and 'vgs' tell which"
                        : "mount it";
        };
    }

    /** Rounded to tenths of GiB, what is wanted and what is free may look the same. */
    private static String exactly(ByteSize free, long wanted) {
        return wanted - free.bytes() < wanted / 100 ? free.mebibytes() + " MiB" : free.toString();
    }
}
