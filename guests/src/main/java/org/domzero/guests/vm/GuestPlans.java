package org.domzero.guests.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.domzero.guests.storage.CopyImage;
import org.domzero.guests.storage.CopyVolume;
import org.domzero.guests.storage.GrowVolume;
import org.domzero.guests.storage.MakeVolume;
import org.domzero.guests.storage.RemoveVolume;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.Volume;
import org.domzero.guests.storage.Volumes;
import org.domzero.guests.xl.XlConfig;
import org.domzero.guests.xl.XlDisk;
import org.domzero.guests.xl.XlNic;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;

/** What is done for each wish about a guest, decided beforehand from what there is. */
public final class GuestPlans {
    /** GRUB for PV guests, of Debian's grub-xen-host: it runs inside the guest and reads the guest's own boot menu. */
    static final String GRUB_PV = "/usr/lib/grub-xen/grub-x86_64-xen.bin";

    static final String GRUB_PVH = "/usr/lib/grub-xen/grub-i386-xen_pvh.bin";

    private static final String HEADING = """
            # A guest of domzero: an ordinary configuration of xl, see xl.cfg(5).
            # What is changed here by hand stays; 'domzero vm set' changes single values.
            """;

    private GuestPlans() {}

    /**
     * Makes the disks, then the definition: until there is one, there is no guest.
     *
     * @throws UserError when the name is taken, or there is too little space
     */
    static GuestCreation create(Guests here, NewGuest wish, Repository repository, boolean autostart) {
        GuestDraft draft = GuestDraft.in(repository, wish);
        List<Phase> phases = new ArrayList<>(draft.makeDisks(here).phases());
        phases.addAll(draft.define(here, autostart).phases());
        return new GuestCreation(wish.name(), draft.volumes(), new Plan("create the guest " + wish.name(), phases));
    }

    /**
     * Makes the disks, of which the first becomes a copy of a template's, then the definition.
     *
     * @param wish its first disk is the root's; its second is for swap, if the template wants any
     * @throws UserError when the name is taken, or there is too little space
     */
    static GuestCreation createFrom(
            Template template, Guests here, NewGuest wish, Repository repository, boolean autostart) {
        GuestDraft draft = GuestDraft.in(repository, wish);
        List<Action> fill = new ArrayList<>();
        fill.add(new CopyImage(
                template.root().file(), template.root().size(), draft.volumes().get(0)));
        template.swap().ifPresent(swap -> fill.add(new MakeSwap(draft.volumes().get(1), swap.uuid())));
        List<Phase> phases = new ArrayList<>(draft.makeDisks(here).phases());
        phases.add(new Phase("copy the template", fill));
        phases.addAll(draft.define(here, autostart).phases());
        return new GuestCreation(
                wish.name(),
                draft.volumes(),
                new Plan("create the guest " + wish.name() + " of " + template.name(), phases));
    }

    static Definition define(NewGuest wish, List<Volume> volumes) {
        XlConfig config = XlConfig.parse(Guests.file(wish.name()), HEADING)
                .with("name", wish.name())
                .with("uuid", wish.uuid().toString())
                .with("type", wish.type().word())
                .with("memory", wish.memory().mebibytes())
                .with("vcpus", wish.vcpus());
        config = bootedBy(wish, config);
        List<String> disks = new ArrayList<>();
        List<XlDisk> named = new ArrayList<>();
        for (Volume volume : volumes) {
            XlDisk disk = XlDisk.raw(volume.path(), DeviceName.free(named));
            named.add(disk);
            disks.add(disk.spec());
        }
        String drive = Drive.name(wish.type());
        if (wish.cdrom() != null) {
            disks.add(Drive.with(wish.cdrom(), drive, wish.type()).spec());
        } else if (wish.type() == GuestType.HVM) {
            disks.add(Drive.empty(drive).spec());
        }
        config = config.with("disk", disks);
        List<String> nics = new ArrayList<>();
        for (int i = 0; i < wish.bridges().size(); i++) {
            nics.add(XlNic.of(wish.macs().get(i), wish.bridges().get(i)).spec());
        }
        config = config.with("vif", nics).with("on_reboot", "restart").with("on_crash", "restart");
        Definition definition = new Definition(Guests.file(wish.name()), config);
        return wish.description().isEmpty() ? definition : definition.withDescription(wish.description());
    }

    private static XlConfig bootedBy(NewGuest wish, XlConfig config) {
        XlConfig booted = config;
        if (wish.kernel() != null) {
            booted = booted.with("kernel", wish.kernel());
            if (wish.ramdisk() != null) {
                booted = booted.with("ramdisk", wish.ramdisk());
            }
            if (!wish.cmdline().isEmpty()) {
                booted = booted.with("cmdline", wish.cmdline());
            }
        } else if (wish.type() != GuestType.HVM) {
            booted = booted.with("kernel", wish.type() == GuestType.PV ? GRUB_PV : GRUB_PVH);
        }
        return wish.type() == GuestType.HVM ? emulated(wish, booted) : booted;
    }

    /** The machine that an HVM guest sees. */
    private static XlConfig emulated(NewGuest wish, XlConfig config) {
        return config.with("firmware", wish.uefi() ? "ovmf" : "bios")
                // The disk first: a guest that is installed does not begin to install itself again.
                .with("boot", "cd")
                .with("serial", "pty")
                .with("vnc", 1)
                .with("vnclisten", "127.0.0.1")
                .with("usb", 1)
                .with("usbdevice", List.of("tablet"));
    }

    /**
     * Starts it.
     *
     * @throws UserError when it runs, a disk is out of reach, or the host's free memory will not do
     */
    public static Plan start(Guest guest, Volumes volumes, ByteSize free) {
        if (guest.isRunning()) {
            throw UserError.usage(guest.name() + " runs already", "'domzero vm console " + guest.name() + "' shows it");
        }
        requireWithinReach(guest, volumes);
        Definition definition = guest.definition();
        if (definition.memory().compareTo(free) > 0) {
            throw UserError.failed(
                    guest.name() + " wants " + definition.memory() + " of memory, and " + free
                            + " of the host's are free",
                    "stop another guest, or: domzero vm set " + guest.name() + " --memory SIZE");
        }
        return new Plan("start " + guest.name(), List.of(Phase.of("start it", Xl.create(definition))));
    }

    /**
     * Gives it another name; its definition's file is called so too.
     *
     * @throws UserError when the new name is taken or the guest runs
     */
    public static Plan rename(Guests here, Guest guest, String name) {
        requireStopped(guest, "is renamed");
        here.free(name, guest);
        Definition old = guest.definition();
        Definition renamed = old.withName(Guests.file(name), name);
        List<Action> actions = new ArrayList<>();
        actions.add(new WriteDefinition(renamed));
        if (guest.autostart()) {
            actions.add(new SetAutostart(renamed.file(), true));
        }
        if (!renamed.file().equals(old.file())) {
            actions.add(new RemoveDefinition(old.file()));
        }
        return new Plan("rename " + guest.name() + " to " + name, List.of(new Phase("rename it", actions)));
    }

    /**
     * Writes a changed definition, and lets the guest start with the host or no longer.
     *
     * @param changed the definition as it is to be
     * @param autostart null for as it is
     */
    public static Plan change(Guest guest, Definition changed, Optional<Boolean> autostart) {
        List<Action> actions = new ArrayList<>();
        if (!changed.equals(guest.definition())) {
            actions.add(new WriteDefinition(changed));
        }
        autostart
                .filter(wanted -> wanted != guest.autostart())
                .ifPresent(wanted -> actions.add(new SetAutostart(changed.file(), wanted)));
        return new Plan("change " + guest.name(), List.of(new Phase("change the definition", actions)));
    }

    /**
     * Removes its disks, then its definition.
     *
     * @throws UserError when it runs, or shares a disk with another guest
     */
    public static Plan delete(Guests here, Guest guest, Volumes volumes) {
        requireStopped(guest, "is deleted");
        requireWithinReach(guest, volumes);
        List<Action> disks = new ArrayList<>();
        for (XlDisk disk : guest.definition().disks()) {
            volumes.at(disk.target())
                    .ifPresent(volume -> disks.add(new RemoveVolume(requireAlone(here, guest, volume))));
        }
        List<Phase> phases = new ArrayList<>();
        // The definition goes last: until then another try finds the volumes that are still there.
        phases.add(new Phase("remove its disks", disks));
        phases.add(Phase.of("forget it", new RemoveDefinition(guest.definition().file())));
        return new Plan("delete " + guest.name(), phases);
    }

    /**
     * Makes another guest with copies of its disks, and an identity of its own on the outside: name, uuid and network
     * addresses. What is on the disks is the same.
     *
     * @throws UserError when the guest runs, the name is taken, there is too little space, or a disk is no volume
     */
    static GuestCreation clone(Guests here, Guest guest, Volumes volumes, NewIdentity identity) {
        requireStopped(guest, "is cloned");
        here.free(identity.name());
        Definition definition = guest.definition();
        List<Action> make = new ArrayList<>();
        List<Action> copy = new ArrayList<>();
        List<Volume> made = new ArrayList<>();
        List<String> disks = new ArrayList<>();
        for (XlDisk disk : definition.disks()) {
            if (Drive.isOne(disk)) {
                disks.add(disk.spec());
                continue;
            }
            Volume from = volume(guest, volumes, disk.vdev());
            Volume to = Volume.in(from.repository(), identity.disk(made.size()), from.size());
            made.add(to);
            make.add(new MakeVolume(to, identity.uuid(), false));
            copy.add(new CopyVolume(from, to));
            disks.add(disk.withTarget(to.path()).spec());
        }
        Room.GIVEN.require(made);
        List<String> nics = new ArrayList<>();
        for (XlNic nic : definition.nics()) {
            nics.add(nic.withMac(identity.mac(nics.size())).spec());
        }
        Definition cloned = new Definition(
                Guests.file(identity.name()),
                definition
                        .config()
                        .with("name", identity.name())
                        .with("uuid", identity.uuid().toString())
                        .with("disk", disks)
                        .with("vif", nics));
        Plan plan = new Plan(
                "clone " + guest.name() + " to " + identity.name(),
                List.of(
                        new Phase("make the disks", make),
                        new Phase("copy the disks", copy),
                        Phase.of("define the guest", new WriteDefinition(cloned))));
        return new GuestCreation(identity.name(), made, plan);
    }

    /** Disks of a guest that are no volumes of a repository, and stay when it is deleted. */
    public static List<String> kept(Guest guest, Volumes volumes) {
        return guest.definition().disks().stream()
                .filter(disk -> !Drive.isOne(disk) && volumes.at(disk.target()).isEmpty())
                .map(XlDisk::target)
                .toList();
    }

    /** One more disk; a guest that runs gets it at once. */
    public static Plan addDisk(Guest guest, Repository repository, UUID uuid, ByteSize size) {
        ByteSize whole = Volume.wholeExtents(size);
        Volume volume = Volume.in(repository, uuid, whole);
        Room.CHOSEN.require(List.of(volume));
        XlDisk disk =
                XlDisk.raw(volume.path(), DeviceName.free(guest.definition().disks()));
        List<Phase> phases = new ArrayList<>();
        phases.add(Phase.of(
                "make the disk",
                new MakeVolume(volume, guest.definition().uuid().orElse(uuid))));
        phases.add(Phase.of(
                "give it to the guest", new WriteDefinition(guest.definition().withDisk(disk))));
        if (guest.isRunning()) {
            phases.add(Phase.of("attach it", attach(guest, disk)));
        }
        return new Plan("add a disk of " + whole + " to " + guest.name() + " as " + disk.vdev(), phases);
    }

    /**
     * Makes a disk larger.
     *
     * @throws UserError when there is no such disk, or it is no volume of a repository, or not smaller
     */
    public static Plan growDisk(Guest guest, Volumes volumes, String vdev, ByteSize size) {
        Volume volume = volume(guest, volumes, vdev);
        ByteSize whole = Volume.wholeExtents(size);
        if (whole.compareTo(volume.size()) <= 0) {
            throw UserError.usage(
                    vdev + " of " + guest.name() + " has " + volume.size() + " already",
                    "a disk can only grow: what is at its end would be lost");
        }
        return grow(vdev + " of " + guest.name(), volume, size);
    }

    /**
     * Makes a volume larger than it is, be it of a guest or of one that is not there yet.
     *
     * @param name what the user calls it
     */
    public static Plan grow(String name, Volume volume, ByteSize size) {
        ByteSize whole = Volume.wholeExtents(size);
        Room.GIVEN.require(volume.repository(), whole.bytes() - volume.size().bytes());
        return new Plan(
                "grow " + name + " to " + whole, List.of(Phase.of("grow the disk", new GrowVolume(volume, whole))));
    }

    /**
     * Takes a disk away, and removes the volume that it is.
     *
     * @throws UserError when there is no such disk, or it is another guest's too
     */
    public static Plan removeDisk(Guests here, Guest guest, Volumes volumes, String vdev) {
        XlDisk disk = disk(guest, vdev);
        requireWithinReach(guest, disk, volumes);
        List<Phase> phases = new ArrayList<>();
        if (guest.isRunning()) {
            phases.add(Phase.of("take it from the guest", Xl.of("detach " + vdev, "block-detach", guest.name(), vdev)));
        }
        phases.add(Phase.of(
                "change the definition", new WriteDefinition(guest.definition().replacingDisk(vdev, null))));
        volumes.at(disk.target())
                .ifPresent(volume ->
                        phases.add(Phase.of("remove the disk", new RemoveVolume(requireAlone(here, guest, volume)))));
        return new Plan("remove " + vdev + " from " + guest.name(), phases);
    }

    /**
     * Puts an ISO into the guest's drive, in place of what is there; the guest sees it at once.
     *
     * @param iso empty to take out what is in it
     */
    public static Plan changeCd(Guest guest, String iso) {
        Definition definition = guest.definition();
        Optional<XlDisk> drive =
                definition.disks().stream().filter(Drive::isOne).findFirst();
        if (iso.isEmpty() && drive.map(disk -> disk.target().isEmpty()).orElse(true)) {
            throw UserError.usage("there is no CD in " + guest.name(), "'domzero vm show' tells what it has");
        }
        boolean hvm = definition.type() == GuestType.HVM;
        if (hvm && drive.isEmpty() && guest.isRunning()) {
            throw UserError.usage(
                    guest.name() + " has no CD drive, and an HVM guest gets one only when it starts", "stop it first");
        }
        String vdev = drive.map(XlDisk::vdev).orElse(Drive.name(definition.type()));
        Optional<XlDisk> after =
                iso.isEmpty() ? Optional.empty() : Optional.of(Drive.with(iso, vdev, definition.type()));
        if (hvm && after.isEmpty()) {
            after = Optional.of(Drive.empty(vdev));
        }
        Definition changed = drive.isEmpty()
                ? definition.withDisk(after.orElseThrow())
                : definition.replacingDisk(vdev, after.orElse(null));
        List<Action> actions = new ArrayList<>();
        if (guest.isRunning() && hvm) {
            actions.add(
                    iso.isEmpty()
                            ? Xl.of("eject the CD", "cd-eject", guest.name(), vdev)
                            : Xl.of("insert the CD", "cd-insert", guest.name(), vdev, iso));
        } else if (guest.isRunning()) {
            // A paravirtual drive cannot be emptied: it goes as a whole, and comes with the next CD.
            drive.filter(disk -> !disk.target().isEmpty())
                    .ifPresent(disk -> actions.add(Xl.of("take the CD out", "block-detach", guest.name(), vdev)));
            if (!iso.isEmpty()) {
                actions.add(attach(guest, after.orElseThrow()));
            }
        }
        actions.add(new WriteDefinition(changed));
        return new Plan(
                iso.isEmpty() ? "eject the CD of " + guest.name() : "insert " + iso + " into " + guest.name(),
                List.of(new Phase("change the CD", actions)));
    }

    /** One more network card; a guest that runs gets it at once. */
    public static Plan addNic(Guest guest, String bridge, String mac) {
        XlNic nic = XlNic.of(mac, bridge);
        List<String> specs = new ArrayList<>(guest.definition().config().list("vif"));
        specs.add(nic.spec());
        List<Action> actions = new ArrayList<>();
        actions.add(new WriteDefinition(guest.definition().withNics(specs)));
        if (guest.isRunning()) {
            actions.add(Xl.of("attach it", "network-attach", guest.name(), nic.spec()));
        }
        return new Plan(
                "add a network card on " + bridge + " to " + guest.name(), List.of(new Phase("add it", actions)));
    }

    /**
     * Takes a network card away; a guest that runs loses it at once.
     *
     * @throws UserError when the guest has no card of this address
     */
    public static Plan removeNic(Guest guest, String mac) {
        List<String> specs = new ArrayList<>(guest.definition().config().list("vif"));
        boolean removed =
                specs.removeIf(spec -> mac.equalsIgnoreCase(XlNic.parse(spec).mac()));
        if (!removed) {
            throw UserError.usage(
                    guest.name() + " has no network card " + mac, "'domzero vm show " + guest.name() + "' shows them");
        }
        List<Action> actions = new ArrayList<>();
        if (guest.isRunning()) {
            actions.add(Xl.of("detach it", "network-detach", guest.name(), mac));
        }
        actions.add(new WriteDefinition(guest.definition().withNics(specs)));
        return new Plan(
                "remove the network card " + mac + " from " + guest.name(), List.of(new Phase("remove it", actions)));
    }

    private static Action attach(Guest guest, XlDisk disk) {
        return Xl.of("attach " + disk.vdev(), "block-attach", guest.name(), disk.spec());
    }

    private static XlDisk disk(Guest guest, String vdev) {
        return guest.definition()
                .disk(vdev)
                .filter(disk -> !Drive.isOne(disk))
                .orElseThrow(() -> UserError.usage(
                        guest.name() + " has no disk " + vdev,
                        "it has "
                                + String.join(
                                        ", ",
                                        guest.definition().disks().stream()
                                                .filter(disk -> !Drive.isOne(disk))
                                                .map(XlDisk::vdev)
                                                .toList())));
    }

    private static Volume volume(Guest guest, Volumes volumes, String vdev) {
        XlDisk disk = disk(guest, vdev);
        requireWithinReach(guest, disk, volumes);
        return volumes.at(disk.target())
                .orElseThrow(() -> UserError.usage(
                        vdev + " of " + guest.name() + " is " + disk.target() + ", which is no volume of a repository",
                        "change it with its own tools"));
    }

    private static void requireWithinReach(Guest guest, Volumes volumes) {
        guest.definition().disks().forEach(disk -> requireWithinReach(guest, disk, volumes));
    }

    /** What cannot be seen can neither be started from nor be removed, and would be left behind without its guest. */
    private static void requireWithinReach(Guest guest, XlDisk disk, Volumes volumes) {
        volumes.whyOutOfReach(disk.target()).ifPresent(why -> {
            throw UserError.failed(
                    disk.vdev() + " of " + guest.name() + " " + why,
                    "'domzero sr list' tells of the repositories, 'domzero sr attach' brings back one on the network; if"
                            + " it is lost for good, take the disk out of "
                            + guest.definition().file());
        });
    }

    /** A definition that was copied by hand shares its disks with the first one. */
    private static Volume requireAlone(Guests here, Guest guest, Volume volume) {
        List<String> others = here.usersOf(volume).stream()
                .filter(user -> !user.equals(guest.name()))
                .toList();
        if (!others.isEmpty()) {
            throw UserError.refused(
                    volume.path() + " is a disk of " + String.join(", ", others) + " too",
                    "take it out of the definition of one of them");
        }
        return volume;
    }

    private static void requireStopped(Guest guest, String before) {
        if (guest.isRunning()) {
            throw UserError.refused(
                    guest.name() + " is running", "stop it before it " + before + ": domzero vm stop " + guest.name());
        }
    }
}
