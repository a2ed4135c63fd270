package org.domzero.tests.scenarios;

import java.time.Duration;

/** How long things may take: about five times what they took on two cores without KVM. */
final class Limits {
    /** From power-on to the installer's first line, or to the live system's shell. */
    static final Duration LIVE_BOOT = Duration.ofMinutes(6);
    /** From the installer's first line to the reboot. */
    static final Duration INSTALL = Duration.ofMinutes(15);
    /** From power-on of an installed host to its login prompt. */
    static final Duration HOST_BOOT = Duration.ofMinutes(8);

    /** With an empty cache. */
    static final Duration ISO_BUILD = Duration.ofMinutes(40);

    static final Duration COMMAND = Duration.ofMinutes(3);
    static final Duration SHUTDOWN = Duration.ofMinutes(5);

    private Limits() {}
}
