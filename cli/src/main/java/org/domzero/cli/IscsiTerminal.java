package org.domzero.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.domzero.guests.remote.IscsiUnit;
import org.domzero.guests.remote.IscsiUnits;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.RepositoryChange;
import org.domzero.guests.storage.StateVolume;
import org.domzero.partitioner.Disks;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanRunner;

/**
 * A change about a disk of an iSCSI server: what is on it shows only when there is a session, so there has to be one
 * before anything can be decided. It ends again when nothing comes of the change.
 */
final class IscsiTerminal {
    private IscsiTerminal() {}

    /** @param decision from what there is now, the unit's own LVM group included, and the unit */
    static int withSession(
            HostTerminal terminal,
            IscsiUnit asked,
            ChangeOptions options,
            BiFunction<Repositories, IscsiUnits.Found, RepositoryChange> decision) {
        Effects effects = terminal.looking();
        StateVolume.require(effects);
        IscsiUnit target = IscsiUnits.withTarget(asked, effects);
        Set<Integer> needed = new HashSet<>(Repositories.read(effects).unitsInUse(target, null));
        run("log in", target.open(), effects);
        try {
            IscsiUnits.Found found = IscsiUnits.find(target, Disks.read(effects.commands()));
            int status = terminal.carryOut(decision.apply(Repositories.read(effects), found), options);
            if (!options.planOnly) {
                needed.add(Objects.requireNonNull(found.unit().lun()));
            }
            return status;
        } finally {
            run("log out", target.close(needed), effects);
        }
    }

    private static void run(String what, Action action, Effects effects) {
        PlanRunner.run(new Plan(what, List.of(Phase.of(what, action))), effects);
    }
}
