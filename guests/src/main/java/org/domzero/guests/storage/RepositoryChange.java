package org.domzero.guests.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.domzero.guests.remote.Chap;
import org.domzero.guests.remote.IscsiUnit;
import org.domzero.guests.remote.NetworkPlace;
import org.domzero.guests.remote.NfsExport;
import org.domzero.guests.state.RemoveStateFile;
import org.domzero.guests.state.WriteStateFile;
import org.domzero.partitioner.RepositoryDisks;
import org.domzero.partitioner.StorageRepository;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.CommandAction;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * A change of the host's repositories: what will be done, and what whoever asked for it should know.
 *
 * @param warnings one sentence each
 * @param undo what takes it back when it fails half-way; empty where there is nothing to take back
 */
public record RepositoryChange(Plan plan, List<String> warnings, Optional<Plan> undo) {
    private static final String SPANNING =
            " has its volumes on several disks without redundancy: it dies with any one of them. A RAID below it, or a"
                    + " repository for each disk, does not";

    private static final String ONE_HOST =
            "a disk of a server is for one host at a time: nothing keeps two from overwriting each other's volumes";

    public RepositoryChange {
        warnings = List.copyOf(warnings);
    }

    private RepositoryChange(Plan plan, List<String> warnings) {
        this(plan, warnings, Optional.empty());
    }

    /**
     * A new group on empty disks.
     *
     * @param uuid made by the caller, so that equal requests give equal plans
     * @throws UserError when the name is not free
     */
    public static RepositoryChange createOnDisks(
            Repositories here, UUID uuid, String name, String description, RepositoryDisks disks) {
        RepositoryRecord record =
                new RepositoryRecord(uuid, here.free(name, null), description, RepositoryKind.LVM, null, "");
        List<Phase> phases = new ArrayList<>(disks.create(new StorageRepository(uuid)));
        phases.add(noting(record));
        return new RepositoryChange(
                new Plan("make the repository " + name + " on " + String.join(", ", disks.physicalVolumes()), phases),
                disks.disks().size() > 1 ? List.of(name + SPANNING) : List.of());
    }

    /**
     * A directory for volumes, or one with ISO files.
     *
     * @param directory that is there, absolute
     * @param whyNot what {@link StateVolume#whyNotLasting} says of the directory
     * @throws UserError when the name is not free, or what is in the directory would not last
     */
    public static RepositoryChange createInDirectory(
            Repositories here,
            UUID uuid,
            String name,
            String description,
            RepositoryKind kind,
            String directory,
            @Nullable String whyNot) {
        if (whyNot != null) {
            throw UserError.usage(
                    directory + " " + whyNot,
                    "mount another disk, volume or network directory, and name a directory of that");
        }
        requireUnused(here, directory);
        RepositoryRecord record = new RepositoryRecord(uuid, here.free(name, null), description, kind, directory, "");
        return new RepositoryChange(
                new Plan("make the repository " + name + " in " + directory, List.of(noting(record))), List.of());
    }

    private static void requireUnused(Repositories here, String location) {
        for (Repository other : here.all()) {
            if (other.location().contains(location)) {
                throw UserError.usage(
                        location + " is the repository " + other.name() + " already", "name another place");
            }
        }
    }

    /**
     * A directory of an NFS server for volumes, or one with ISO files, which is only read.
     *
     * @throws UserError when the name is not free, or the directory is a repository already
     */
    public static RepositoryChange createOnServer(
            Repositories here, UUID uuid, String name, String description, RepositoryKind kind, NfsExport export) {
        requireUnused(here, export.text());
        RepositoryRecord record =
                new RepositoryRecord(uuid, here.free(name, null), description, kind, export.text(), export.options());
        List<Phase> phases = new ArrayList<>();
        phases.add(new Phase("mount it", export.attach(uuid, !kind.holdsVolumes())));
        phases.add(
                kind.holdsVolumes()
                        ? Phase.of("see whether it can be written", export.tryWriting(uuid))
                        : Phase.of("see whether it can be read", export.tryReading(uuid)));
        phases.add(noting(record));
        phases.add(ordering());
        return new RepositoryChange(
                new Plan("make the repository " + name + " in " + export.text(), phases),
                List.of(),
                Optional.of(detaching(name, export, uuid, Set.of())));
    }

    /**
     * A new group on the empty disk of an iSCSI server, with which there is a session.
     *
     * @throws UserError when the name is not free
     */
    public static RepositoryChange createOnUnit(
            Repositories here, UUID uuid, String name, String description, RepositoryDisks disks, IscsiUnit unit) {
        RepositoryRecord record =
                new RepositoryRecord(uuid, here.free(name, null), description, RepositoryKind.ISCSI, unit.text(), "");
        List<Phase> phases = new ArrayList<>(disks.create(new StorageRepository(uuid)));
        phases.add(noting(record));
        phases.add(ordering());
        return new RepositoryChange(
                new Plan("make the repository " + name + " on " + unit.text(), phases), List.of(ONE_HOST));
    }

    /**
     * Takes up a group that was made before, by this host or another one, which {@link #forget} has let go of.
     *
     * @param unit where it is on the network; null for one on disks of this host
     * @throws UserError when the name is not free, or the repository is known already
     */
    public static RepositoryChange introduce(
            Repositories here, UUID uuid, String name, String description, @Nullable IscsiUnit unit) {
        for (Repository known : here.all()) {
            if (known.uuid().equals(uuid) && (unit == null || known.network() != null)) {
                throw UserError.usage(
                        uuid + " is on this host already, as the repository " + known.name(),
                        "'domzero sr rename' gives it another name");
            }
        }
        RepositoryRecord record = new RepositoryRecord(
                uuid,
                here.free(name, uuid),
                description,
                unit == null ? RepositoryKind.LVM : RepositoryKind.ISCSI,
                unit == null ? null : unit.text(),
                "");
        List<Phase> phases = new ArrayList<>();
        phases.add(Phase.of("take up the disks", new ImportGroup(new StorageRepository(uuid))));
        phases.add(noting(record));
        if (unit != null) {
            phases.add(ordering());
        }
        return new RepositoryChange(
                new Plan("take up the repository " + uuid + " as " + name, phases),
                unit == null ? List.of() : List.of(ONE_HOST));
    }

    /**
     * Makes a repository on the network appear on this host again.
     *
     * @throws UserError when it is not on the network, or is attached and its server does not answer
     */
    public static RepositoryChange attach(Repository repository) {
        NetworkPlace network = network(repository);
        if (repository.state() == Repository.State.SILENT) {
            throw UserError.failed(
                    repository.name() + " is attached, but does not answer: " + network.text(),
                    "it goes on by itself when its server does");
        }
        return new RepositoryChange(
                new Plan(
                        "attach the repository " + repository.name(),
                        List.of(new Phase(
                                "attach it",
                                network.attach(
                                        repository.uuid(), !repository.kind().holdsVolumes())))),
                List.of());
    }

    /**
     * Makes a repository on the network disappear from this host until it is attached again, or the host starts.
     *
     * @param running names of guests that run and have a disk in it
     * @throws UserError when it is not on the network, or in use
     */
    public static RepositoryChange detach(Repositories here, Repository repository, List<String> running) {
        NetworkPlace network = network(repository);
        if (!running.isEmpty()) {
            throw UserError.refused(
                    "guests that run have disks or CDs in " + repository.name() + ": " + String.join(", ", running),
                    "stop them first, or eject the CDs");
        }
        return new RepositoryChange(
                detaching(repository.name(), network, repository.uuid(), others(here, repository)), List.of());
    }

    private static NetworkPlace network(Repository repository) {
        NetworkPlace network = repository.network();
        if (network == null) {
            throw UserError.usage(
                    repository.name() + " is on this host, and always attached",
                    "'domzero sr forget' lets go of a repository");
        }
        return network;
    }

    private static Set<Integer> others(Repositories here, Repository repository) {
        return repository.network() instanceof IscsiUnit unit ? here.unitsInUse(unit, repository.uuid()) : Set.of();
    }

    private static Plan detaching(String name, NetworkPlace network, UUID uuid, Set<Integer> keptUnits) {
        return new Plan(
                "detach the repository " + name, List.of(new Phase("detach it", network.detach(uuid, keptUnits))));
    }

    /**
     * Adds disks to a group.
     *
     * @throws UserError when the repository is not one of disks, or not whole
     */
    public static RepositoryChange extend(Repository repository, RepositoryDisks disks) {
        if (repository.kind() == RepositoryKind.ISCSI) {
            throw UserError.usage(
                    repository.name() + " is on one disk of a server",
                    "let the disk grow there; another disk of it takes a repository of its own: 'domzero sr create'");
        }
        if (repository.kind() != RepositoryKind.LVM) {
            throw UserError.usage(
                    repository.name() + " is a directory, not an LVM group",
                    "extend the file system that it is on; a repository of its own on the disk: 'domzero sr create'");
        }
        if (repository.state() != Repository.State.READY) {
            throw UserError.failed(
                    "of " + repository.name() + " " + repository.state().words(),
                    "'pvs' and 'vgs' tell which; bring them back first");
        }
        return new RepositoryChange(
                new Plan(
                        "extend the repository " + repository.name() + " by "
                                + String.join(", ", disks.physicalVolumes()),
                        disks.extend(repository.group())),
                List.of(repository.name() + SPANNING));
    }

    /**
     * Gives a repository another name.
     *
     * @throws UserError when the new name is not free
     */
    public static RepositoryChange rename(Repositories here, Repository repository, String name) {
        return rewrite(here, repository, name, repository.description(), "rename " + repository.name() + " to " + name);
    }

    public static RepositoryChange describe(Repositories here, Repository repository, String description) {
        return rewrite(here, repository, repository.name(), description, "describe " + repository.name());
    }

    private static RepositoryChange rewrite(
            Repositories here, Repository repository, String name, String description, String title) {
        RepositoryRecord record = new RepositoryRecord(
                repository.uuid(),
                here.free(name, repository.uuid()),
                description,
                repository.kind(),
                repository.kind() == RepositoryKind.LVM
                        ? null
                        : repository.location().get(0),
                repository.network() instanceof NfsExport export ? export.options() : "");
        return new RepositoryChange(new Plan(title, List.of(noting(record))), List.of());
    }

    /**
     * Lets guests' disks go there when nobody says otherwise.
     *
     * @throws UserError when it holds no volumes, as a library of ISO files
     */
    public static RepositoryChange makeUsual(Repository repository) {
        if (!repository.kind().holdsVolumes()) {
            throw UserError.usage(
                    repository.name() + " holds ISO files, not guests' disks", "choose one of another type");
        }
        return new RepositoryChange(
                new Plan(
                        "make " + repository.name() + " the default",
                        List.of(Phase.of(
                                "note it",
                                new WriteStateFile(
                                        Repositories.USUAL,
                                        repository.uuid() + "\n",
                                        "note that guests' disks go into " + repository.name())))),
                List.of());
    }

    /**
     * Lets go of a repository without removing anything in it. An LVM group is exported: the host does not use it, its
     * disks can go to another one, and {@code vgimport} takes it back.
     *
     * @param users names of guests with a disk in it
     * @throws UserError when it is in use, or holds what is known of guests
     */
    public static RepositoryChange forget(Repositories here, Repository repository, List<String> users) {
        if (here.holdsState(repository)) {
            throw UserError.refused(
                    repository.name() + " holds what is known of all guests and repositories",
                    "it is the one that the host was installed with, and stays");
        }
        if (!users.isEmpty()) {
            throw UserError.refused(
                    "guests have disks in " + repository.name() + ": " + String.join(", ", users),
                    "delete these guests, or export them to another host, first");
        }
        List<Phase> phases = new ArrayList<>();
        if (repository.kind() == RepositoryKind.LVM && repository.isWithinReach()) {
            phases.add(Phase.of("let go of the disks", new ExportGroup(repository.group())));
        }
        NetworkPlace network = repository.network();
        if (network != null && repository.state() != Repository.State.DETACHED) {
            phases.add(new Phase("detach it", network.detach(repository.uuid(), others(here, repository))));
        }
        List<Action> forgetting = new ArrayList<>();
        forgetting.add(
                new RemoveStateFile(Repositories.file(repository.uuid()), "forget that there is " + repository.name()));
        if (network instanceof IscsiUnit unit && unit.target() != null && !here.hasAnotherOf(unit, repository.uuid())) {
            forgetting.add(new RemoveStateFile(Chap.file(unit.target()), "forget a password for " + unit.target()));
        }
        phases.add(new Phase("forget it", forgetting));
        return new RepositoryChange(
                new Plan("forget the repository " + repository.name() + ", removing nothing in it", phases), List.of());
    }

    /** Of one on the network: that it goes after the guests, and before the network, when the host ends. */
    private static Phase ordering() {
        return Phase.of("let it be detached with the host's end", new StartAttachment());
    }

    private record StartAttachment() implements CommandAction {
        @Override
        public String summary() {
            return "start domzero-repositories.service";
        }

        @Override
        public List<Command> commands() {
            return List.of(Command.of("systemctl", "start", "--no-block", "domzero-repositories.service"));
        }
    }

    private static Phase noting(RepositoryRecord record) {
        return Phase.of(
                "note it",
                new WriteStateFile(
                        Repositories.file(record.uuid()),
                        record.json(),
                        "note that " + record.uuid() + " is called " + record.name()));
    }

    /** vgimport(8), of one that was exported; it is activated too. */
    private record ImportGroup(StorageRepository repository) implements Action {
        @Override
        public String summary() {
            return "import the LVM group " + repository.vgName();
        }

        @Override
        public void perform(Effects effects) {
            CommandResult exported =
                    effects.commands().run("vgs", "--noheadings", "-o", "vg_exported", repository.vgName());
            if (!exported.output().isBlank()) {
                effects.commands().run("vgimport", repository.vgName());
            }
            effects.commands().run("vgchange", "-ay", repository.vgName());
        }
    }

    /** vgexport(8); its volumes are closed before. */
    private record ExportGroup(StorageRepository repository) implements CommandAction {
        @Override
        public String summary() {
            return "export the LVM group " + repository.vgName();
        }

        @Override
        public List<Command> commands() {
            return List.of(
                    Command.of("vgchange", "-an", repository.vgName()), Command.of("vgexport", repository.vgName()));
        }
    }
}
