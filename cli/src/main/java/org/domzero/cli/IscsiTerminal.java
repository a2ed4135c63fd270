package org.domzero.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.domzero.guests.remote.Chap;
import org.domzero.guests.remote.IscsiUnit;
import org.domzero.guests.remote.IscsiUnits;
import org.domzero.guests.state.HostLock;
import org.domzero.guests.state.StateVolume;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.RepositoryChange;
import org.domzero.partitioner.Disks;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanRunner;
import org.jspecify.annotations.Nullable;

/**
 * A change about a disk of an iSCSI server: what is on it shows only when there is a session, so there has to be one
 * before anything can be decided. It ends again when nothing comes of the change.
 */
final class IscsiTerminal {
    private IscsiTerminal() {}

    /**
     * Carries out a change.
     *
     * @param login by what the target lets this host in, when that is not known yet; null for what is known, if anything
     * @param decision from what there is now, the unit's own LVM group included, and the unit
     */
    static int withSession(
            HostTerminal terminal,
            IscsiUnit asked,
            @Nullable Chap login,
            ChangeOptions options,
            BiFunction<Repositories, IscsiUnits.Found, RepositoryChange> decision) {
        Effects effects = terminal.looking();
        StateVolume.require(effects);
        return HostLock.ofRepositories(terminal.changing(options.json), () -> {
            IscsiUnit unit = IscsiUnits.withTarget(asked, effects);
            String target = Objects.requireNonNull(unit.target());
            Set<Integer> needed = new HashSet<>(Repositories.read(effects).unitsInUse(unit, null));
            if (login != null && !needed.isEmpty()) {
                throw UserError.usage(
                        "this host is logged in to " + target + " already",
                        "leave --chap-user out; how it logs in is in " + Chap.file(target));
            }
            try (TriedLogin tried = TriedLogin.with(login, target, effects)) {
                int status = loggedIn(terminal, unit, needed, options, decision, effects);
                if (!options.planOnly) {
                    tried.stays();
                }
                return status;
            }
        });
    }

    private static int loggedIn(
            HostTerminal terminal,
            IscsiUnit unit,
            Set<Integer> needed,
            ChangeOptions options,
            BiFunction<Repositories, IscsiUnits.Found, RepositoryChange> decision,
            Effects effects) {
        run("log in", unit.open(), effects);
        try {
            IscsiUnits.Found found = IscsiUnits.find(unit, Disks.read(effects.commands()));
            int status = terminal.carryOut(decision.apply(Repositories.read(effects), found), options);
            if (!options.planOnly) {
                needed.add(Objects.requireNonNull(found.unit().lun()));
            }
            return status;
        } finally {
            run("log out", unit.close(needed), effects);
        }
    }

    private static void run(String what, Action action, Effects effects) {
        PlanRunner.run(new Plan(what, List.of(Phase.of(what, action))), effects);
    }
}
