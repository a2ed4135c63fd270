package org.domzero.guests.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.guests.archive.ArchiveHeader;
import org.domzero.guests.archive.ArchivedDisk;
import org.domzero.guests.storage.Volume;
import org.domzero.guests.storage.Volumes;
import org.domzero.guests.xl.XlDisk;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;

/**
 * What of a guest goes into a file, decided from what there is.
 *
 * @param volumes the header's disks, in its order
 * @param warnings what does not go into it
 */
record GuestExport(Definition definition, ArchiveHeader header, List<Volume> volumes, List<String> warnings) {
    GuestExport {
        volumes = List.copyOf(volumes);
        warnings = List.copyOf(warnings);
    }

    /**
     * Decides.
     *
     * @throws UserError when the guest runs, or another that has a disk of it, or its disks have names by which they
     *     could not be told apart
     */
    static GuestExport of(Guests here, Guest guest, Volumes there) {
        requireStopped(guest);
        Definition definition = guest.definition();
        List<ArchivedDisk> disks = new ArrayList<>();
        List<Volume> volumes = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        try {
            for (XlDisk disk : definition.disks()) {
                Optional<Volume> volume = Drive.isOne(disk) ? Optional.empty() : there.at(disk.target());
                if (volume.isPresent()) {
                    requireOne(disk.vdev(), definition);
                    here.usersOf(volume.get()).forEach(user -> requireStopped(here.named(user)));
                    disks.add(new ArchivedDisk(disk.vdev(), volume.get().size()));
                    volumes.add(volume.get());
                } else if (!disk.target().isEmpty()) {
                    warnings.add(disk.vdev() + " is not exported, as it is "
                            + (Drive.isOne(disk) ? "a CD" : "no volume of a repository") + ": " + disk.target());
                }
            }
            ArchiveHeader header = ArchiveHeader.of(
                    guest.name(),
                    definition.uuid().orElse(null),
                    definition.type().word(),
                    disks);
            return new GuestExport(definition, header, volumes, warnings);
        } catch (IllegalArgumentException wrong) {
            throw new UserError(
                    ExitCode.FAILED,
                    List.of(new Problem(
                            Place.of(definition.file()),
                            guest.name() + " cannot be exported: " + wrong.getMessage(),
                            "xl does not start such a guest either: change its definition")));
        }
    }

    private static void requireOne(String device, Definition definition) {
        if (definition.disks().stream()
                        .filter(disk -> disk.vdev().equals(device))
                        .count()
                > 1) {
            throw new IllegalArgumentException("two disks are called " + device);
        }
    }

    static void requireStopped(Guest guest) {
        if (guest.isRunning()) {
            throw UserError.refused(
                    guest.name() + " is running", "stop it before it is exported: domzero vm stop " + guest.name());
        }
    }
}
