package org.domzero.guests.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.domzero.guests.remote.IscsiUnit;
import org.domzero.guests.remote.Mounts;
import org.domzero.guests.remote.NetworkPlace;
import org.domzero.guests.state.StateVolume;
import org.domzero.partitioner.DiskLayout;
import org.domzero.partitioner.StorageRepository;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * All repositories of this host, as they are at this moment. LVM is asked each time, so that what was done with its own
 * commands shows at once; only what cannot be seen, as a name, is written down.
 */
public final class Repositories {
    static final String DIRECTORY = StateVolume.MOUNT + "/repositories";
    static final String USUAL = DIRECTORY + "/default";
    private static final String ENDING = ".json";

    private final List<Repository> all;
    private final @Nullable UUID installed;

    private Repositories(List<Repository> all, @Nullable UUID installed) {
        this.all = List.copyOf(all);
        this.installed = installed;
    }

    /**
     * Asks LVM, and reads what has been written down.
     *
     * @throws UserError when LVM cannot be asked, or a record is damaged
     */
    public static Repositories read(Effects effects) {
        List<VolumeGroup> groups =
                VolumeGroup.parse(effects.commands().run(VolumeGroup.VGS).output());
        List<RepositoryRecord> records = new ArrayList<>();
        for (Path file : StateVolume.files(effects, DIRECTORY, ENDING)) {
            records.add(RepositoryRecord.parse(file.toString(), StateVolume.text(file)));
        }
        Path usual = effects.resolve(USUAL);
        UUID installed = stateGroup(effects.commands());
        return new Repositories(
                join(
                        groups,
                        records,
                        Files.exists(usual) ? StateVolume.text(usual).strip() : null,
                        installed,
                        effects),
                installed);
    }

    static String file(UUID uuid) {
        return DIRECTORY + "/" + uuid + ENDING;
    }

    /** The group with the volume that is mounted at {@link StateVolume#MOUNT}: the installed one. */
    private static @Nullable UUID stateGroup(CommandRunner commands) {
        return commands
                .tryRun(Command.of("lvs", "--noheadings", "-o", "vg_name", "-S", "lv_name=" + DiskLayout.STATE_VOLUME))
                .lines()
                .stream()
                .map(String::strip)
                .flatMap(name -> StorageRepository.parse(name).stream())
                .map(StorageRepository::uuid)
                .findFirst()
                .orElse(null);
    }

    private static List<Repository> join(
            List<VolumeGroup> groups,
            List<RepositoryRecord> records,
            @Nullable String usual,
            @Nullable UUID installed,
            Effects effects) {
        Map<UUID, RepositoryRecord> known = records.stream()
                .collect(Collectors.toMap(
                        RepositoryRecord::uuid, record -> record, (one, other) -> one, LinkedHashMap::new));
        String chosen = usual == null ? String.valueOf(installed) : usual;
        List<Repository> all = new ArrayList<>();
        for (VolumeGroup group : groups) {
            UUID uuid = group.repository().uuid();
            RepositoryRecord record = known.remove(uuid);
            NetworkPlace network = record == null ? null : record.network();
            all.add(new Repository(
                    uuid,
                    record == null ? usualName(uuid, installed) : record.name(),
                    record == null ? "" : record.description(),
                    network == null ? RepositoryKind.LVM : RepositoryKind.ISCSI,
                    network == null ? group.devices() : List.of(network.text()),
                    network,
                    group.missing() == 0 ? Repository.State.READY : Repository.State.INCOMPLETE,
                    group.size(),
                    new ByteSize(group.size().bytes() - group.free().bytes()),
                    chosen.equals(uuid.toString())));
        }
        Mounts mounts = Mounts.read(effects);
        for (RepositoryRecord record : known.values()) {
            all.add(withoutGroup(record, chosen, mounts, effects));
        }
        all.sort(Comparator.comparing(Repository::name));
        return all;
    }

    private static String usualName(UUID uuid, @Nullable UUID installed) {
        return uuid.equals(installed) ? "local" : "local-" + uuid.toString().substring(0, 8);
    }

    private static Repository withoutGroup(RepositoryRecord record, String chosen, Mounts mounts, Effects effects) {
        Repository repository = new Repository(
                record.uuid(),
                record.name(),
                record.description(),
                record.kind(),
                record.location() == null ? List.of() : List.of(record.location()),
                record.network(),
                record.network() == null ? Repository.State.ABSENT : Repository.State.DETACHED,
                null,
                null,
                chosen.equals(record.uuid().toString()));
        if (record.kind().isGroup() || (record.network() != null && !mounts.at(repository.directory()))) {
            return repository;
        }
        return DirectorySpace.of(repository.directory(), effects).appliedTo(repository);
    }

    /** By name. */
    public List<Repository> all() {
        return all;
    }

    /** Whether it has the volume with what is known of guests and repositories. */
    public boolean holdsState(Repository repository) {
        return repository.uuid().equals(installed);
    }

    /**
     * Logical units of an iSCSI target that are attached.
     *
     * @param except a repository that does not count; null for none
     */
    public Set<Integer> unitsInUse(IscsiUnit target, @Nullable UUID except) {
        Set<Integer> units = new TreeSet<>();
        for (Repository other : all) {
            if (other.network() instanceof IscsiUnit unit
                    && unit.sharesSessionWith(target)
                    && unit.lun() != null
                    && other.state() != Repository.State.DETACHED
                    && !other.uuid().equals(except)) {
                units.add(unit.lun());
            }
        }
        return units;
    }

    /**
     * Whether another repository is on a unit of the same target, attached or not.
     *
     * @param except the repository that does not count
     */
    boolean hasAnotherOf(IscsiUnit target, UUID except) {
        return all.stream()
                .anyMatch(other -> !other.uuid().equals(except)
                        && other.network() instanceof IscsiUnit unit
                        && unit.sharesSessionWith(target));
    }

    /**
     * The one that is called so.
     *
     * @throws UserError when there is none of this name or uuid, or several of the name
     */
    public Repository named(String nameOrUuid) {
        List<Repository> fitting =
                all.stream().filter(one -> one.is(nameOrUuid)).toList();
        if (fitting.isEmpty()) {
            throw UserError.usage("there is no repository " + nameOrUuid, "here are " + names());
        }
        if (fitting.size() > 1) {
            throw UserError.usage(
                    "there are " + fitting.size() + " repositories called " + nameOrUuid,
                    "name it by its uuid: "
                            + fitting.stream().map(one -> one.uuid().toString()).collect(Collectors.joining(" or ")));
        }
        return fitting.get(0);
    }

    /** Where guests' disks go when nobody says otherwise. */
    public Repository usual() {
        return all.stream()
                .filter(Repository::usual)
                .findFirst()
                .orElseThrow(() -> UserError.usage(
                        "no repository is the default",
                        "name one, or choose with 'domzero sr default'; here are " + names()));
    }

    /** @throws UserError when the name is not one, or taken by another than {@code own} */
    String free(String name, @Nullable UUID own) {
        try {
            RepositoryName.parse(name);
        } catch (IllegalArgumentException wrong) {
            throw UserError.usage(String.valueOf(wrong.getMessage()), "for example: nvme, or backup-1");
        }
        for (Repository other : all) {
            if (other.name().equals(name) && !other.uuid().equals(own)) {
                throw UserError.usage(
                        "there is a repository " + name + " already: " + other.uuid(), "choose another name");
            }
        }
        return name;
    }

    private String names() {
        return all.isEmpty() ? "none" : all.stream().map(Repository::name).collect(Collectors.joining(", "));
    }
}
