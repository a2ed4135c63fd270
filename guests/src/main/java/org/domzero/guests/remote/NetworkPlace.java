package org.domzero.guests.remote;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.domzero.toolkit.plan.Action;

/** Where on the network a repository is: this host has it while it is attached. */
public sealed interface NetworkPlace permits NfsExport, IscsiUnit {
    /** As users write it, and as it is kept. */
    String text();

    /**
     * What makes it appear on this host.
     *
     * @param repository whose it is
     * @param readOnly whether it is only read from
     */
    List<Action> attach(UUID repository, boolean readOnly);

    /**
     * What makes it disappear again, with all that is on it left alone.
     *
     * @param repository whose it is
     * @param keptUnits logical units of the same iSCSI target that other repositories need
     */
    List<Action> detach(UUID repository, Set<Integer> keptUnits);

    /**
     * Reads what {@link #text} wrote, or a user.
     *
     * @param options of nfs(5), for an export; empty for none
     * @throws IllegalArgumentException when it is not one; the message is fit for a user
     */
    static NetworkPlace parse(String text, String options) {
        return IscsiUnit.isOne(text) ? IscsiUnit.parse(text) : NfsExport.parse(text, options);
    }

    /** Whether this looks like a place on the network, rather than a path of this host. */
    static boolean isOne(String text) {
        return IscsiUnit.isOne(text) || NfsExport.isOne(text);
    }
}
