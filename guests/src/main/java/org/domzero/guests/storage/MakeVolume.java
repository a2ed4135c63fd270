package org.domzero.guests.storage;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * Makes a volume that reads as zeros: what a deleted guest left on the disk is none of the next one's business.
 *
 * @param owner the guest's uuid; a logical volume bears it as its tag, so that 'lvs -o+tags' tells whose it is
 * @param cleared false where all of it is written at once anyway
 */
public record MakeVolume(Volume volume, UUID owner, boolean cleared) implements CommandAction {
    /** A large disk that cannot clear blocks by itself is written at its own speed. */
    private static final Duration WRITING = Duration.ofHours(12);

    /** One that reads as zeros. */
    public MakeVolume(Volume volume, UUID owner) {
        this(volume, owner, true);
    }

    @Override
    public String summary() {
        return "make the volume " + volume.name() + " (" + volume.size() + ") in "
                + volume.repository().name();
    }

    @Override
    public List<Command> commands() {
        if (volume.repository().kind().isGroup()) {
            Command make = Command.of(
                    "lvcreate",
                    "--yes",
                    "--wipesignatures",
                    "y",
                    "--name",
                    volume.name(),
                    "--size",
                    volume.size().bytes() + "b",
                    "--addtag",
                    tag(owner),
                    volume.repository().group().vgName());
            Command clear = Command.of("blkdiscard", "--force", "--zeroout", volume.path())
                    .withLimit(WRITING);
            return cleared ? List.of(make, clear) : List.of(make);
        }
        return List.of(
                Command.of("truncate", "--size", Long.toString(volume.size().bytes()), volume.path()));
    }

    /** The tag of a guest's volumes. */
    static String tag(UUID owner) {
        return "domzero.guest=" + owner;
    }
}
