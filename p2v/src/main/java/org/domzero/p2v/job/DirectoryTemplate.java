package org.domzero.p2v.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.domzero.guests.state.StateVolume;
import org.domzero.guests.storage.DirectorySpace;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.vm.Template;
import org.domzero.p2v.plan.ClonePlan;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;

/**
 * A template in a directory of its own, below one that a user has named. Until it is whole the directory has another name:
 * {@code .NAME.part}.
 *
 * @param below the directory that the user has named, absolute
 */
record DirectoryTemplate(ClonePlan plan, CloneRecord record, String below, Effects effects) implements Destination {
    /** What is in memory is written to a server that may be far away. */
    private static final Duration WRITING = Duration.ofHours(12);

    /** Until it is whole. */
    private static String part(String below, String name) {
        return below + "/." + name + ".part";
    }

    private static String image(String part) {
        return part + "/" + Template.IMAGE;
    }

    private String part() {
        return part(below, record.name());
    }

    private String whole() {
        return below + "/" + record.name();
    }

    @Override
    public String image() {
        return image(part());
    }

    /** Whether there is something that the next run can go on with. */
    static boolean isUnderWay(String below, String name, Effects effects) {
        return Files.isRegularFile(effects.resolve(image(part(below, name))), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Plan making() {
        DirectorySpace space = DirectorySpace.of(below, effects);
        if (space.state() == Repository.State.ABSENT) {
            throw UserError.usage(
                    below
                            + " is not there, or nothing is mounted there: what lies on the slot of dom0 is gone when dom0"
                            + " is replaced",
                    "mount it first; 'findmnt' shows what is mounted");
        }
        if (space.state() != Repository.State.READY) {
            throw UserError.failed(below + " does not answer", "see after its server");
        }
        if (isThere(whole())) {
            throw UserError.refused(
                    "there is a " + record.name() + " in " + below + " already",
                    "choose another --name, or remove it: rm -r " + whole());
        }
        if (isThere(part())) {
            throw UserError.refused(
                    part() + " is there, and this host knows nothing of it",
                    "another host may be filling it; if none is, remove it: rm -r " + part());
        }
        ByteSize free = space.free();
        ByteSize least = plan.root().smallest();
        if (free != null && free.compareTo(least) < 0) {
            throw UserError.failed(
                    "there is too little space in " + below + ": " + least + " wanted at the least, " + free + " free",
                    "make space there, or name another directory");
        }
        return new Plan(
                "make the image of " + record.name(),
                List.of(Phase.of(
                        "make the image", new MakeImage(part(), record.root().size()))));
    }

    private boolean isThere(String path) {
        return Files.exists(effects.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void grow(ByteSize size) {
        effects.onFile(image(), file -> {
            if (Files.size(file) < size.bytes()) {
                MakeImage.end(file, size, StandardOpenOption.WRITE);
            }
        });
    }

    @Override
    public void finish() {
        effects.commands().run(Command.of("sync", image()).withLimit(WRITING));
        Template template = ClonedTemplate.of(plan, record, Template.IMAGE);
        StateVolume.write(effects, part() + "/" + Template.FILE, template.toml());
        effects.onFile(part(), from -> {
            Path to = effects.resolve(whole());
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(to.toString());
            }
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        });
        effects.commands().run(Command.of("sync", below).withLimit(WRITING));
    }

    /** Removes one that is not whole. */
    static void remove(String below, String name, Effects effects) {
        String part = part(below, name);
        for (String file : List.of(image(part), part + "/" + Template.FILE, part)) {
            effects.onFile(file, Files::deleteIfExists);
        }
    }

    /** Makes a directory for root alone, and in it a file of holes. */
    private record MakeImage(String directory, ByteSize size) implements Action {
        @Override
        public String summary() {
            return "make " + DirectoryTemplate.image(directory) + " (" + size + ")";
        }

        @Override
        public void perform(Effects effects) {
            effects.onFile(
                    directory,
                    path -> Files.createDirectory(
                            path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
            effects.onFile(
                    DirectoryTemplate.image(directory),
                    file -> end(file, size, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
        }

        /** Writes its last byte; before it is a hole. */
        static void end(Path file, ByteSize size, StandardOpenOption... options) throws IOException {
            try (FileChannel channel = FileChannel.open(file, options)) {
                channel.write(ByteBuffer.allocate(1), size.bytes() - 1);
            }
        }
    }
}
