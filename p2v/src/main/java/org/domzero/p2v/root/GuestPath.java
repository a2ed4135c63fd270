package org.domzero.p2v.root;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;

/**
 * Finds out what a path of the guest means on the host, as it would after chroot(2): the root is its own parent, and
 * links begin at it. The guest must not run meanwhile, since what was looked at is looked at again when it is opened.
 */
final class GuestPath {
    /** As many as Linux follows: path_resolution(7). */
    private static final int MOST_LINKS = 40;

    private final Path root;
    private final String shown;
    private final Deque<Path> ahead = new ArrayDeque<>();
    private Path reached;
    private int links;

    private GuestPath(Path root, String path) {
        this.root = root;
        this.reached = root;
        this.shown = ShownText.printable(path);
        try {
            push(Path.of(path));
        } catch (InvalidPathException e) {
            throw UserError.failed(shown + " is no path that this host can name", "look at the guest's files", e);
        }
    }

    /** Where a path leads, the last component's link followed. */
    static Path followed(Path root, String path) {
        return new GuestPath(root, path).walk(true);
    }

    /** The entry that a path names, which may be a link itself. */
    static Path entry(Path root, String path) {
        return new GuestPath(root, path).walk(false);
    }

    private Path walk(boolean followLast) {
        while (!ahead.isEmpty()) {
            Path name = ahead.removeFirst();
            switch (name.toString()) {
                case "", "." -> {}
                case ".." -> reached = reached.equals(root) ? root : parent();
                default -> step(reached.resolve(name), followLast || !ahead.isEmpty());
            }
        }
        return reached;
    }

    private Path parent() {
        Path parent = reached.getParent();
        return parent == null ? root : parent;
    }

    private void step(Path next, boolean follow) {
        if (!follow || !Files.isSymbolicLink(next)) {
            reached = next;
            return;
        }
        if (++links > MOST_LINKS) {
            throw UserError.failed(
                    shown + " leads through more than " + MOST_LINKS + " links",
                    "one of them leads to itself: mend it in the guest's files");
        }
        try {
            Path target = Files.readSymbolicLink(next);
            if (target.isAbsolute()) {
                reached = root;
            }
            push(target);
        } catch (IOException e) {
            throw UserError.failed(shown + " cannot be followed: " + IoReason.of(e), "look at the guest's files", e);
        }
    }

    private void push(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            ahead.addFirst(path.getName(i));
        }
    }

    /** Whether there is anything at a path of the host, be it a link that leads nowhere. */
    static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
