package org.domzero.p2v.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.source.SourceFacts;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.p2v.system.Kernel;

/** What somebody should know of a clone before it is begun. */
final class PlanWarnings {
    private final SourceFacts facts;
    private final Distribution distribution;
    private final BootChoice boot;
    private final RootFileSystem root;
    private final Optional<SwapVolume> swap;
    private final MountDecision mounts;
    private final Capacity capacity;
    private final List<String> warnings = new ArrayList<>();

    PlanWarnings(
            SourceFacts facts,
            Distribution distribution,
            BootChoice boot,
            RootFileSystem root,
            Optional<SwapVolume> swap,
            MountDecision mounts,
            Capacity capacity) {
        this.facts = facts;
        this.distribution = distribution;
        this.boot = boot;
        this.root = root;
        this.swap = swap;
        this.mounts = mounts;
        this.capacity = capacity;
    }

    List<String> all() {
        addOfSystem();
        addOfBoot();
        addOfDisks();
        addOfFiles();
        if (capacity.isLess()) {
            warnings.add("the host has " + capacity.memory() + " for it, the machine has " + capacity.wanted());
        }
        if (facts.cards().isEmpty()) {
            warnings.add("no network card was found: the guest gets one with a new address");
        }
        return List.copyOf(warnings);
    }

    private void addOfSystem() {
        if (distribution.family() == Family.OTHER) {
            warnings.add("the distribution is not known: only what all have in common is changed");
        }
        if (!facts.hypervisor().isEmpty()) {
            warnings.add("the machine is a guest already, of " + PlanText.shown(facts.hypervisor()));
        }
        if (facts.hasSelinux()) {
            warnings.add("SELinux is on: the first boot labels all files, which takes a while, and boots again");
        }
    }

    private void addOfBoot() {
        if (boot.type() != GuestType.PV) {
            warnings.add((boot.type() == GuestType.HVM ? "an " : "a ")
                    + boot.type().word() + " guest needs a host with hardware virtualisation (VT-x or AMD-V)");
        }
        boot.ownKernel().ifPresent(this::addOfKernel);
        if (boot instanceof BootChoice.SuppliedKernel) {
            warnings.add(
                    "the guest's kernel will be the host's, which nobody updates in the guest; what goes with a kernel,"
                            + " as udev and iptables do, may be too old for it");
        }
    }

    private void addOfKernel(Kernel kernel) {
        kernel.withoutModules().ifPresent(what -> warnings.add(PlanText.shown(kernel.path()) + " " + what));
        if (kernel.initrd().isEmpty()) {
            warnings.add(PlanText.shown(kernel.path()) + " has no initrd: all drivers that it needs must be built in");
        }
        boolean other = facts.isRunning()
                && !kernel.version().isEmpty()
                && !kernel.version().equals(facts.kernel());
        if (other) {
            warnings.add("the machine runs " + PlanText.shown(facts.kernel()) + ", the guest will run "
                    + PlanText.shown(kernel.version()));
        }
        RootDecision.change(mounts.merged(), root)
                .filter(type -> kernel.initrd().isPresent())
                .ifPresent(type -> warnings.add("the root becomes " + root.type() + " where it was "
                        + PlanText.shown(type) + ": its initrd has to be made again if it lacks " + root.type()));
    }

    private void addOfDisks() {
        List<String> encrypted = facts.mapped("crypt");
        if (!encrypted.isEmpty()) {
            warnings.add("disks are encrypted (" + shown(encrypted) + "): those of the guest are not");
        }
        facts.degradedArrays()
                .forEach(array -> warnings.add("the RAID array " + PlanText.shown(array)
                        + " lacks a disk: read errors may follow, and would be told"));
        if (!facts.mapped("snapshot").isEmpty()) {
            warnings.add("snapshots of LVM (" + shown(facts.mapped("snapshot")) + ") are not carried, and one that"
                    + " fills up is lost");
        }
        mounts.left().stream()
                .filter(left -> left.kind().isNotable())
                .forEach(left -> warnings.add(PlanText.shown(left.mountPoint()) + " stays behind: "
                        + PlanText.shown(left.source()) + " " + PlanText.shown(left.reason())));
        swap.filter(volume -> facts.isRunning() && volume.size().compareTo(facts.swap()) < 0)
                .ifPresent(volume ->
                        warnings.add("the machine has " + facts.swap() + " of swap, the guest gets " + volume.size()));
    }

    private void addOfFiles() {
        facts.problems().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(problem ->
                        warnings.add(PlanText.shown(problem.getKey()) + " " + PlanText.shown(problem.getValue())));
        for (MergedMount mount : mounts.merged()) {
            List<String> inner = facts.subvolumes(mount.mountPoint());
            if (!inner.isEmpty()) {
                warnings.add("subvolumes in " + PlanText.shown(mount.mountPoint())
                        + " are carried only where they are mounted by themselves: " + shown(inner));
            }
        }
    }

    private static String shown(List<String> names) {
        List<String> some = names.stream().limit(5).map(PlanText::shown).toList();
        return String.join(", ", some)
                + (names.size() > some.size() ? " and " + (names.size() - some.size()) + " more" : "");
    }
}
