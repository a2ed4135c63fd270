package org.domzero.cli;

import java.util.concurrent.Callable;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.RepositoryChange;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.PlanRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero sr attach}; {@code domzero-repositories.service} calls it when the host starts. */
@Command(
        name = "attach",
        description = {
            "Mount or log in to repositories on the network. It is done by itself when the host starts, and needed where a"
                    + " server was not there then.",
            ""
        },
        footer = {"", "Examples:", "  domzero sr attach vms", "  domzero sr attach --all"})
final class SrAttachCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "REPOSITORY", arity = "0..1", description = "Its name or uuid.")
    private @Nullable String name;

    @Option(names = "--all", description = "All that are not.")
    private boolean all;

    @Override
    public Integer call() {
        return NetworkRepositories.each(
                HostTerminal.of(spec),
                name,
                all,
                repository -> repository.state() == Repository.State.DETACHED,
                SrAttachCommand::attach);
    }

    private static void attach(Repository repository, Effects effects) {
        if (repository.network() != null && repository.isWithinReach()) {
            effects.progress().info(repository.name() + " is attached already");
            return;
        }
        PlanRunner.run(RepositoryChange.attach(repository).plan(), effects);
    }
}
