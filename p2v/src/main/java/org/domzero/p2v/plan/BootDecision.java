package org.domzero.p2v.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.fixup.BootKernels;
import org.domzero.p2v.fixup.GuestConsole;
import org.domzero.p2v.fixup.GuestTarget;
import org.domzero.p2v.source.SourceFacts;
import org.domzero.p2v.system.Answer;
import org.domzero.p2v.system.Kernel;
import org.domzero.p2v.system.Kernels;
import org.domzero.toolkit.Problem;

/** Chooses how a guest boots: PVH before PV before a kernel of the host before HVM; 32 bits are HVM. */
final class BootDecision {
    private final SourceFacts facts;
    private final CloneWishes wishes;
    private final List<Kernel> kernels;
    private final List<String> reasons = new ArrayList<>();

    private BootDecision(SourceFacts facts, CloneWishes wishes) {
        this.facts = facts;
        this.wishes = wishes;
        this.kernels = Kernels.of(facts);
    }

    /** Empty where there is no way, with the problem added. */
    static Optional<BootChoice> of(SourceFacts facts, CloneWishes wishes, List<Problem> problems) {
        BootDecision decision = new BootDecision(facts, wishes);
        Optional<BootChoice> choice =
                wishes.type().isPresent() ? decision.forced(wishes.type().get()) : decision.best();
        if (choice.isEmpty()) {
            String why = decision.kernels.isEmpty()
                    ? "there is no kernel in /boot that a guest could start"
                    : String.join("; ", decision.reasons);
            String asked = wishes.type()
                    .map(type -> "it cannot be " + (type == GuestType.HVM ? "an " : "a ") + type.word() + " guest: ")
                    .orElse("");
            String otherwise = decision.kernels.isEmpty()
                    ? "mount its /boot, install a kernel there"
                    : wishes.type().isPresent()
                            ? "leave out --type for the best there is"
                            : "install a kernel there that starts as a guest";
            problems.add(Problem.of(asked + why, otherwise + ", or --host-kernel gives it the host's"));
        }
        return choice;
    }

    private Optional<BootChoice> best() {
        return own(GuestType.PVH)
                .or(() -> own(GuestType.PV))
                .or(() -> byHost(GuestType.PVH))
                .or(this::whole);
    }

    private Optional<BootChoice> forced(GuestType type) {
        return type == GuestType.HVM ? whole() : own(type).or(() -> byHost(type));
    }

    /** Whether none of its kernels is for 64 bits. */
    private boolean is32() {
        return !kernels.isEmpty() && kernels.stream().allMatch(kernel -> KernelBits.of(kernel, facts) == 32);
    }

    private Optional<BootChoice> own(GuestType type) {
        if (kernels.isEmpty()) {
            return Optional.empty();
        }
        if (is32()) {
            addOnce("its kernels are for 32 bits, and Xen starts those here as hvm guests only");
            return Optional.empty();
        }
        BootKernels suited = suited(type, "/dev/xvda");
        Optional<Kernel> kernel = suited.suitable().stream()
                .filter(one -> suited.starts(one) == Answer.YES)
                .filter(one -> KernelBits.of(one, facts) != 32)
                .findFirst();
        if (kernel.isEmpty()) {
            boolean unknown = kernels.stream().anyMatch(one -> suited.starts(one) == Answer.UNKNOWN);
            reasons.add(
                    (unknown ? "nothing says that one of its kernels starts" : "none of its kernels starts")
                            + (type == GuestType.PVH
                                    ? " as a pvh guest, which takes Linux 4.11 built with CONFIG_XEN_PVH"
                                    : " as a pv guest, which takes CONFIG_XEN, its disk driver, and to be packed by gzip, xz or lzo"));
            return Optional.empty();
        }
        Kernel started = kernel.get();
        reasons.add(
                started.xen().hvm() == Answer.NO
                        ? started.path() + " is built for Xen alone"
                        : started.path() + " is for 64 bits and knows how to start as a " + type.word() + " guest");
        return Optional.of(new BootChoice.OwnKernel(type, started, reasons));
    }

    private BootKernels suited(GuestType type, String root) {
        return BootKernels.of(
                facts, new GuestTarget(type, root, "ext4", Optional.empty(), List.of(), GuestConsole.HVC0, "eth0"));
    }

    private Optional<BootChoice> byHost(GuestType type) {
        return wishes.hostKernel().map(kernel -> {
            reasons.add(kernels.isEmpty() ? "it has no kernel in /boot" : "the host has a kernel that does");
            return new BootChoice.SuppliedKernel(type, kernel, reasons);
        });
    }

    private Optional<BootChoice> whole() {
        BootKernels suited = suited(GuestType.HVM, "/dev/sda1");
        Optional<Kernel> kernel = suited.suitable().stream().findFirst();
        if (kernel.isEmpty()) {
            addOnce(
                    kernels.isEmpty()
                            ? "it has no kernel in /boot"
                            : "its kernels are for Xen alone, and do not start as an hvm guest");
            return Optional.empty();
        }
        reasons.add("an hvm guest starts what a real machine starts");
        return Optional.of(new BootChoice.WholeMachine(kernel.get(), reasons));
    }

    private void addOnce(String reason) {
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
    }
}
