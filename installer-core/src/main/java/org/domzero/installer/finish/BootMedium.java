package org.domzero.installer.finish;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the live system was booted from. */
sealed interface BootMedium {
    /** A CD or a management controller's virtual one: it can be ejected. */
    record Cd(String device) implements BootMedium {}

    /** A USB stick or another disk: it stays, whatever one does. */
    record Stick(String device) implements BootMedium {}

    /** It is not known, or none is needed any more. */
    record None() implements BootMedium {}

    /**
     * Tells a CD from the rest by the kernel's name for its drive.
     *
     * @param device as {@code MachineFacts.bootMedium} has it, links resolved
     */
    static BootMedium of(@Nullable String device) {
        if (device == null) {
            return new None();
        }
        return device.matches("/dev/sr\\d+") ? new Cd(device) : new Stick(device);
    }

    /** The device behind a link such as {@code /dev/disk/by-label/…}; the same path where there is none. */
    static @Nullable String resolved(@Nullable String device) {
        try {
            return device == null ? null : Path.of(device).toRealPath().toString();
        } catch (IOException gone) {
            return device;
        }
    }
}
