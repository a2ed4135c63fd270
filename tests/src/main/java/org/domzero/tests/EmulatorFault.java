package org.domzero.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** What QEMU's TCG with several threads does wrong now and then, known by what a machine says of it. */
enum EmulatorFault {
    /**
     * Linux puts breakpoints into its code for a moment and takes them out again (text_poke_bp in
     * arch/x86/kernel/alternative.c): it panics, in any of its functions.
     */
    STRAY_BREAKPOINT("ran a breakpoint that was not there any more", Pattern.compile("Oops: int3: 0000")),

    /**
     * After a guest's end Xen reports where the guest's processor was, and that is in Xen: the instruction after its
     * VMRUN, with Xen's stack. No guest has Xen's code segment.
     */
    XEN_AS_GUEST(
            "took Xen's own registers for those of a guest",
            Pattern.compile("\\(XEN\\) RIP: +e008:\\S+\\s+\\(XEN\\) RFLAGS: \\S+ +CONTEXT: hvm guest"));

    private final String what;
    private final Pattern seen;

    EmulatorFault(String what, Pattern seen) {
        this.what = what;
        this.seen = seen;
    }

    /** What the emulator did. */
    String what() {
        return what;
    }

    /** Looks through all that came over a serial line. */
    static Optional<EmulatorFault> in(Path log) {
        return Arrays.stream(values()).filter(fault -> fault.isIn(log)).findFirst();
    }

    private boolean isIn(Path log) {
        try {
            return seen.matcher(Files.readString(log, StandardCharsets.ISO_8859_1))
                    .find();
        } catch (IOException gone) {
            return false;
        }
    }
}
