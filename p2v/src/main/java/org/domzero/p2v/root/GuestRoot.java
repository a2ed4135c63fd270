package org.domzero.p2v.root;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.domzero.p2v.system.SystemFiles;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;

/**
 * A directory with the copied root of a guest that does not run, of content that nobody vouches for. Every path is the
 * guest's own, and is resolved as it would be there: no link leads out of the directory. Only regular files are opened.
 *
 * <p>The first change of a file keeps the original beside it; see {@link KeptOriginal}. A change that would change
 * nothing writes nothing. Texts are bytes, each as the character of that number, so that any encoding survives.
 */
public final class GuestRoot implements SystemFiles {
    /** No file that a fix-up reads has a reason to be larger. */
    private static final int LARGEST = 16 << 20;

    private static final Set<PosixFilePermission> USUAL = PosixFilePermissions.fromString("rw-r--r--");
    private static final int DIRECTORY_MODE = 0755;

    private final Path root;

    private GuestRoot(Path root) {
        this.root = root;
    }

    /**
     * Takes a directory for a guest's root.
     *
     * @throws UserError when it is no directory
     */
    public static GuestRoot of(Path directory) {
        try {
            Path root = directory.toRealPath();
            if (Files.isDirectory(root) && root.getParent() != null) {
                return new GuestRoot(root);
            }
        } catch (IOException e) {
            throw UserError.failed(directory + " cannot be used: " + IoReason.of(e), "name the copied root", e);
        }
        throw UserError.failed(directory + " is no directory with a copied root", "name the copied root");
    }

    @Override
    public Optional<String> text(String path) {
        Path file = GuestPath.followed(root, path);
        if (!GuestPath.isThere(file)) {
            return Optional.empty();
        }
        requireRegular(path, file);
        try {
            return Optional.of(read(path, file));
        } catch (IOException e) {
            throw failed(path, "cannot be read", e);
        }
    }

    private static String read(String path, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw UserError.failed(
                        shown(path) + " is too large to be what its name says: more than " + (LARGEST >> 20) + " MiB",
                        "look at the guest's files");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public List<String> list(String directory) {
        Path place = GuestPath.followed(root, directory);
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!KeptOriginal.isName(name) && isNamed(place, name, entry)) {
                    names.add(name);
                }
            }
        } catch (IOException e) {
            throw failed(directory, "cannot be listed", e);
        }
        names.sort(null);
        return names;
    }

    /** Names in encodings that the host does not have are none that a fix-up could mean. */
    private static boolean isNamed(Path place, String name, Path entry) {
        try {
            return place.resolve(name).equals(entry);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether a path leads to something. */
    public boolean exists(String path) {
        return GuestPath.isThere(GuestPath.followed(root, path));
    }

    /** Whether there is an entry of that name, be it a link that leads nowhere. */
    public boolean hasEntry(String path) {
        return GuestPath.isThere(GuestPath.entry(root, path));
    }

    public boolean isDirectory(String path) {
        return Files.isDirectory(GuestPath.followed(root, path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Where a link leads, as it is written; empty when the entry is no link. */
    public Optional<String> link(String path) {
        Path entry = GuestPath.entry(root, path);
        if (!Files.isSymbolicLink(entry)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readSymbolicLink(entry).toString());
        } catch (IOException e) {
            throw failed(path, "cannot be read", e);
        }
    }

    /** Whether a path leads to a regular file that somebody may run. */
    public boolean isExecutable(String path) {
        Path file = GuestPath.followed(root, path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            return permissions.removeAll(EnumSet.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
        } catch (IOException e) {
            throw failed(path, "cannot be looked at", e);
        }
    }

    /**
     * Gives a file another text, in place: it keeps owner, mode and attributes. A file that is not there is made, with
     * the directories above it.
     *
     * @return whether that changed anything
     */
    public boolean edit(String path, String text) {
        if (text(path).filter(text::equals).isPresent()) {
            return false;
        }
        Path file = GuestPath.followed(root, path);
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            if (GuestPath.isThere(file)) {
                keepCopy(file);
                write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
            } else {
                makeDirectories(parent(file), DIRECTORY_MODE);
                write(file, bytes, StandardOpenOption.CREATE_NEW);
                Files.setPosixFilePermissions(file, USUAL);
            }
        } catch (IOException e) {
            throw failed(path, "cannot be written", e);
        }
        return true;
    }

    private static void write(Path file, byte[] bytes, StandardOpenOption how) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, how, LinkOption.NOFOLLOW_LINKS)) {
            out.write(bytes);
        }
    }

    /** Under its name only when it is whole, so that a run that was killed leaves none that counts as the original. */
    private static void keepCopy(Path file) throws IOException {
        Path kept = KeptOriginal.of(file);
        if (GuestPath.isThere(kept)) {
            return;
        }
        Path half = kept.resolveSibling("." + kept.getFileName() + ".part" + KeptOriginal.SUFFIX);
        Files.deleteIfExists(half);
        Files.copy(file, half, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Puts a copy of a file of the host's in a place, for anybody to read.
     *
     * @return false when it was there already, byte for byte
     */
    public boolean install(String path, Path from) {
        Path file = GuestPath.followed(root, path);
        try {
            if (GuestPath.isThere(file)) {
                requireRegular(path, file);
                if (Files.mismatch(from, file) == -1) {
                    return false;
                }
                keepCopy(file);
            } else {
                makeDirectories(parent(file), DIRECTORY_MODE);
            }
            try (OutputStream out = Files.newOutputStream(
                    file,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    LinkOption.NOFOLLOW_LINKS)) {
                Files.copy(from, out);
            }
            Files.setPosixFilePermissions(file, USUAL);
        } catch (IOException e) {
            throw failed(path, "cannot be written", e);
        }
        return true;
    }

    /**
     * Takes an entry away: a link, not what it leads to; a directory with all that is in it. It is moved to where
     * originals are kept. If there is one already, from a run before, the entry goes for good.
     *
     * @return whether there was one
     */
    public boolean remove(String path) {
        Path entry = GuestPath.entry(root, path);
        if (!GuestPath.isThere(entry)) {
            return false;
        }
        if (entry.equals(root)) {
            throw UserError.failed(shown(path) + " is the root itself", "name something in it");
        }
        Path kept = KeptOriginal.of(entry);
        try {
            if (!GuestPath.isThere(kept)) {
                Files.move(entry, kept, StandardCopyOption.ATOMIC_MOVE);
            } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                throw UserError.failed(
                        shown(path) + " cannot be moved away: " + kept.getFileName() + " is there already",
                        "remove one of the two");
            } else {
                Files.delete(entry);
            }
        } catch (IOException e) {
            throw failed(path, "cannot be removed", e);
        }
        return true;
    }

    /**
     * Takes a file or a link away for good, with the original that an earlier change has kept: it must not be handed on.
     *
     * @return whether there was one
     */
    public boolean erase(String path) {
        Path entry = GuestPath.entry(root, path);
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            throw UserError.failed(shown(path) + " is a directory", "look at the guest's files");
        }
        try {
            Files.deleteIfExists(KeptOriginal.of(entry));
            return Files.deleteIfExists(entry);
        } catch (IOException e) {
            throw failed(path, "cannot be removed", e);
        }
    }

    /** Makes a directory that anybody may enter, with those above it. */
    public boolean mkdir(String path) {
        return mkdir(path, DIRECTORY_MODE);
    }

    /**
     * Makes a directory of a mode, and those above it that anybody may enter.
     *
     * @return false when it was there
     */
    public boolean mkdir(String path, int mode) {
        Path directory = GuestPath.followed(root, path);
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (GuestPath.isThere(directory)) {
            throw UserError.failed(shown(path) + " is no directory", "look at the guest's files");
        }
        try {
            makeDirectories(directory, mode);
        } catch (IOException e) {
            throw failed(path, "cannot be made", e);
        }
        return true;
    }

    private void makeDirectories(Path directory, int mode) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        makeDirectories(parent(directory), DIRECTORY_MODE);
        Files.createDirectory(directory);
        // Not at its creation: the umask of the host's process would have a say.
        Files.setAttribute(directory, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }

    private Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null || !parent.startsWith(root) ? root : parent;
    }

    /**
     * Makes a link, whatever it leads to. What was in its place is removed as {@link #remove} does.
     *
     * @return false when it was there already
     */
    public boolean symlink(String path, String target) {
        if (link(path).filter(target::equals).isPresent()) {
            return false;
        }
        remove(path);
        Path entry = GuestPath.entry(root, path);
        try {
            makeDirectories(parent(entry), DIRECTORY_MODE);
            Files.createSymbolicLink(entry, Path.of(target));
        } catch (IOException e) {
            throw failed(path, "cannot be made", e);
        }
        return true;
    }

    /** A device would do something when it is opened, and a FIFO would wait for somebody. */
    private static void requireRegular(String path, Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw UserError.failed(shown(path) + " is no regular file", "look at the guest's files");
        }
    }

    private static UserError failed(String path, String what, IOException e) {
        return UserError.failed(shown(path) + " " + what + ": " + IoReason.of(e), "look at the guest's files", e);
    }

    private static String shown(String path) {
        return ShownText.printable(path);
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
