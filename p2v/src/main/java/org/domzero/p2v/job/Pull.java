package org.domzero.p2v.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.domzero.guests.state.HostLock;
import org.domzero.guests.state.StateVolume;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.vm.Guest;
import org.domzero.guests.vm.GuestDraft;
import org.domzero.guests.vm.HostGuests;
import org.domzero.guests.vm.NewGuest;
import org.domzero.guests.vm.Templates;
import org.domzero.p2v.copy.Copy;
import org.domzero.p2v.copy.CopyReport;
import org.domzero.p2v.copy.Source;
import org.domzero.p2v.copy.SourceTree;
import org.domzero.p2v.copy.TarAbilities;
import org.domzero.p2v.fixup.FixUp;
import org.domzero.p2v.fixup.FixUpReport;
import org.domzero.p2v.plan.BootChoice;
import org.domzero.p2v.plan.ClonePlan;
import org.domzero.p2v.plan.PlannedCard;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.source.SourceFacts;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProgramStarter;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanRunner;
import org.domzero.toolkit.progress.ProgressEvent;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the plan of a clone on the host: makes the guest's disks, fills them from the source, mends what a guest
 * needs otherwise, and defines the guest, or describes the template. Whatever interrupts it, the next run of the same goes
 * on where it was; when there is a guest already, one that does not run, its root becomes again what the source is by then.
 */
public final class Pull {
    /** Makes of a kernel of the host what guests get. */
    private static final String GUEST_KERNEL = "/usr/lib/domzero/guest-kernel";

    private final Effects effects;
    private final ProgramStarter here;
    private final Source source;
    private final SourceFacts facts;
    private final ClonePlan plan;
    private final Wishes wishes;

    /**
     * What is asked for beyond the plan.
     *
     * @param from the source, as the user calls it
     * @param repository null for the default
     * @param bridge of all cards
     * @param again whether a guest that is there already is to become again what the machine is
     * @param despiteErrors whether there is to be a guest though some of it could not be read
     * @param directory where the template goes, if not into a repository; absolute
     */
    public record Wishes(
            String from,
            @Nullable String repository,
            String bridge,
            boolean again,
            boolean despiteErrors,
            @Nullable String directory) {}
    /**
     * How it has ended.
     *
     * @param mended what the fix-ups have to say, in their order
     * @param defined whether there is a guest, or a template
     */
    public record Report(CopyReport copy, List<FixUpReport> mended, boolean defined) {
        public Report {
            mended = List.copyOf(mended);
        }

        /** What all fix-ups have done. */
        public List<String> done() {
            return mended.stream().flatMap(one -> one.done().stream()).toList();
        }

        /** What all fix-ups leave to be looked at. */
        public List<String> warnings() {
            return mended.stream().flatMap(one -> one.warnings().stream()).toList();
        }
    }

    public Pull(Effects effects, ProgramStarter here, Source source, SourceFacts facts, ClonePlan plan, Wishes wishes) {
        this.effects = effects;
        this.here = here;
        this.source = source;
        this.facts = facts;
        this.plan = plan;
        this.wishes = wishes;
    }

    /**
     * Does it.
     *
     * @throws UserError when it could not be brought to its end. What has been copied is kept, where anything has
     */
    public Report run() {
        StateVolume.require(effects);
        AtomicReference<@Nullable Report> report = new AtomicReference<>();
        HostLock.ofGuest(plan.name(), effects, () -> report.set(whileLocked()));
        return Objects.requireNonNull(report.get());
    }

    private Report whileLocked() {
        HostGuests.Inventory inventory = new HostGuests(effects).read();
        Optional<CloneRecord> before = CloneRecord.of(plan.name(), effects);
        boolean wasGuest = before.filter(known -> known.stage() == CloneRecord.Stage.DEFINED)
                .isPresent();
        CloneRecord known = before.flatMap(one -> takenUp(one, inventory)).orElseGet(() -> begun(inventory));
        CloneRecord record = known.withRoot(plan.root().size());
        boolean grows = record.root().size().compareTo(known.root().size()) > 0;
        Destination destination = destination(record, inventory);
        if (grows) {
            destination.grow(record.root().size());
            makeBootable(destination);
        }
        if (plan.boot() instanceof BootChoice.SuppliedKernel supplied) {
            effects.commands().run(Command.of(GUEST_KERNEL, supplied.kernel().version()));
        }
        CopyReport copied;
        List<FixUpReport> mended = new ArrayList<>();
        try (TargetMount mount = TargetMount.of(plan.name(), RootPlace.of(plan, destination.image()), effects)) {
            if (grows) {
                mount.fill();
                record.write(effects);
            }
            Copy copy = new Copy(source, trees(), abilities(), mount.path(), here, effects.progress());
            if (wasGuest) {
                // What looks like notes is the guest's.
                copy.forget();
            }
            copied = copy.run(record.asOf());
            if (!copied.isWhole() && !wishes.despiteErrors()) {
                return new Report(copied, List.of(), false);
            }
            effects.progress().on(new ProgressEvent.Phase("mend what a guest needs otherwise", 1, 1));
            GuestRoot root = GuestRoot.of(mount.path());
            for (FixUp fixUp : plan.fixUps()) {
                effects.progress().on(new ProgressEvent.Step(fixUp.name()));
                mended.add(fixUp.apply(root, plan.target()));
            }
            record = record.asOf(copied.asOf());
            record.write(effects);
            copy.forget();
        }
        destination.finish();
        record.at(CloneRecord.Stage.DEFINED).write(effects);
        return new Report(copied, mended, true);
    }

    /** Goes on with one that is known; empty where nothing of it is left to go on with. */
    private Optional<CloneRecord> takenUp(CloneRecord known, HostGuests.Inventory inventory) {
        if (!known.from().equals(wishes.from())) {
            throw UserError.usage(
                    known.name() + " is a clone of " + known.from() + ", not of " + wishes.from(),
                    "choose another --name, or 'domzero p2v discard " + known.name() + "'");
        }
        requireSame(known);
        if (known.stage() == CloneRecord.Stage.BEGUN) {
            takeBack(known);
            return Optional.empty();
        }
        if (known.template()) {
            return underWay(known);
        }
        if (known.stage() == CloneRecord.Stage.FILLING) {
            return Optional.of(known);
        }
        Optional<Guest> guest = inventory.guests().guests().stream()
                .filter(one ->
                        one.definition().uuid().filter(known.guest()::equals).isPresent())
                .findFirst();
        if (guest.isEmpty()) {
            // It was deleted since, with its disks.
            known.forget(effects);
            return Optional.empty();
        }
        if (!wishes.again()) {
            throw UserError.refused(
                    guest.get().name() + " is a guest already: what has been written in it since would be lost",
                    "--again makes it what the machine is now; or clone under another --name");
        }
        if (guest.get().isRunning()) {
            throw UserError.refused(
                    guest.get().name() + " runs: what it has written would be lost",
                    "'domzero vm stop " + guest.get().name() + "' first, or clone under another --name");
        }
        // While its root is neither the old one nor the new, there is no guest to be started.
        new SetAside(known.name(), effects).setAside();
        CloneRecord again = known.at(CloneRecord.Stage.FILLING);
        again.write(effects);
        return Optional.of(again);
    }

    /** A guest that is begun does not become a template, nor one that is in another place. */
    private void requireSame(CloneRecord known) {
        boolean same = known.template() == plan.isTemplate()
                && known.directory().equals(Optional.ofNullable(wishes.directory()));
        if (!same) {
            throw UserError.usage(
                    known.name() + " is cloned " + (known.template() ? "as a template" : "as a guest")
                            + known.directory().map(place -> " in " + place).orElse("") + " already",
                    "say so, choose another --name, or 'domzero p2v discard " + known.name() + "'");
        }
    }

    /** A template on its way; empty where nothing of it is left. */
    private Optional<CloneRecord> underWay(CloneRecord known) {
        boolean whole = known.stage() == CloneRecord.Stage.DEFINED;
        if (known.directory().isPresent()) {
            String below = known.directory().get();
            if (!whole && DirectoryTemplate.isUnderWay(below, known.name(), effects)) {
                return Optional.of(known);
            }
            // One that is there is found when another is begun.
            known.forget(effects);
            return Optional.empty();
        }
        if (!whole) {
            return Optional.of(known);
        }
        if (Templates.isThere(known.name(), effects)) {
            throw UserError.refused(
                    known.name() + " is a template already",
                    "choose another --name, or 'domzero p2v discard " + known.name() + "' removes it");
        }
        known.forget(effects);
        return Optional.empty();
    }

    private CloneRecord begun(HostGuests.Inventory inventory) {
        CloneRecord record = new CloneRecord(
                plan.name(),
                wishes.from(),
                UUID.randomUUID(),
                place(inventory.repositories()),
                new CloneRecord.Disk(UUID.randomUUID(), plan.root().size()),
                plan.root().uuid(),
                plan.swap()
                        .map(swap -> new CloneRecord.Swap(
                                new CloneRecord.Disk(UUID.randomUUID(), swap.size()), swap.uuid())),
                plan.isTemplate(),
                CloneRecord.Stage.BEGUN,
                OptionalLong.empty());
        Destination destination = destination(record, inventory);
        Plan disks = destination.making();
        record.write(effects);
        try {
            PlanRunner.run(disks, effects);
            makeBootable(destination);
            RootPlace root = RootPlace.of(plan, destination.image());
            effects.commands().run(plan.root().mkfs(root.volume(), root.offset()));
            destination.made();
        } catch (RuntimeException failed) {
            takeBack(record);
            throw failed;
        }
        CloneRecord filling = record.at(CloneRecord.Stage.FILLING);
        filling.write(effects);
        return filling;
    }

    /** A disk of an HVM guest begins with what a BIOS starts. */
    private void makeBootable(Destination destination) {
        RootPlace root = RootPlace.of(plan, destination.image());
        if (root.isPartition()) {
            BootTrack.write(root.volume(), plan.root().size(), plan.root().uuid(), effects);
        }
    }

    private CloneRecord.Place place(Repositories repositories) {
        if (wishes.directory() != null) {
            return new CloneRecord.Place.InDirectory(wishes.directory());
        }
        Repository repository =
                wishes.repository() == null ? repositories.usual() : repositories.named(wishes.repository());
        return new CloneRecord.Place.InRepository(repository.uuid());
    }

    private Destination destination(CloneRecord record, HostGuests.Inventory inventory) {
        if (record.directory().isPresent()) {
            return new DirectoryTemplate(plan, record, record.directory().get(), effects);
        }
        GuestDraft draft = draft(record, inventory.repositories());
        return record.template()
                ? new RepositoryTemplate(plan, record, draft, inventory, effects)
                : new GuestDestination(plan, draft, inventory, effects);
    }

    private void takeBack(CloneRecord record) {
        CloneDisks.remove(record, effects);
        record.forget(effects);
    }

    private GuestDraft draft(CloneRecord record, Repositories repositories) {
        NewGuest guest = new NewGuest(
                record.guest(),
                record.name(),
                "cloned from " + ShownText.printable(wishes.from()),
                plan.type(),
                plan.memory(),
                plan.processors(),
                CloneDisks.of(record),
                null,
                null,
                null,
                "",
                false,
                plan.cards().stream().map(card -> wishes.bridge()).toList(),
                macs(record));
        return GuestDraft.in(repositories.named(record.repository().toString()), guest);
    }

    /** A card without one of the machine's gets one of its own, and the same in every run. */
    private List<String> macs(CloneRecord record) {
        List<String> macs = new ArrayList<>();
        for (PlannedCard card : plan.cards()) {
            UUID own = new UUID(
                    record.guest().getMostSignificantBits(), record.guest().getLeastSignificantBits() + macs.size());
            macs.add(card.mac().orElseGet(() -> NewGuest.mac(own)));
        }
        return macs;
    }

    private List<SourceTree> trees() {
        return plan.merged().stream()
                .map(mount -> new SourceTree(mount.mountPoint(), mount.directory()))
                .toList();
    }

    private TarAbilities abilities() {
        return new TarAbilities(
                plan.metadata().options(),
                plan.metadata().options().contains("--format=posix"),
                facts.tools().has("zstd"));
    }
}
