package org.domzero.guests.vm;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.domzero.guests.state.HostLock;
import org.domzero.guests.state.StateVolume;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.Volumes;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanRunner;
import org.jspecify.annotations.Nullable;

/**
 * This host's repositories and guests, read at once, and the wishes of users about guests carried out: each reads the
 * host anew while it holds the guest's lock, makes a plan, and runs it.
 */
public final class HostGuests {
    private final Effects effects;

    public HostGuests(Effects effects) {
        this.effects = effects;
    }

    /** What there is at one moment. */
    public record Inventory(Repositories repositories, Volumes volumes, Guests guests) {}

    /**
     * Looks at the whole host.
     *
     * @throws UserError when this is no domzero host, or LVM or Xen cannot be asked
     */
    public Inventory read() {
        StateVolume.require(effects);
        Repositories repositories = Repositories.read(effects);
        return new Inventory(repositories, Volumes.read(repositories, effects), Guests.read(effects));
    }

    /**
     * Looks at the guests alone: repositories may take long to answer.
     *
     * @throws UserError when this is no domzero host, or Xen cannot be asked
     */
    public Guests guests() {
        StateVolume.require(effects);
        return Guests.read(effects);
    }

    /**
     * Makes a guest; what was made of one that failed half-way is removed again.
     *
     * @param repository null for the default
     * @param iso a path, or a file's name in a library; null for no CD
     */
    public void create(NewGuest asked, @Nullable String repository, @Nullable String iso, boolean autostart) {
        HostLock.ofGuest(asked.name(), effects, () -> {
            Inventory here = read();
            NewGuest wish = iso == null ? asked : asked.withCdrom(new IsoFile(effects, here.repositories).find(iso));
            requireFile(wish.kernel());
            requireFile(wish.ramdisk());
            Repository into = repository == null ? here.repositories.usual() : here.repositories.named(repository);
            GuestPlans.create(here.guests, wish, into, autostart).run(effects);
        });
    }

    /**
     * Makes a guest with a copy of a template's disk; what was made of one that failed half-way is removed again.
     *
     * @param from the template's name, or its directory
     * @param asked by the template, what it asks for first: the root's disk, then the one for swap
     * @param repository null for the default
     */
    public void createFrom(
            String from, Function<Template, NewGuest> asked, @Nullable String repository, boolean autostart) {
        if (from.contains("/")) {
            createFromOne(from, "is the directory whole?", asked, repository, autostart);
        } else {
            // Whoever discards a template has the lock of its name.
            HostLock.ofGuest(
                    from,
                    effects,
                    () -> createFromOne(
                            from, "is its repository attached? 'domzero sr list' tells", asked, repository, autostart));
        }
    }

    private void createFromOne(
            String from,
            String whereImagesAre,
            Function<Template, NewGuest> asked,
            @Nullable String repository,
            boolean autostart) {
        Template template = Templates.find(from, effects);
        String image = template.root().file();
        if (!Files.exists(effects.resolve(image))) {
            throw UserError.failed("the image of the template " + from + " is not there: " + image, whereImagesAre);
        }
        NewGuest wish = asked.apply(template);
        HostLock.ofGuest(wish.name(), effects, () -> {
            Inventory here = read();
            Repository into = repository == null ? here.repositories.usual() : here.repositories.named(repository);
            GuestPlans.createFrom(template, here.guests, wish, into, autostart).run(effects);
        });
    }

    /**
     * Makes another guest with copies of a guest's disks.
     *
     * @param newName that of the copy
     */
    public void clone(String name, String newName) {
        requireAnother(name, newName);
        HostLock.ofGuest(
                newName,
                effects,
                () -> holding(name, (here, guest) -> {
                    NewIdentity identity = NewIdentity.random(newName, guest.definition());
                    GuestPlans.clone(here.guests, guest, here.volumes, identity).run(effects);
                }));
    }

    /** Both names are locked. */
    private static void requireAnother(String name, String newName) {
        if (name.equals(newName)) {
            throw UserError.usage("there is a guest " + name + " already", "choose another name");
        }
    }

    private void requireFile(@Nullable String file) {
        if (file != null && (!file.startsWith("/") || !Files.isReadable(effects.resolve(file)))) {
            throw UserError.usage(file + " cannot be read", "name a file of this host by its absolute path");
        }
    }

    public void start(String name) {
        on(name, (here, guest) -> GuestPlans.start(guest, here.volumes, freeMemory()));
    }

    /** What Xen has not given away; Xen itself needs a little for each guest, which xl takes care of. */
    private ByteSize freeMemory() {
        return ByteSize.mebibytes(XenInfo.read(effects).number("free_memory", "free memory"));
    }

    /**
     * Lets a guest shut itself down, and ends it when it has not by then.
     *
     * @param limit how long it has; null to end it at once, as by pulling the plug
     */
    public void stop(String name, @Nullable Duration limit) {
        holding(name, (here, guest) -> {
            String running = running(guest).name();
            if (limit != null) {
                effects.progress().info("asking " + running + " to shut down");
                if (shutsDown(running, limit)) {
                    // For a moment it is still there, until the xl that watches it has cleared it away.
                    effects.commands().tryRun(Command.of("xl", "destroy", running));
                    return;
                }
                effects.progress().warn(running + " has not shut down in " + limit.toSeconds() + " s: it is ended");
            }
            effects.commands().run("xl", "destroy", running);
        });
    }

    /**
     * Lets all guests shut themselves down at once, those that were started by hand too, and ends those that have not by
     * then.
     */
    public void stopAll(Duration limit) {
        List<Domain> running = domains();
        if (running.isEmpty()) {
            return;
        }
        effects.progress()
                .info("asking all guests to shut down: "
                        + running.stream().map(Domain::name).collect(Collectors.joining(", ")));
        shutsDown("-a", limit);
        for (Domain left : domains()) {
            if (!left.word().equals("ending")) {
                effects.progress().warn(left.name() + " has not shut down in " + limit.toSeconds() + " s: it is ended");
            }
            effects.commands().tryRun(Command.of("xl", "destroy", left.name()));
        }
    }

    private List<Domain> domains() {
        return Domain.parse(effects.commands().run(Domain.LIST).output());
    }

    /** {@code -F}: a guest without Xen's drivers is asked by its power button. */
    private boolean shutsDown(String name, Duration limit) {
        try {
            return effects.commands()
                    .tryRun(Command.of("xl", "shutdown", "-w", "-F", name).withLimit(limit))
                    .succeeded();
        } catch (UserError atTheLimit) {
            return false;
        }
    }

    public void reboot(String name) {
        Guest guest = running(guests().named(name));
        effects.commands().run("xl", "reboot", "-F", guest.name());
    }

    private static Guest running(Guest guest) {
        if (!guest.isRunning()) {
            throw UserError.usage(guest.name() + " is not running", "'domzero vm list' shows what is");
        }
        return guest;
    }

    public void rename(String name, String newName) {
        requireAnother(name, newName);
        HostLock.ofGuest(
                newName, effects, () -> on(name, (here, guest) -> GuestPlans.rename(here.guests, guest, newName)));
    }

    /**
     * Changes the definition.
     *
     * @param change from the definition as it is to the one that is wanted
     */
    public void set(String name, Function<Definition, Definition> change, Optional<Boolean> autostart) {
        on(name, (here, guest) -> GuestPlans.change(guest, change.apply(guest.definition()), autostart));
    }

    public void delete(String name) {
        on(name, (here, guest) -> GuestPlans.delete(here.guests, guest, here.volumes));
    }

    /**
     * Makes one more disk.
     *
     * @param repository null for the default
     */
    public void addDisk(String name, ByteSize size, @Nullable String repository) {
        on(
                name,
                (here, guest) -> GuestPlans.addDisk(
                        guest,
                        repository == null ? here.repositories.usual() : here.repositories.named(repository),
                        UUID.randomUUID(),
                        size));
    }

    public void growDisk(String name, String vdev, ByteSize size) {
        on(name, (here, guest) -> GuestPlans.growDisk(guest, here.volumes, vdev, size));
    }

    public void removeDisk(String name, String vdev) {
        on(name, (here, guest) -> GuestPlans.removeDisk(here.guests, guest, here.volumes, vdev));
    }

    public void addNic(String name, String bridge) {
        on(name, (here, guest) -> GuestPlans.addNic(guest, bridge, NewGuest.mac(UUID.randomUUID())));
    }

    public void removeNic(String name, String mac) {
        on(name, (here, guest) -> GuestPlans.removeNic(guest, mac));
    }

    /**
     * Puts a CD into the drive, or takes it out.
     *
     * @param iso a path, or a file's name in a library; empty to eject
     */
    public void changeCd(String name, String iso) {
        on(
                name,
                (here, guest) -> GuestPlans.changeCd(
                        guest, iso.isEmpty() ? "" : new IsoFile(effects, here.repositories).find(iso)));
    }

    /** What is to be done to a guest, decided from what there is. */
    @FunctionalInterface
    private interface Decision {
        Plan on(Inventory here, Guest guest);
    }

    private void on(String name, Decision decision) {
        holding(name, (here, guest) -> PlanRunner.run(decision.on(here, guest), effects));
    }

    /**
     * Does something to a guest while no other command can, with the host read after those that could. The guest may be
     * named by its uuid; the lock is by its name.
     */
    void holding(String nameOrUuid, BiConsumer<Inventory, Guest> work) {
        StateVolume.require(effects);
        String name = Guests.nameOf(nameOrUuid, effects);
        HostLock.ofGuest(name, effects, () -> {
            Inventory here = read();
            Guest guest = here.guests.named(nameOrUuid);
            if (!guest.name().equals(name)) {
                throw UserError.failed(name + " has just been renamed to " + guest.name(), "run it again");
            }
            work.accept(here, guest);
        });
    }
}
