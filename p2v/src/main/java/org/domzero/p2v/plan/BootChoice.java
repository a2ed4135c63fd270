package org.domzero.p2v.plan;

import java.util.List;
import java.util.Optional;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.root.HostKernel;
import org.domzero.p2v.system.Kernel;
import org.domzero.toolkit.ByteSize;

/** How a guest starts, and why it does not in another way. */
public sealed interface BootChoice {
    GuestType type();

    /** Sentences, without full stops. */
    List<String> reasons();

    /** The machine's own kernel that is started, if it is one. */
    Optional<Kernel> ownKernel();

    /** What starts what, in one line. */
    String summary();

    /** Where on its disk the root begins. */
    default ByteSize beforeRoot() {
        return new ByteSize(0);
    }

    /** GRUB, inside the guest, reads the guest's boot menu and starts a kernel of its disk. */
    record OwnKernel(GuestType type, Kernel kernel, List<String> reasons) implements BootChoice {
        public OwnKernel {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Optional<Kernel> ownKernel() {
            return Optional.of(kernel);
        }

        @Override
        public String summary() {
            return "as a " + type.word() + " guest: GRUB in the guest starts its own " + kernel.path();
        }
    }

    /** GRUB, inside the guest, starts a kernel of the host's that was put onto the guest's disk, with its modules. */
    record SuppliedKernel(GuestType type, HostKernel kernel, List<String> reasons) implements BootChoice {
        public SuppliedKernel {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Optional<Kernel> ownKernel() {
            return Optional.empty();
        }

        @Override
        public String summary() {
            return "as a " + type.word() + " guest: GRUB in the guest starts a copy of the host's " + kernel.image();
        }
    }

    /** A machine with a BIOS, which starts the boot sector of a disk with one partition. */
    record WholeMachine(Kernel kernel, List<String> reasons) implements BootChoice {
        /** What its boot loader has for itself. */
        public static final ByteSize BEFORE_PARTITION = ByteSize.mebibytes(1);

        /** Its table of partitions can tell no more: 2 TiB. */
        static final ByteSize LARGEST_DISK = new ByteSize(0xffff_ffffL * 512);

        public WholeMachine {
            reasons = List.copyOf(reasons);
        }

        @Override
        public GuestType type() {
            return GuestType.HVM;
        }

        @Override
        public Optional<Kernel> ownKernel() {
            return Optional.of(kernel);
        }

        @Override
        public String summary() {
            return "as an hvm guest: a boot sector made for it starts its own " + kernel.path();
        }

        @Override
        public ByteSize beforeRoot() {
            return BEFORE_PARTITION;
        }
    }
}
