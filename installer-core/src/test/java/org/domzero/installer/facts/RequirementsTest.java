package org.domzero.installer.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Problem;
import org.junit.jupiter.api.Test;

class RequirementsTest {
    private static final Processor GOOD = new Processor("AMD EPYC", 2, true, Virtualization.SVM);
    private static final NetworkCard LINKED = card("eno1", Link.UP);

    @Test
    void findsNothingWrongWithAnOrdinaryServer() {
        assertThat(Requirements.check(machine(GOOD, ByteSize.gibibytes(8), false, false, LINKED)))
                .isEqualTo(new Requirements(List.of(), List.of()));
    }

    @Test
    void aMachineWith1GiBIsEnoughThoughLinuxSeesLess() {
        assertThat(Requirements.check(machine(GOOD, ByteSize.mebibytes(960), false, false, LINKED))
                        .errors())
                .isEmpty();
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        Processor old = new Processor("Pentium(R) 4", 1, false, Virtualization.NONE);

        Requirements found = Requirements.check(machine(old, ByteSize.mebibytes(490), true, false));

        assertThat(found.errors())
                .containsExactly(
                        Problem.of(
                                "the processor (Pentium(R) 4) is not a 64-bit x86 one",
                                "Xen as domzero installs it runs on 64-bit Intel and AMD processors only"),
                        Problem.of(
                                "the machine has 490 MiB of usable memory, and a host needs 1 GiB",
                                "add memory, or give the virtual machine more"),
                        Problem.of(
                                "Secure Boot is on; Xen is not signed, so the firmware would refuse to start it",
                                "turn Secure Boot off in the firmware setup, then boot the installer again"));
        assertThat(found.warnings())
                .containsExactly(Problem.of(
                        "there is no network card that Linux knows",
                        "the kernel's messages (dmesg) tell whether one lacks its driver or firmware"));
    }

    @Test
    void warnsWhereOnlyPvGuestsWillRun() {
        Processor plain = new Processor("AMD EPYC", 2, true, Virtualization.NONE);

        Requirements found = Requirements.check(machine(plain, ByteSize.gibibytes(8), false, false, LINKED));

        assertThat(found.errors()).isEmpty();
        assertThat(found.warnings())
                .containsExactly(Problem.of(
                        "the processor shows no hardware virtualization (VT-x or AMD-V), so only PV guests will run",
                        "many machines have it turned off in the firmware setup"));
    }

    @Test
    void warnsWhenNoCardHasALink() {
        Requirements found = Requirements.check(machine(
                GOOD, ByteSize.gibibytes(8), false, false, card("eno1", Link.DOWN), card("eno2", Link.UNKNOWN)));

        assertThat(found.errors()).isEmpty();
        assertThat(found.warnings())
                .containsExactly(Problem.of(
                        "no network card has a link (eno1: down, eno2: unknown)",
                        "is a cable plugged in, and is the switch's port on?"));
    }

    @Test
    void underXenMemoryAndVirtualizationAreNotTheMachines() {
        Processor masked = new Processor("AMD EPYC", 1, true, Virtualization.NONE);

        assertThat(Requirements.check(machine(masked, ByteSize.mebibytes(752), false, true, LINKED)))
                .isEqualTo(new Requirements(List.of(), List.of()));
    }

    private static NetworkCard card(String name, Link link) {
        return new NetworkCard(name, "02:00:00:00:00:01", "tg3", link, null, null, true);
    }

    private static MachineFacts machine(
            Processor processor, ByteSize memory, boolean secureBoot, boolean underXen, NetworkCard... cards) {
        return new MachineFacts(
                new Product("Dell Inc.", "PowerEdge R640", "7H3K2M2"),
                Firmware.UEFI,
                secureBoot,
                processor,
                memory,
                null,
                underXen,
                null,
                List.of(cards),
                List.of());
    }
}
