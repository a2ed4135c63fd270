package org.domzero.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorFaultTest {
    @TempDir
    Path folder;

    @Test
    void aStrayBreakpointIsKnownByItsOops() throws Exception {
        assertThat(EmulatorFault.in(log("[    6.781916] Oops: int3: 0000 [#1] PREEMPT SMP NOPTI\n")))
                .contains(EmulatorFault.STRAY_BREAKPOINT);
        assertThat(EmulatorFault.in(log("[    6.781916] Oops: general protection fault [#1]\nKernel panic\n")))
                .isEmpty();
        assertThat(EmulatorFault.in(folder.resolve("none"))).isEmpty();
    }

    @Test
    void xensRegistersAreKnownInAGuestsDump() throws Exception {
        assertThat(EmulatorFault.in(log(dump("e008:[<ffff82d040215abd>]", "hvm guest (d2v0)"))))
                .contains(EmulatorFault.XEN_AS_GUEST);
    }

    @Test
    void aGuestOrAXenThatBreaksByItselfIsNoFaultOfTheEmulator() throws Exception {
        assertThat(EmulatorFault.in(log(dump("0010:[<ffffffff81e00123>]", "hvm guest (d2v0)"))))
                .isEmpty();
        assertThat(EmulatorFault.in(
                        log(dump("e008:[<ffff82d040215abd>] vmx_do_vmentry+0x1d/0x20", "hypervisor (d2v0)"))))
                .isEmpty();
    }

    private static String dump(String instruction, String context) {
        return "(XEN) *** Dumping Dom2 vcpu#0 state: ***\r\n"
                + "(XEN) ----[ Xen-4.20.5-pre  x86_64  debug=n  Not tainted ]----\r\n"
                + "(XEN) CPU:    0\r\n"
                + "(XEN) RIP:    " + instruction + "\r\n"
                + "(XEN) RFLAGS: 0000000000000246   CONTEXT: " + context + "\r\n"
                + "(XEN) rax: 000000007fbf8000   rbx: 0000006b2c0c211f   rcx: 00000000f4463b57\r\n";
    }

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("serial.log"), text);
    }
}
