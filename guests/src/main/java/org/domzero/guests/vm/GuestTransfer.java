package org.domzero.guests.vm;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.domzero.guests.archive.ArchiveReader;
import org.domzero.guests.archive.ArchiveWriter;
import org.domzero.guests.archive.Meter;
import org.domzero.guests.state.HostLock;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.Volume;
import org.domzero.guests.xl.XlDisk;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Pipe;
import org.domzero.toolkit.PipedOutput;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.jspecify.annotations.Nullable;

/**
 * Guests of this host made one file each, and made guests again: {@link org.domzero.guests.archive} has the file's
 * form. Both go from the file's beginning to its end, so that it can be a pipe. An interruption of the thread ends either;
 * of what was interrupted, or failed, nothing is left.
 */
public final class GuestTransfer {
    static final Command PACK = Command.of("zstd", "-q", "-3", "-T0");
    static final Command UNPACK = Command.of("zstd", "-q", "-d");

    private final Effects effects;
    private final Pipe pipe;

    /**
     * For the host that is behind {@code effects}.
     *
     * @param pipe runs what packs, unpacks and finds checksums
     */
    public GuestTransfer(Effects effects, Pipe pipe) {
        this.effects = effects;
        this.pipe = pipe;
    }

    /**
     * Writes a guest with its disks into a new file, which is there when it is whole.
     *
     * @param name or uuid
     * @param file relative to the current directory, or absolute
     * @throws UserError when the guest runs, or is started meanwhile; when the file is there, or cannot be written
     */
    public void exportTo(String name, String file) {
        Path target = resolve(file);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw UserError.usage(file + " is there already", "choose another name, or move it away");
        }
        Path directory = Objects.requireNonNull(target.getParent());
        if (!Files.isDirectory(directory)) {
            throw UserError.usage(
                    "there is no directory " + directory + " to write " + file + " into",
                    "make it, or mount it, first");
        }
        exporting(name, export -> {
            try {
                write(export, file, target, directory);
            } catch (IOException e) {
                Meter.refuseIfInterrupted();
                throw UserError.failed(
                        file + " cannot be written: " + IoReason.of(e),
                        "'df -h " + directory + "' shows the space there; '-' for the file writes to a pipe, as into"
                                + " ssh",
                        e);
            }
            effects.progress().info(export.header().name() + " is in " + file);
        });
    }

    /**
     * Writes a guest with its disks to a stream, and nothing behind it.
     *
     * @param name or uuid
     * @param called what errors call the stream, which is not closed
     * @throws UserError when the guest runs, or is started meanwhile, or nobody reads the stream any more
     */
    public void exportTo(String name, String called, OutputStream stream) {
        exporting(name, export -> {
            try {
                write(export, stream);
            } catch (IOException e) {
                Meter.refuseIfInterrupted();
                throw UserError.failed(
                        called + " cannot be written: " + IoReason.of(e),
                        "if it leads to another program, that one has ended, and tells why",
                        e);
            }
        });
    }

    private void exporting(String nameOrUuid, Consumer<GuestExport> work) {
        new HostGuests(effects).holding(nameOrUuid, (here, guest) -> {
            GuestExport export = GuestExport.of(here.guests(), guest, here.volumes());
            export.warnings().forEach(effects.progress()::warn);
            effects.progress().on(new ProgressEvent.Phase("export the guest " + guest.name(), 1, 1));
            work.accept(export);
        });
    }

    private void write(GuestExport export, String file, Path target, Path directory) throws IOException {
        Path part = Files.createTempFile(directory, "." + target.getFileName() + "-", ".part");
        try {
            // No channel: one would be closed by an interruption, and that be taken for a failure of the disk.
            try (FileOutputStream out = new FileOutputStream(part.toFile())) {
                write(export, out);
                out.getFD().sync();
            }
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw UserError.usage(file + " has been made meanwhile", "choose another name, and export it again");
            }
            Files.move(part, target);
            try (FileChannel renamed = FileChannel.open(directory, StandardOpenOption.READ)) {
                renamed.force(true);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void write(GuestExport export, OutputStream target) throws IOException {
        Meter meter = new Meter(effects.progress(), export.header().size());
        try (PipedOutput packed = pipe.writing(PACK, target)) {
            ArchiveWriter archive = new ArchiveWriter(packed, pipe);
            archive.begin(export.header(), export.definition().config().text());
            for (int i = 0; i < export.volumes().size(); i++) {
                try (VolumeContent content = new VolumeContent(export.volumes().get(i), effects)) {
                    archive.disk(export.header().disks().get(i), content::fill, meter);
                }
            }
            // Before the checksums: without those, what is already with the reader of a pipe is no archive.
            GuestExport.requireStopped(
                    Guests.read(effects).named(export.header().name()));
            archive.finish();
            packed.finish();
        }
    }

    /** A volume, read from its beginning. */
    private static final class VolumeContent implements AutoCloseable {
        private final String path;
        private final InputStream in;

        VolumeContent(Volume volume, Effects effects) {
            this.path = volume.path();
            try {
                this.in = new FileInputStream(effects.resolve(path).toFile());
            } catch (IOException e) {
                throw failed(e);
            }
        }

        void fill(byte[] block, int length) {
            int read;
            try {
                read = in.readNBytes(block, 0, length);
            } catch (IOException e) {
                throw failed(e);
            }
            if (read < length) {
                throw UserError.failed(path + " has become shorter while it was read", "is somebody at work on it?");
            }
        }

        private UserError failed(IOException e) {
            return UserError.failed(
                    path + " cannot be read: " + IoReason.of(e), "the kernel's messages (dmesg) tell more", e);
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    /**
     * Makes the guest in a file a guest of this host, which is stopped.
     *
     * @param file relative to the current directory, or absolute
     * @param name null for the one that it had
     * @param repository where its disks go; null for the default
     * @throws UserError when the file is not a whole export, the name is taken, or there is too little space
     */
    public void importFrom(String file, @Nullable String name, @Nullable String repository) {
        Path path = resolve(file);
        if (Files.isDirectory(path)) {
            throw UserError.usage(file + " is a directory", "name the file that 'domzero vm export' has made");
        }
        try (InputStream source = new FileInputStream(path.toFile())) {
            importFrom(file, source, name, repository);
        } catch (IOException e) {
            throw new UserError(
                    ExitCode.USAGE,
                    List.of(Problem.of(
                            file + " cannot be read: " + reason(path, e),
                            "name a file that 'domzero vm export' has made, or - for standard input")));
        }
    }

    /** Java's streams say no more than the path, with words of the system's in brackets. */
    private static String reason(Path path, IOException e) {
        return IoReason.of(e).replace(path + " (", "").replaceFirst("\\)$", "");
    }

    /**
     * As {@link #importFrom(String, String, String)}, from a stream.
     *
     * @param called what errors call the stream, which is not closed
     */
    public void importFrom(String called, InputStream stream, @Nullable String name, @Nullable String repository) {
        try (InputStream unpacked = pipe.reading(UNPACK, stream)) {
            ArchiveReader archive = ArchiveReader.open(called, unpacked, pipe);
            Definition exported = Definition.parse(called + "/guest.cfg", archive.configuration());
            NewIdentity identity = NewIdentity.random(
                    GuestName.require(name == null ? archive.header().name() : name), exported);
            HostLock.ofGuest(identity.name(), effects, () -> take(archive, exported, identity, repository));
        } catch (IOException closing) {
            // All that counts was read before.
            effects.progress().detail(called + " could not be closed: " + IoReason.of(closing));
        }
    }

    private void take(ArchiveReader archive, Definition exported, NewIdentity identity, @Nullable String repository) {
        HostGuests.Inventory here = new HostGuests(effects).read();
        Repositories repositories = here.repositories();
        Repository into = repository == null ? repositories.usual() : repositories.named(repository);
        GuestImport wanted =
                GuestImport.of(archive.called(), archive.header(), exported, here.guests(), into, identity);
        warn(wanted);
        wanted.creation(archive, effects.progress()).run(effects);
        effects.progress().info(wanted.name() + " is imported: 'domzero vm start " + wanted.name() + "' starts it");
    }

    /** Of what the definition names on the other host, and may not be the same here, or at all. */
    private void warn(GuestImport wanted) {
        if (wanted.renewed()) {
            effects.progress()
                    .warn("a guest of this host has its uuid or a network address of it: " + wanted.name()
                            + " gets others");
        }
        for (XlDisk disk : wanted.definition().disks()) {
            boolean held =
                    wanted.volumes().stream().anyMatch(volume -> volume.path().equals(disk.target()));
            if (!held && !disk.target().isEmpty()) {
                effects.progress()
                        .warn(disk.vdev() + " was not exported, and stays what it was, on this host: " + disk.target()
                                + (isHere(disk.target()) ? "" : ", which is not there"));
            }
        }
        for (String key : List.of("kernel", "ramdisk")) {
            String file = wanted.definition().config().string(key);
            if (file != null && !isHere(file)) {
                effects.progress().warn("its " + key + " is not on this host: " + file);
            }
        }
    }

    private boolean isHere(String path) {
        return Files.exists(effects.resolve(path.startsWith("/") ? path : "/dev/" + path));
    }

    private Path resolve(String file) {
        return effects.resolve(Path.of(file).toAbsolutePath().normalize().toString());
    }
}
