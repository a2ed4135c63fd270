package org.domzero.guests.vm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.domzero.guests.xl.XlConfig;
import org.jspecify.annotations.Nullable;

/** How a guest is virtualised: xl.cfg(5), {@code type}. */
public enum GuestType {
    /** Paravirtual: any processor, a kernel that knows Xen. */
    PV,
    /** In a hardware container, paravirtual devices: a 64-bit kernel that knows Xen, no device model. */
    PVH,
    /** A whole machine: any operating system. */
    HVM;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As xl understands a configuration, the older {@code builder} included. */
    static GuestType of(XlConfig config) {
        return named(config.string("type")).orElse("hvm".equals(config.string("builder")) ? HVM : PV);
    }

    /** That with a {@link #word}; empty for any other one. */
    public static Optional<GuestType> named(@Nullable String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
