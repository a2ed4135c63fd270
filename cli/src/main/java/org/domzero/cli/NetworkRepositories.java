package org.domzero.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.Repository;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/** One repository, or all on the network: a server that is gone does not keep the others' from being reached. */
final class NetworkRepositories {
    private NetworkRepositories() {}

    /**
     * Does something with a repository, or with each one on the network that it is to be done with.
     *
     * @param name null for all
     */
    static int each(
            PrintWriter err,
            Repositories here,
            @Nullable String name,
            Predicate<Repository> concerned,
            Consumer<Repository> work) {
        if (name != null) {
            work.accept(here.named(name));
            return ExitCode.DONE.status();
        }
        ExitCode worst = ExitCode.DONE;
        List<Repository> all = here.all().stream()
                .filter(repository -> repository.network() != null)
                .filter(concerned)
                .toList();
        for (Repository repository : all) {
            try {
                work.accept(repository);
            } catch (UserError failed) {
                failed.problems().forEach(problem -> err.println(problem.render()));
                worst = ExitCode.FAILED;
            }
        }
        return worst.status();
    }
}
