package org.domzero.guests.vm;

import java.util.Locale;
import org.domzero.guests.xl.XlConfig;

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
        String type = config.string("type");
        if (type != null) {
            for (GuestType one : values()) {
                if (one.word().equals(type)) {
                    return one;
                }
            }
        }
        return "hvm".equals(config.string("builder")) ? HVM : PV;
    }
}
