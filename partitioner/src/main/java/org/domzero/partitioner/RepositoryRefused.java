package org.domzero.partitioner;

import java.util.List;
import java.util.Set;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;

/**
 * Chosen disks carry storage repositories that may not be erased: the machine is a domzero host already. Other problems
 * may be told with it.
 */
public final class RepositoryRefused extends UserError {
    private static final long serialVersionUID = 1L;

    private final transient Set<StorageRepository> repositories;

    RepositoryRefused(List<Problem> problems, Set<StorageRepository> repositories) {
        super(ExitCode.REFUSED, problems);
        this.repositories = Set.copyOf(repositories);
    }

    /** The same refusal, told with these problems: its own and others. */
    public UserError with(List<Problem> problems) {
        return new RepositoryRefused(problems, repositories);
    }

    public Set<StorageRepository> repositories() {
        return repositories;
    }
}
