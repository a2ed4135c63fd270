package org.domzero.p2v.plan;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.guests.vm.GuestName;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.fixup.FixUp;
import org.domzero.p2v.fixup.FixUps;
import org.domzero.p2v.fixup.GuestTarget;
import org.domzero.p2v.fixup.IdentityFixUp;
import org.domzero.p2v.source.SourceFacts;
import org.domzero.p2v.system.Distribution;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;

/**
 * What becomes of a machine, decided before anything is sent or written.
 *
 * @param source what the machine calls itself; may be empty
 * @param name of the guest
 * @param merged the file systems that become the guest's root, each directory before what is mounted below it
 * @param target what the fix-ups need to know of the guest
 * @param fixUps in the order in which they are to be made
 * @param warnings what may be missed or want a look, a sentence each
 */
public record ClonePlan(
        String source,
        String name,
        Distribution distribution,
        BootChoice boot,
        RootFileSystem root,
        Optional<SwapVolume> swap,
        List<MergedMount> merged,
        List<LeftOut> left,
        ByteSize memory,
        int processors,
        List<PlannedCard> cards,
        Metadata metadata,
        GuestTarget target,
        List<FixUp> fixUps,
        List<String> warnings) {
    public ClonePlan {
        merged = List.copyOf(merged);
        left = List.copyOf(left);
        cards = List.copyOf(cards);
        fixUps = List.copyOf(fixUps);
        warnings = List.copyOf(warnings);
    }

    /**
     * Decides everything.
     *
     * @throws UserError with all that stands against it at once
     */
    public static ClonePlan of(SourceFacts facts, CloneWishes wishes) {
        List<Problem> problems = new ArrayList<>();
        if (!facts.isRoot()) {
            problems.add(Problem.of("not all of the machine can be read", "log in there as root"));
        }
        Distribution distribution = Distribution.of(facts);
        MountDecision mounts = MountDecision.of(facts);
        checkMounts(mounts.merged(), problems);
        Optional<BootChoice> boot = BootDecision.of(facts, wishes, problems);
        RootFileSystem root = RootDecision.of(distribution, boot, mounts.merged(), wishes, problems);
        if (boot.filter(BootChoice.WholeMachine.class::isInstance).isPresent()
                && root.size().compareTo(BootChoice.WholeMachine.LARGEST_DISK) > 0) {
            problems.add(Problem.of(
                    "a BIOS starts no disk of more than 2 TiB, and this one would have " + root.size(),
                    "a smaller --size, or --type pvh where its kernel can"));
        }
        Optional<SwapVolume> swap = SwapDecision.of(facts, wishes);
        Metadata metadata = Metadata.of(facts.tools(), problems);
        String name = name(facts, wishes, problems);
        if (boot.isEmpty() || !problems.isEmpty()) {
            throw new UserError(ExitCode.FAILED, problems);
        }
        GuestTarget target = TargetDecision.of(boot.get(), distribution, root, swap, mounts.merged());
        Capacity capacity = Capacity.of(facts, wishes);
        return new ClonePlan(
                facts.hostName(),
                name,
                distribution,
                boot.get(),
                root,
                swap,
                mounts.merged(),
                mounts.left(),
                capacity.memory(),
                capacity.processors(),
                cards(facts, wishes),
                metadata,
                target,
                boot.get() instanceof BootChoice.SuppliedKernel supplied
                        ? FixUps.with(supplied.kernel(), distribution, target)
                        : FixUps.of(distribution, target),
                new PlanWarnings(facts, distribution, boot.get(), root, swap, mounts, capacity).all());
    }

    private static void checkMounts(List<MergedMount> merged, List<Problem> problems) {
        if (merged.stream().noneMatch(MergedMount::isRoot)) {
            problems.add(Problem.of(
                    "its root file system is of no kind that can be carried",
                    "that is ext2, ext3, ext4, xfs, reiserfs, jfs and btrfs on its own disks"));
        }
        merged.stream()
                .filter(mount -> mount.mount().usage().isEmpty())
                .forEach(mount -> problems.add(Problem.of(
                        "df says nothing of " + PlanText.shown(mount.mountPoint()),
                        "look at it there: df -P -k " + PlanText.shown(mount.mountPoint()))));
    }

    private static String name(SourceFacts facts, CloneWishes wishes, List<Problem> problems) {
        String host = facts.hostName();
        String name = wishes.name().orElseGet(() -> host.replaceFirst("\\..*", ""));
        if (name.isEmpty()) {
            problems.add(Problem.of("the machine has no name of its own", "say --name for the guest"));
            return name;
        }
        try {
            return GuestName.require(name);
        } catch (UserError wrong) {
            problems.addAll(wrong.problems());
            return name;
        }
    }

    private static List<PlannedCard> cards(SourceFacts facts, CloneWishes wishes) {
        List<PlannedCard> all = facts.cards().stream()
                .map(card -> new PlannedCard(card.name(), wishes.newMac() ? Optional.empty() : Optional.of(card.mac())))
                .toList();
        if (all.isEmpty()) {
            return List.of(new PlannedCard("", Optional.empty()));
        }
        if (wishes.allCards()) {
            return all;
        }
        int main = 0;
        for (int i = 0; i < all.size(); i++) {
            main = facts.cards().get(i).main() ? i : main;
        }
        return List.of(all.get(main));
    }

    /**
     * The same as a template, of which guests are made later: nothing in it is one machine's alone, neither keys in its
     * files nor addresses of its cards.
     */
    public ClonePlan asTemplate() {
        List<FixUp> all = new ArrayList<>(fixUps);
        all.add(new IdentityFixUp(distribution));
        return new ClonePlan(
                source,
                name,
                distribution,
                boot,
                root,
                swap,
                merged,
                left,
                memory,
                processors,
                cards.stream()
                        .map(card -> new PlannedCard(card.source(), Optional.empty()))
                        .toList(),
                metadata,
                target,
                all,
                warnings);
    }

    public boolean isTemplate() {
        return fixUps.stream().anyMatch(IdentityFixUp.class::isInstance);
    }

    public GuestType type() {
        return boot.type();
    }

    /** The plan for people, 80 columns wide. */
    public String text() {
        return new PlanText(this).text();
    }

    /** The plan for programs; sizes are in bytes. */
    public JsonObject toJson() {
        return ClonePlanJson.of(this);
    }
}
