package org.domzero.cli;

import org.domzero.guests.remote.Chap;
import org.domzero.guests.state.StateVolume;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/** By what an iSCSI target is to let this host in: kept if it stays, else what was known before is known again. */
final class TriedLogin implements AutoCloseable {
    private final String target;
    private final Effects effects;
    private final @Nullable Chap before;
    private boolean restored;

    private TriedLogin(String target, @Nullable Chap before, boolean restored, Effects effects) {
        this.target = target;
        this.before = before;
        this.restored = restored;
        this.effects = effects;
    }

    /** @param login null for what is known already, if anything */
    static TriedLogin with(@Nullable Chap login, String target, Effects effects) {
        if (login == null) {
            return new TriedLogin(target, null, true, effects);
        }
        TriedLogin tried = new TriedLogin(target, Chap.of(target, effects).orElse(null), false, effects);
        login.keep(target, effects);
        return tried;
    }

    void stays() {
        restored = true;
    }

    @Override
    public void close() {
        if (restored) {
            return;
        }
        if (before == null) {
            StateVolume.remove(effects, Chap.file(target));
        } else {
            before.keep(target, effects);
        }
    }
}
