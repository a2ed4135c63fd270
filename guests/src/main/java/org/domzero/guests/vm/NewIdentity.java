package org.domzero.guests.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What tells a copy of a guest from the guest, made beforehand so that equal requests give equal plans.
 *
 * @param disks uuids for the copies of its disks
 * @param macs addresses for its network cards
 */
record NewIdentity(String name, UUID uuid, List<UUID> disks, List<String> macs) {
    NewIdentity {
        disks = List.copyOf(disks);
        macs = List.copyOf(macs);
    }

    /** A random one for a copy of {@code original}. */
    static NewIdentity random(String name, Definition original) {
        return new NewIdentity(
                name,
                UUID.randomUUID(),
                each(original.disks().size(), UUID::randomUUID),
                each(original.nics().size(), () -> NewGuest.mac(UUID.randomUUID())));
    }

    private static <T> List<T> each(int count, Supplier<T> made) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(made.get());
        }
        return all;
    }

    UUID disk(int number) {
        return disks.get(number);
    }

    String mac(int number) {
        return macs.get(number);
    }
}
