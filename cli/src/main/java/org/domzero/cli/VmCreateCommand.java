package org.domzero.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.domzero.guests.vm.GuestType;
import org.domzero.guests.vm.HostGuests;
import org.domzero.guests.vm.NewGuest;
import org.domzero.guests.vm.Template;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero vm create}. */
@Command(
        name = "create",
        description = {
            "Make a guest with empty disks, or of a template.",
            "",
            "A PVH or PV guest boots what is on its disk by GRUB, which runs inside the guest (as PV it reads kernels"
                    + " compressed by gzip, xz or lzo only); with --kernel it boots a kernel of this host. An HVM guest"
                    + " boots its disk, else its CD. With --clone-template its first disk is a copy of one that 'domzero p2v'"
                    + " has made, and that tells how it boots; --memory and --vcpus are as there if nothing else is said.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero vm create web1 --type hvm --disk 20GiB --cdrom debian.iso --start",
            "  domzero vm create db1 --memory 4GiB --vcpus 2 --disk 10GiB --disk 100GiB --repository fast",
            "  domzero vm create test --kernel /srv/vmlinuz --ramdisk /srv/initrd.img --cmdline console=hvc0",
            "  domzero vm create web2 --clone-template old1 --start",
            "  domzero vm create web3 --clone-template /mnt/templates/old1",
        })
final class VmCreateCommand implements Callable<Integer> {
    private static final List<String> BY_TEMPLATE =
            List.of("--type", "--kernel", "--ramdisk", "--cmdline", "--uefi", "--cdrom");

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "What it is to be called.")
    private String name = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "pvh",
            description = "pvh, pv or hvm. Default: ${DEFAULT-VALUE}, for Linux; hvm for everything else.")
    private GuestType type = GuestType.PVH;

    @Option(names = "--memory", paramLabel = "SIZE", defaultValue = "1GiB", description = "Default: ${DEFAULT-VALUE}.")
    private String memory = "1GiB";

    @Option(names = "--vcpus", paramLabel = "COUNT", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private int vcpus = 1;

    @Option(names = "--disk", paramLabel = "SIZE", description = "A disk of this size. Again for more.")
    private List<String> disks = new ArrayList<>();

    @Option(
            names = "--clone-template",
            paramLabel = "NAME|DIRECTORY",
            description = "What 'domzero p2v … --as-template' has made: its name, or its directory.")
    private @Nullable String template;

    @Option(names = "--repository", paramLabel = "REPOSITORY", description = "Where its disks go, if not the default.")
    private @Nullable String repository;

    @Option(names = "--cdrom", paramLabel = "ISO", description = "A file, or its name in an ISO library.")
    private @Nullable String cdrom;

    @Option(names = "--kernel", paramLabel = "FILE", description = "Boot this kernel of the host.")
    private @Nullable String kernel;

    @Option(names = "--ramdisk", paramLabel = "FILE", description = "The initrd that goes with it.")
    private @Nullable String ramdisk;

    @Option(names = "--cmdline", paramLabel = "OPTIONS", defaultValue = "", description = "Options for that kernel.")
    private String cmdline = "";

    @Option(names = "--uefi", description = "An HVM guest with UEFI rather than a BIOS.")
    private boolean uefi;

    @Option(
            names = "--bridge",
            paramLabel = "BRIDGE",
            description = "A network card on this bridge. Again for more; default: one on xenbr0.")
    private List<String> bridges = new ArrayList<>();

    @Option(names = "--no-network", description = "No network card.")
    private boolean noNetwork;

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "In a few words.")
    private String description = "";

    @Option(names = "--autostart", description = "Start it with the host.")
    private boolean autostart;

    @Option(names = "--start", description = "Start it now.")
    private boolean start;

    @Override
    public Integer call() {
        HostGuests host = HostTerminal.of(spec).guests();
        if (template != null) {
            String from = template;
            refuseBesideTemplate(from);
            Cancellation.during(() -> host.createFrom(from, this::wish, repository, autostart));
        } else {
            NewGuest wish = wish();
            Cancellation.during(() -> host.create(wish, repository, cdrom, autostart));
        }
        if (start) {
            host.start(name);
        }
        return ExitCode.DONE.status();
    }

    private void refuseBesideTemplate(String from) {
        List<String> others = BY_TEMPLATE.stream().filter(this::isGiven).toList();
        if (!others.isEmpty()) {
            throw UserError.usage(
                    "the template says how the guest boots, and " + String.join(", ", others) + " says it too",
                    "leave it out; 'domzero vm set' changes the guest afterwards");
        }
        // Both names are locked.
        if (from.equals(name)) {
            throw UserError.usage("the template is called " + name, "choose another name for the guest");
        }
    }

    private boolean isGiven(String option) {
        return Objects.requireNonNull(spec).commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Of a template: the root's disk first, then the one for swap, then what was asked for besides. */
    NewGuest wish(Template of) {
        NewGuest asked = wish();
        List<NewGuest.NewDisk> all = new ArrayList<>();
        all.add(new NewGuest.NewDisk(UUID.randomUUID(), of.root().size()));
        of.swap().ifPresent(swap -> all.add(new NewGuest.NewDisk(UUID.randomUUID(), swap.size())));
        all.addAll(asked.disks());
        List<String> on = noNetwork || !bridges.isEmpty() ? asked.bridges() : Collections.nCopies(of.cards(), "xenbr0");
        return new NewGuest(
                asked.uuid(),
                name,
                description.isEmpty() ? "of the template " + of.name() : description,
                of.type(),
                isGiven("--memory") ? asked.memory() : of.memory(),
                isGiven("--vcpus") ? asked.vcpus() : of.processors(),
                all,
                null,
                null,
                null,
                "",
                false,
                on,
                on.stream().map(bridge -> NewGuest.mac(UUID.randomUUID())).toList());
    }

    private NewGuest wish() {
        if (noNetwork && !bridges.isEmpty()) {
            throw UserError.usage("--bridge and --no-network contradict each other", "leave one of them out");
        }
        if (kernel == null && (ramdisk != null || !cmdline.isEmpty())) {
            throw UserError.usage("--ramdisk and --cmdline go with --kernel", "name a kernel");
        }
        if (uefi && type != GuestType.HVM) {
            throw UserError.usage("only an HVM guest has firmware", "add --type hvm, or leave --uefi out");
        }
        List<String> on = noNetwork ? List.of() : bridges.isEmpty() ? List.of("xenbr0") : bridges;
        return new NewGuest(
                UUID.randomUUID(),
                name,
                description,
                type,
                VmSettings.memory(memory),
                VmSettings.vcpus(vcpus),
                disks.stream()
                        .map(size -> new NewGuest.NewDisk(UUID.randomUUID(), VmCommand.size("--disk", size)))
                        .toList(),
                null,
                kernel,
                ramdisk,
                cmdline,
                uefi,
                on,
                on.stream().map(bridge -> NewGuest.mac(UUID.randomUUID())).toList());
    }
}
