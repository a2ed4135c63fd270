package org.domzero.cli;

import com.google.gson.JsonArray;
import java.util.List;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.RepositoryChange;
import org.domzero.guests.vm.Guests;
import org.domzero.partitioner.Disks;
import org.domzero.partitioner.RepositoryDisks;
import org.domzero.toolkit.Columns;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero sr …}. */
@Command(
        name = "sr",
        description = {
            "Storage repositories: where guests' disks are, and ISO files for their drives.",
            "",
            "A repository on disks, or on a disk of an iSCSI server, is an LVM group, VG_XenStorage-<uuid>: LVM's own"
                    + " commands work beside these. Others are directories, of this host or of an NFS server.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SrCreateCommand.class,
            SrIntroduceCommand.class,
            SrAttachCommand.class,
            SrDetachCommand.class,
        },
        footer = {
            "",
            "Examples:",
            "  domzero sr list --json",
            "  domzero sr create fast /dev/nvme1n1           a repository on an empty disk",
            "  domzero sr extend fast /dev/nvme2n1           one more disk for it",
            "  domzero sr create vms nas.example.com:/vms    a directory of an NFS server",
            "  domzero sr create iso --type iso /srv/iso     a library of ISO files",
            "  domzero sr default fast                       new disks of guests go there",
        })
final class SrCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "list",
            description = "Show all repositories.",
            footer = {"", "Examples:", "  domzero sr list", "  domzero sr list --json"})
    int list(@Option(names = "--json", description = "As JSON.") boolean json) {
        HostTerminal terminal = HostTerminal.of(spec);
        Repositories here = Repositories.read(terminal.looking());
        return terminal.show(json, () -> json(here), () -> columns(here).render());
    }

    private static JsonArray json(Repositories here) {
        JsonArray all = new JsonArray();
        here.all().forEach(repository -> all.add(repository.toJson()));
        return all;
    }

    private static Columns columns(Repositories here) {
        Columns columns = new Columns("", "NAME", "TYPE", "SIZE>", "USED>", "STATE", "UUID", "DESCRIPTION");
        for (Repository repository : here.all()) {
            columns.add(
                    repository.usual() ? "*" : "",
                    repository.name(),
                    repository.kind().word(),
                    repository.size() == null ? "-" : repository.size().toString(),
                    repository.used() == null ? "-" : repository.used().toString(),
                    repository.state().words(),
                    repository.uuid().toString(),
                    repository.description());
        }
        return columns;
    }

    @Command(
            name = "show",
            description = "Show a repository and the volumes in it.",
            footer = {"", "Examples:", "  domzero sr show local", "  domzero sr show local --json"})
    int show(
            @Parameters(paramLabel = "REPOSITORY", description = "Its name or uuid.") String name,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        HostTerminal terminal = HostTerminal.of(spec);
        RepositoryContent content = RepositoryContent.read(name, terminal.looking());
        return terminal.show(json, content::json, content::text);
    }

    @Command(
            name = "extend",
            description = {
                "Add empty disks to a repository.",
                "",
                "There is no way back, and it dies with any one of its disks: on a RAID below, or with a repository of its"
                        + " own for each disk, that is otherwise.",
                ""
            },
            footer = {"", "Examples:", "  domzero sr extend fast /dev/nvme2n1"})
    int extend(
            @Parameters(paramLabel = "REPOSITORY", description = "Its name or uuid.") String name,
            @Parameters(paramLabel = "DISK", arity = "1..*", description = "Empty disks.") List<String> places,
            @Mixin ChangeOptions options) {
        return HostTerminal.of(spec)
                .change(
                        options,
                        (here, effects) -> RepositoryChange.extend(
                                here.named(name), RepositoryDisks.choose(Disks.read(effects.commands()), places)));
    }

    @Command(
            name = "rename",
            description = "Give a repository another name.",
            footer = {"", "Example:", "  domzero sr rename local-3f2a8b1c archive"})
    int rename(
            @Parameters(paramLabel = "REPOSITORY", description = "Its name or uuid.") String name,
            @Parameters(paramLabel = "NAME", description = "The new one.") String newName,
            @Mixin ChangeOptions options) {
        return HostTerminal.of(spec)
                .change(options, (here, effects) -> RepositoryChange.rename(here, here.named(name), newName));
    }

    @Command(
            name = "describe",
            description = "Say in a few words what a repository is for.",
            footer = {"", "Example:", "  domzero sr describe fast \"databases only\""})
    int describe(
            @Parameters(paramLabel = "REPOSITORY", description = "Its name or uuid.") String name,
            @Parameters(paramLabel = "TEXT", description = "Empty for nothing.") String text,
            @Mixin ChangeOptions options) {
        return HostTerminal.of(spec)
                .change(options, (here, effects) -> RepositoryChange.describe(here, here.named(name), text));
    }

    @Command(
            name = "default",
            description = "Choose where guests' disks go when nobody says otherwise.",
            footer = {"", "Example:", "  domzero sr default fast"})
    int makeDefault(
            @Parameters(paramLabel = "REPOSITORY", description = "Its name or uuid.") String name,
            @Mixin ChangeOptions options) {
        return HostTerminal.of(spec).change(options, (here, effects) -> RepositoryChange.makeUsual(here.named(name)));
    }

    @Command(
            name = "forget",
            description = {
                "Let go of a repository without removing anything in it: its disks can go to another host.",
                "",
                "An LVM group is exported: vgexport(8). 'domzero sr introduce' takes it up again, here or on another host.",
                ""
            },
            footer = {"", "Example:", "  domzero sr forget archive"})
    int forget(
            @Parameters(paramLabel = "REPOSITORY", description = "Its name or uuid.") String name,
            @Mixin ChangeOptions options) {
        return HostTerminal.of(spec).change(options, (here, effects) -> {
            Repository repository = here.named(name);
            return RepositoryChange.forget(
                    here, repository, Guests.read(effects).usersOf(repository));
        });
    }
}
