package org.domzero.p2v.copy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.domzero.p2v.manifest.Listing;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProgramStarter;
import org.domzero.toolkit.RunningProgram;

/**
 * The directory that becomes the root of the copy.
 *
 * <p>What writes to it sees nothing else of this host: programs run in a mount namespace of their own, whose root is a
 * file system in memory with the host's {@code /usr}, read-only, and the directory as {@code /target}. A link that is part
 * of the copy, absolute or by {@code ..}, leads into that and no further, whenever it comes to be.
 */
final class TargetRoot {
    /** In the directory: what is noted while it is filled. Gone when it is finished. */
    static final String NOTES = ".domzero-p2v";

    /**
     * The notes are hidden, so that nothing that comes with the copy can write to what this program reads and writes itself:
     * a link among them would lead out. Built in /mnt, for the directory may be below /run. Arguments: the directory, the
     * mount point below it to begin at, shell text that goes further down, the program.
     */
    private static final String CONFINED = """
            set -eu
            umask 022
            target=$1 inner=$2 further=$3
            shift 3
            mount -t tmpfs -o size=1m,mode=755 tmpfs /mnt
            mkdir /mnt/usr /mnt/target /mnt/dev
            mount --bind /usr /mnt/usr
            mount -o remount,bind,ro /mnt/usr
            mount --bind "$target" /mnt/target
            [ ! -d /mnt/target/.domzero-p2v ] || mount -t tmpfs -o ro,size=4k tmpfs /mnt/target/.domzero-p2v
            for name in bin sbin lib lib32 lib64; do
                [ ! -e /$name ] || ln -s usr/$name /mnt/$name
            done
            touch /mnt/dev/null
            mount --bind /dev/null /mnt/dev/null
            exec chroot /mnt /usr/bin/env -C /target sh -euc 'mkdir -p -- "$0"; cd -- "$0"; eval "$1"; shift; exec "$@"' "./$inner" "$further" "$@"
            """;

    private final Path directory;
    private final ProgramStarter here;

    TargetRoot(Path directory, ProgramStarter here) {
        this.directory = directory;
        this.here = here;
    }

    /** @throws IOException when something else has their name: a link, which whoever ran the guest may have made */
    Path notes() throws IOException {
        Path notes = directory.resolve(NOTES);
        if (!Files.isDirectory(notes, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(notes);
        }
        return notes;
    }

    /** Lists what it has, without the notes, as a sorted manifest. */
    void list(SourceTrees trees, Path sorted, Tally tally) throws IOException {
        Named said = new Named();
        try (SortedManifest manifest = new SortedManifest(sorted, here, tally);
                RunningProgram find = here.start(
                        Command.of("sh", "-c", Listing.commandWithout(NOTES, directory.toString())), said::add)) {
            find.input().close();
            Listed listed = manifest.fill(find.output(), entry -> trees.isLostAndFound(entry.path()) ? null : entry);
            int status = listed.status(find.status());
            if (status != 0) {
                throw new IOException("find in the copy ended with status " + status + Remarks.lastOf(said));
            }
            listed.requireEnd("the copy");
            manifest.finish();
        }
    }

    /** Whether a path is one of the notes, or what a clone that is cloned has left of them: no file of any system. */
    static boolean isNote(String path) {
        return path.equals("./" + NOTES) || path.startsWith("./" + NOTES + "/");
    }

    /** Removes what is named, and all that is in it. */
    void remove(PathList list) throws IOException {
        Named said = new Named();
        // What it was in may have gone before it; the names are read all the same, lest the pipe break.
        try (RunningProgram xargs =
                confined(list.base(), "exec cat > /dev/null", said::add, "xargs", "--null", "rm", "-rf", "--")) {
            try (OutputStream input = xargs.input()) {
                Files.copy(list.file(), input);
            }
            int status = xargs.status();
            if (status != 0) {
                throw new IOException("rm ended with status " + status + Remarks.lastOf(said));
            }
        }
    }

    /** A tar(1) that unpacks what it reads, and names each file on a line, in which no byte of a name is a line feed. */
    RunningProgram unpacking(Base base, Consumer<String> onError) {
        return confined(
                base,
                "exit 125",
                onError,
                "tar",
                "--extract",
                "--verbose",
                "--quoting-style=escape",
                "--file=-",
                "--numeric-owner",
                "--same-owner",
                "--same-permissions",
                "--delay-directory-restore",
                "--xattrs",
                "--xattrs-include=*",
                "--acls",
                "--selinux",
                "--warning=no-timestamp");
    }

    /**
     * Starts a program in a directory of it; where the tree is mounted is made if need be.
     *
     * @param otherwise shell text, for where the base is not there
     */
    private RunningProgram confined(Base base, String otherwise, Consumer<String> onError, String... program) {
        List<String> argv = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                CONFINED,
                "sh",
                directory.toAbsolutePath().toString(),
                base.tree().isRoot() ? "" : base.tree().path().substring(2),
                base.enter(otherwise)));
        argv.addAll(List.of(program));
        return here.start(Command.of(argv), onError);
    }
}
