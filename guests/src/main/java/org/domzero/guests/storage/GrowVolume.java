package org.domzero.guests.storage;

import java.util.List;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/** Makes a volume larger; a running guest sees it with its next access. */
public record GrowVolume(Volume volume, ByteSize size) implements CommandAction {
    @Override
    public String summary() {
        return "grow the volume " + volume.name() + " of " + volume.repository().name() + " from " + volume.size()
                + " to " + size;
    }

    @Override
    public List<Command> commands() {
        if (volume.repository().kind().isGroup()) {
            String path = volume.path();
            long old = volume.size().bytes();
            return List.of(
                    Command.of(
                            "lvextend",
                            "--size",
                            size.bytes() + "b",
                            volume.repository().group().vgName() + "/" + volume.name()),
                    Command.of("blkdiscard", "--force", "--zeroout", "--offset", Long.toString(old), path));
        }
        return List.of(Command.of("truncate", "--size", Long.toString(size.bytes()), volume.path()));
    }
}
