package org.domzero.installer.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Problem;

/**
 * What keeps a machine from becoming a host, told before anything is written to it.
 *
 * @param errors each of them is reason enough not to install
 * @param warnings what will be missing, or may go wrong
 */
public record Requirements(List<Problem> errors, List<Problem> warnings) {
    /** A machine with 1 GiB built in has this much left at least, once kernel and firmware have taken theirs. */
    private static final ByteSize MEMORY = ByteSize.mebibytes(900);

    public Requirements {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /** Everything that is wrong at once. Disks are not looked at: choosing one tells what is wrong with them. */
    public static Requirements check(MachineFacts facts) {
        List<Problem> errors = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        Processor processor = facts.processor();
        if (!processor.x86_64()) {
            errors.add(Problem.of(
                    "the processor (" + processor.model() + ") is not a 64-bit x86 one",
                    "Xen as domzero installs it runs on 64-bit Intel and AMD processors only"));
        }
        // Under Xen both memory and virtualization are what dom0 was given, not what the machine has.
        if (!facts.underXen() && facts.memory().compareTo(MEMORY) < 0) {
            errors.add(Problem.of(
                    "the machine has " + facts.memory() + " of usable memory, and a host needs 1 GiB",
                    "add memory, or give the virtual machine more"));
        }
        if (facts.secureBoot()) {
            errors.add(Problem.of(
                    "Secure Boot is on; Xen is not signed, so the firmware would refuse to start it",
                    "turn Secure Boot off in the firmware setup, then boot the installer again"));
        }
        if (!facts.underXen() && processor.x86_64() && processor.virtualization() == Virtualization.NONE) {
            warnings.add(Problem.of(
                    "the processor shows no hardware virtualization (VT-x or AMD-V), so only PV guests will run",
                    "many machines have it turned off in the firmware setup"));
        }
        if (facts.networkCards().isEmpty()) {
            warnings.add(Problem.of(
                    "there is no network card that Linux knows",
                    "the kernel's messages (dmesg) tell whether one lacks its driver or firmware"));
        } else if (facts.networkCards().stream().noneMatch(card -> card.link() == Link.UP)) {
            warnings.add(Problem.of(
                    "no network card has a link (" + links(facts.networkCards()) + ")",
                    "is a cable plugged in, and is the switch's port on?"));
        }
        return new Requirements(errors, warnings);
    }

    private static String links(List<NetworkCard> cards) {
        return cards.stream()
                .map(card -> card.name() + ": " + card.link().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
