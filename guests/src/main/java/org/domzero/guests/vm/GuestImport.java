package org.domzero.guests.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.domzero.guests.archive.ArchiveHeader;
import org.domzero.guests.archive.ArchiveReader;
import org.domzero.guests.archive.ArchivedDisk;
import org.domzero.guests.archive.Meter;
import org.domzero.guests.storage.MakeVolume;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.Volume;
import org.domzero.guests.xl.XlConfig;
import org.domzero.guests.xl.XlDisk;
import org.domzero.guests.xl.XlNic;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.progress.Progress;

/**
 * What a guest in an archive becomes on this host, decided from what there is.
 *
 * @param owner whose the volumes are: the guest's uuid, where it has one
 * @param volumes for the header's disks, in its order
 * @param renewed whether it gets an identity of its own, as another guest here has that of the archive
 */
record GuestImport(ArchiveHeader header, Definition definition, UUID owner, List<Volume> volumes, boolean renewed) {
    GuestImport {
        volumes = List.copyOf(volumes);
    }

    /**
     * Decides.
     *
     * @param identity with the name that it is to have; its uuid and addresses count where those of the archive are in
     *     use
     * @throws UserError when the name is taken, there is too little space, or the archive contradicts itself
     */
    static GuestImport of(
            String archive,
            ArchiveHeader header,
            Definition exported,
            Guests here,
            Repository into,
            NewIdentity identity) {
        here.free(identity.name());
        requireDisks(archive, header, exported);
        boolean renewed = isInUse(exported, here);
        UUID owner = renewed ? identity.uuid() : exported.uuid().orElse(identity.uuid());
        List<Volume> volumes = new ArrayList<>();
        for (ArchivedDisk disk : header.disks()) {
            ByteSize size = into.kind().isGroup() ? Volume.wholeExtents(disk.size()) : disk.size();
            volumes.add(Volume.in(into, identity.disk(volumes.size()), size));
        }
        Room.CHOSEN.require(volumes);
        Definition definition = exported.withName(Guests.file(identity.name()), identity.name());
        for (int i = 0; i < volumes.size(); i++) {
            definition = onto(definition, header.disks().get(i).device(), volumes.get(i));
        }
        return new GuestImport(header, renewed ? renewed(definition, identity) : definition, owner, volumes, renewed);
    }

    private static void requireDisks(String archive, ArchiveHeader header, Definition exported) {
        for (ArchivedDisk disk : header.disks()) {
            List<XlDisk> fitting = exported.disks().stream()
                    .filter(one -> one.vdev().equals(disk.device()))
                    .toList();
            if (fitting.size() != 1 || Drive.isOne(fitting.get(0))) {
                throw new UserError(
                        ExitCode.USAGE,
                        List.of(new Problem(
                                Place.of(archive),
                                "the archive contradicts itself: it holds " + disk.device()
                                        + ", and guest.cfg does not have one disk of this name",
                                "it is damaged, or was not made by domzero: export the guest again")));
            }
        }
    }

    /** By its uuid or a card's address; a guest without a uuid has only the latter. */
    private static boolean isInUse(Definition exported, Guests here) {
        List<String> addresses = addresses(exported).toList();
        return here.guests().stream()
                .map(Guest::definition)
                .anyMatch(other -> (exported.uuid().isPresent() && other.uuid().equals(exported.uuid()))
                        || addresses(other).anyMatch(addresses::contains));
    }

    private static Stream<String> addresses(Definition definition) {
        return definition.nics().stream()
                .flatMap(nic -> Optional.ofNullable(nic.mac()).stream())
                .map(mac -> mac.toLowerCase(Locale.ROOT).replace('-', ':'));
    }

    private static Definition renewed(Definition definition, NewIdentity identity) {
        List<String> cards = new ArrayList<>();
        for (XlNic nic : definition.nics()) {
            // One without an address gets another at each start anyway.
            cards.add((nic.mac() == null ? nic : nic.withMac(identity.mac(cards.size()))).spec());
        }
        XlConfig config = definition.config().with("uuid", identity.uuid().toString());
        return new Definition(definition.file(), cards.isEmpty() ? config : config.with("vif", cards));
    }

    private static Definition onto(Definition definition, String device, Volume volume) {
        XlDisk disk = definition.disk(device).orElseThrow();
        return definition.replacingDisk(device, disk.withTarget(volume.path()));
    }

    String name() {
        return definition.name();
    }

    /** Until all has been read and found to be right, there is no guest. */
    GuestCreation creation(ArchiveReader archive, Progress progress) {
        List<Action> make = new ArrayList<>();
        List<Action> copy = new ArrayList<>();
        Meter meter = new Meter(progress, header.size());
        for (int i = 0; i < volumes.size(); i++) {
            make.add(new MakeVolume(volumes.get(i), owner));
            copy.add(new FillVolume(archive, header.disks().get(i), volumes.get(i), meter));
        }
        copy.add(new CheckArchive(archive));
        List<Phase> phases = new ArrayList<>();
        if (!make.isEmpty()) {
            phases.add(new Phase("make the disks", make));
        }
        phases.add(new Phase("copy the disks", copy));
        phases.add(Phase.of("define the guest", new WriteDefinition(definition)));
        return new GuestCreation(name(), volumes, new Plan("import the guest " + name(), phases));
    }
}
