package org.domzero.cli;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.domzero.guests.remote.IscsiUnit;
import org.domzero.guests.remote.NetworkPlace;
import org.domzero.guests.remote.NfsExport;
import org.domzero.guests.state.StateVolume;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.RepositoryChange;
import org.domzero.guests.storage.RepositoryKind;
import org.domzero.partitioner.Disks;
import org.domzero.partitioner.RepositoryDisks;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero sr create}. */
@Command(
        name = "create",
        description = {
            "Make a repository on empty disks, in a directory, or on a server.",
            "",
            "A disk that carries anything is refused. Several disks in one repository share its fate: it dies with any"
                    + " one of them. What a directory holds stays.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero sr create fast /dev/nvme1n1",
            "  domzero sr create archive --type file /srv/guests",
            "  domzero sr create vms nas.example.com:/export/vms",
            "  domzero sr create san iscsi://10.0.0.5/iqn.2026-11.org.example:san/1",
            "  domzero sr create san iscsi://10.0.0.5         say which targets there are",
            "  domzero sr create san iscsi://10.0.0.5/iqn.2026-11.org.example:san/1 --chap-user xen01",
            "  domzero sr create iso --type iso /srv/iso",
            "  domzero sr create iso --type iso nas.example.com:/export/iso",
            "  domzero sr create fast /dev/nvme1n1 --plan     show what would be done, write nothing",
        })
final class SrCreateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "What it is to be called.")
    private String name = "";

    @Parameters(
            index = "1..*",
            paramLabel = "WHERE",
            arity = "1..*",
            description = "Disks; or one directory, SERVER:/DIRECTORY (NFS), or iscsi://SERVER[:PORT]/TARGET/LUN.")
    private List<String> places = List.of();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "lvm (disks), file (a directory for disks of guests), nfs, iscsi, iso (a directory with ISO"
                    + " files). Needed for directories; of the others WHERE tells it.")
    private @Nullable RepositoryKind type;

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "In a few words.")
    private String description = "";

    @Option(
            names = "--options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "For the mount of an NFS directory: nfs(5).")
    private String options = "";

    @Mixin
    private ChapOptions login = new ChapOptions();

    @Mixin
    private ChangeOptions changing = new ChangeOptions();

    @Override
    public Integer call() {
        HostTerminal terminal = HostTerminal.of(spec);
        NetworkPlace network = network();
        RepositoryKind kind = kind(network);
        if (kind != RepositoryKind.LVM && places.size() > 1) {
            throw UserError.usage("a repository of the type " + kind.word() + " is in one place", "make one for each");
        }
        if (network instanceof IscsiUnit unit) {
            return IscsiTerminal.withSession(
                    terminal,
                    unit,
                    login.chap(),
                    changing,
                    (here, found) -> RepositoryChange.createOnUnit(
                            here,
                            UUID.randomUUID(),
                            name,
                            description,
                            RepositoryDisks.choose(
                                    List.of(found.disk()), List.of(found.disk().path())),
                            found.unit()));
        }
        login.requireNone(places.get(0));
        return terminal.change(changing, (here, effects) -> {
            if (network instanceof NfsExport export) {
                return RepositoryChange.createOnServer(here, UUID.randomUUID(), name, description, kind, export);
            }
            return kind == RepositoryKind.LVM ? onDisks(here, effects) : inDirectory(here, kind, effects);
        });
    }

    private RepositoryChange onDisks(Repositories here, Effects effects) {
        RepositoryDisks disks = RepositoryDisks.choose(Disks.read(effects.commands()), places);
        return RepositoryChange.createOnDisks(here, UUID.randomUUID(), name, description, disks);
    }

    private RepositoryChange inDirectory(Repositories here, RepositoryKind kind, Effects effects) {
        String directory = StateVolume.directory(effects, places.get(0));
        return RepositoryChange.createInDirectory(
                here,
                UUID.randomUUID(),
                name,
                description,
                kind,
                directory,
                StateVolume.whyNotLasting(effects, directory));
    }

    private @Nullable NetworkPlace network() {
        if (!NetworkPlace.isOne(places.get(0))) {
            return null;
        }
        try {
            return NetworkPlace.parse(places.get(0), options);
        } catch (IllegalArgumentException wrong) {
            throw UserError.usage(
                    String.valueOf(wrong.getMessage()),
                    "as nas.example.com:/export/vms, or iscsi://10.0.0.5/iqn.2026-11.org.example:san/1");
        }
    }

    /** What the place says, and has to agree with what the user says. */
    private RepositoryKind kind(@Nullable NetworkPlace network) {
        RepositoryKind told = told(network);
        if (told == null) {
            if (type == null) {
                throw UserError.usage(
                        "what is " + places.get(0) + " to hold?",
                        "--type file for disks of guests, --type iso for ISO files");
            }
            return require(type, RepositoryKind.FILE, RepositoryKind.ISO);
        }
        if (type == null) {
            return told;
        }
        return told == RepositoryKind.NFS ? require(type, RepositoryKind.NFS, RepositoryKind.ISO) : require(type, told);
    }

    private @Nullable RepositoryKind told(@Nullable NetworkPlace network) {
        if (network != null) {
            return network instanceof IscsiUnit ? RepositoryKind.ISCSI : RepositoryKind.NFS;
        }
        return places.get(0).startsWith("/dev/") ? RepositoryKind.LVM : null;
    }

    private RepositoryKind require(RepositoryKind asked, RepositoryKind... fitting) {
        if (!List.of(fitting).contains(asked)) {
            throw UserError.usage(
                    places.get(0) + " cannot be a repository of the type " + asked.word(),
                    switch (asked) {
                        case LVM -> "name disks, as /dev/sdb";
                        case NFS -> "name a directory of a server, as nas.example.com:/export/vms";
                        case ISCSI -> "name a disk of a server, as iscsi://10.0.0.5/iqn.2026-11.org.example:san/1";
                        case FILE, ISO ->
                            "name a directory, as /srv/" + asked.name().toLowerCase(Locale.ROOT);
                    });
        }
        return asked;
    }
}
