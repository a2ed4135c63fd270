package org.domzero.cli;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.domzero.guests.remote.IscsiUnit;
import org.domzero.guests.storage.RepositoryChange;
import org.domzero.partitioner.Disk;
import org.domzero.partitioner.DiskSelector;
import org.domzero.partitioner.Disks;
import org.domzero.partitioner.StorageRepository;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero sr introduce}. */
@Command(
        name = "introduce",
        description = {
            "Take up a repository that 'domzero sr forget' has let go of, here or on another host.",
            "",
            "Directories need no more than 'domzero sr create': what they hold stays.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero sr introduce archive /dev/sdb",
            "  domzero sr introduce san iscsi://10.0.0.5/iqn.2026-11.org.example:san/1",
        })
final class SrIntroduceCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "What it is to be called.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "WHERE",
            description = "One of its disks, or iscsi://SERVER[:PORT]/TARGET/LUN.")
    private String place = "";

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "In a few words.")
    private String description = "";

    @Mixin
    private ChapOptions login = new ChapOptions();

    @Mixin
    private ChangeOptions changing = new ChangeOptions();

    @Override
    public Integer call() {
        HostTerminal terminal = HostTerminal.of(spec);
        if (place.startsWith("iscsi:")) {
            return IscsiTerminal.withSession(
                    terminal,
                    unit(),
                    login.chap(),
                    changing,
                    (here, found) ->
                            RepositoryChange.introduce(here, on(found.disk()), name, description, found.unit()));
        }
        login.requireNone(place);
        return terminal.change(
                changing,
                (here, effects) -> RepositoryChange.introduce(here, on(disk(effects)), name, description, null));
    }

    private IscsiUnit unit() {
        try {
            return IscsiUnit.parse(place);
        } catch (IllegalArgumentException wrong) {
            throw UserError.usage(
                    String.valueOf(wrong.getMessage()), "as iscsi://10.0.0.5/iqn.2026-11.org.example:san/1");
        }
    }

    private Disk disk(Effects effects) {
        return Disks.read(effects.commands()).stream()
                .filter(DiskSelector.byPath(place)::matches)
                .findFirst()
                .orElseThrow(() -> UserError.usage(
                        place + " is no disk of this machine",
                        "name a disk that the repository is on, as /dev/sdb; see 'domzero probe'"));
    }

    private static UUID on(Disk disk) {
        List<StorageRepository> there = disk.repositories();
        if (there.size() != 1) {
            throw UserError.usage(
                    "there is no repository on " + disk.describe()
                            + (disk.contents().isEmpty() ? ": it is empty" : ", but " + disk.describeContents()),
                    "'domzero sr create' makes one on an empty disk");
        }
        return there.get(0).uuid();
    }
}
