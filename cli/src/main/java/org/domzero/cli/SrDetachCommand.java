package org.domzero.cli;

import java.util.concurrent.Callable;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.RepositoryChange;
import org.domzero.guests.vm.Guests;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero sr detach}; {@code domzero-repositories.service} calls it when the host ends, after the guests. */
@Command(
        name = "detach",
        description = {
            "Unmount or log out from a repository on the network, until it is attached again or the host starts.",
            ""
        },
        footer = {"", "Examples:", "  domzero sr detach vms", "  domzero sr detach --all"})
final class SrDetachCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "REPOSITORY", arity = "0..1", description = "Its name or uuid.")
    private @Nullable String name;

    @Option(names = "--all", description = "All that are attached.")
    private boolean all;

    @Override
    public Integer call() {
        return NetworkRepositories.each(
                HostTerminal.of(spec),
                name,
                all,
                repository -> repository.state() != Repository.State.DETACHED,
                SrDetachCommand::detach);
    }

    /** What is attached is another after each one. */
    private static void detach(Repository repository, Effects effects) {
        RepositoryChange change = RepositoryChange.detach(
                Repositories.read(effects), repository, Guests.read(effects).runningIn(repository));
        PlanRunner.run(change.plan(), effects);
    }
}
