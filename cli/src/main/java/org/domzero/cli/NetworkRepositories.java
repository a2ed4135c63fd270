package org.domzero.cli;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.domzero.guests.state.HostLock;
import org.domzero.guests.state.StateVolume;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.Repository;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/** One repository, or all on the network: a server that is gone does not keep the others' from being reached. */
final class NetworkRepositories {
    private NetworkRepositories() {}

    /**
     * Does something with a repository, or with each one on the network that it is to be done with.
     *
     * @param name of the one; null with {@code all}, and only then
     * @throws UserError when it is neither one nor all, or of the one
     */
    static int each(
            HostTerminal terminal,
            @Nullable String name,
            boolean all,
            Predicate<Repository> concerned,
            BiConsumer<Repository, Effects> work) {
        Effects effects = terminal.changing(false);
        StateVolume.require(effects);
        if (all == (name != null)) {
            throw UserError.usage("which repository?", "name one, or --all");
        }
        return HostLock.ofRepositories(effects, () -> each(effects, terminal, name, concerned, work));
    }

    /** @param name null for all */
    private static int each(
            Effects effects,
            HostTerminal terminal,
            @Nullable String name,
            Predicate<Repository> concerned,
            BiConsumer<Repository, Effects> work) {
        Repositories here = Repositories.read(effects);
        if (name != null) {
            work.accept(here.named(name), effects);
            return ExitCode.DONE.status();
        }
        ExitCode worst = ExitCode.DONE;
        List<Repository> these = here.all().stream()
                .filter(repository -> repository.network() != null)
                .filter(concerned)
                .toList();
        for (Repository repository : these) {
            try {
                work.accept(repository, effects);
            } catch (UserError failed) {
                failed.problems().forEach(problem -> terminal.err().println(problem.render()));
                worst = ExitCode.FAILED;
            }
        }
        return worst.status();
    }
}
