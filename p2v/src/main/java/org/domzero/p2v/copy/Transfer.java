package org.domzero.p2v.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.ProgramStarter;
import org.domzero.toolkit.RunningProgram;
import org.jspecify.annotations.Nullable;

/** Carries out a batch: removes what it names, and has the source's tar(1) send to one here what it names. */
final class Transfer {
    /** That what is to be known of files that have arrived is written down. */
    interface Noting {
        /**
         * Requires that it is.
         *
         * @throws IOException when it could not be, and why: what has arrived cannot be kept then
         */
        void require() throws IOException;
    }

    /** Ends what the source's tar has to say, so that its status is known through a pipe of any shell. */
    private static final String STATUS = "domzero: tar ended with ";

    /** By two threads, which hold some MiB back. */
    private static final String COMPRESSING = " | zstd -q -1 -T2 -c";

    /** A name in an ACL's text: where the tar here runs no names are known, only numbers. */
    private static final Pattern NAME_IN_ACL = Pattern.compile("\\S*tar: .*: Warning: Cannot acl_from_text: .*");

    private static final int BUFFER = 1 << 18;

    private final Source source;
    private final TarAbilities abilities;
    private final TargetRoot target;
    private final ProgramStarter here;
    private final Remarks remarks;
    private final UnderWay underWay;
    private final Noting noting;
    private volatile boolean full;

    /**
     * From the one to the other.
     *
     * @param underWay hears that something has come
     * @param noting is asked all the time; where it has failed, nothing further is carried
     */
    Transfer(
            Source source,
            TarAbilities abilities,
            TargetRoot target,
            ProgramStarter here,
            Remarks remarks,
            UnderWay underWay,
            Noting noting) {
        this.source = source;
        this.abilities = abilities;
        this.target = target;
        this.here = here;
        this.remarks = remarks;
        this.underWay = underWay;
        this.noting = noting;
    }

    /**
     * Does it.
     *
     * @throws IOException when the connection is lost, the target is full, or something ends that should not
     */
    void run(Batch batch, Tally tally) throws IOException {
        for (PathList list : batch.removals()) {
            target.remove(list);
        }
        for (PathList list : batch.sent()) {
            send(list.base(), list.file(), tally);
        }
    }

    private void send(Base base, Path names, Tally tally) throws IOException {
        Said there = new Said(line -> remarks.ofTar(base, line));
        Named complaints = new Named();
        try (RunningProgram sender = source.start(script(base), there);
                RunningProgram receiver = target.unpacking(base, line -> hear(base, line, complaints))) {
            Beside feeding = new Beside("names of files", () -> {
                try (OutputStream input = sender.input()) {
                    Files.copy(names, input);
                }
            });
            EndOfArchive end = new EndOfArchive();
            Beside counting = new Beside("files unpacked", () -> count(receiver.output(), tally));
            try {
                carry(sender, receiver, tally, end);
            } catch (IOException broken) {
                // The program at the end of a broken pipe knows better why.
                sender.end();
                requireUnpacked(receiver, complaints);
                throw broken;
            }
            requireUnpacked(receiver, complaints);
            counting.requireEnded();
            int status = sender.status();
            requireSent(base.tree(), status, there);
            end.require();
            feeding.requireEnded();
        }
    }

    private String script(Base base) {
        List<String> tar = new ArrayList<>(List.of("tar", "--create", "--file=-", "--no-recursion"));
        tar.addAll(abilities.options());
        tar.addAll(List.of("--null", "--files-from=-"));
        String sending = "{ " + Command.of(tar).line() + "; echo \"" + STATUS + "$?\" >&2; }";
        return "LC_ALL=C; export LC_ALL; "
                + Command.of("cd", base.tree().directory()).line() + " || exit 125; "
                + base.enter("exit 125") + sending
                + (abilities.zstd() ? COMPRESSING : "");
    }

    private void carry(RunningProgram sender, RunningProgram receiver, Tally tally, EndOfArchive end)
            throws IOException {
        Pieces files = (piece, length) -> {
            end.isNow(piece, length);
            underWay.goesOn();
            tally.bytes(length);
        };
        InputStream sent = sender.output();
        copy(abilities.zstd() ? new Decompression(sent, here) : sent, receiver.input(), files);
    }

    private interface Pieces {
        void arrived(byte[] piece, int length) throws IOException;
    }

    private void copy(InputStream from, OutputStream to, Pieces pieces) throws IOException {
        byte[] buffer = new byte[BUFFER];
        // Closed too: a sender that is not at its end learns that nobody reads any more.
        try (from;
                to) {
            int read;
            while ((read = from.read(buffer)) >= 0) {
                // Through all that is still to come tar would say of each file that there is no room for it.
                if (full) {
                    throw new IOException(FullDisk.SAID);
                }
                noting.require();
                to.write(buffer, 0, read);
                pieces.arrived(buffer, read);
            }
        }
    }

    /** The receiver names each on a line. */
    private static void count(InputStream unpacked, Tally tally) throws IOException {
        byte[] buffer = new byte[1 << 13];
        int read;
        while ((read = unpacked.read(buffer)) >= 0) {
            int lines = 0;
            for (int i = 0; i < read; i++) {
                lines += buffer[i] == '\n' ? 1 : 0;
            }
            tally.files(lines);
        }
    }

    /** What is not unpacked as it is is said, also where tar takes that for a success, as of attributes. */
    private void hear(Base base, String line, Named complaints) {
        complaints.add(line);
        full |= FullDisk.isSaid(line);
        if (!abilities.hasAclsByNumber() || !NAME_IN_ACL.matcher(line).matches()) {
            remarks.ofUnpacking(base, line);
        }
    }

    private void requireUnpacked(RunningProgram receiver, Named complaints) throws IOException {
        try {
            receiver.input().close();
        } catch (IOException broken) {
            // It has ended before: why, is told by itself.
        }
        int status = receiver.status();
        if (full) {
            throw new IOException(FullDisk.SAID);
        }
        // 1 and 2 are of files, and told of; nothing at all is no reason.
        boolean explained =
                (status == 1 || status == 2) && !complaints.excerpt().isEmpty();
        if (status != 0 && !explained) {
            throw new IOException("unpacking ended with status " + status + Remarks.lastOf(complaints));
        }
    }

    private static void requireSent(SourceTree tree, int status, Said said) throws IOException {
        String ended = said.status.get();
        // 1 and 2 are about files, and tell of which.
        if (status != 0 || ended == null || !ended.matches(said.explained ? "[012]" : "0")) {
            throw new IOException("the source's tar for " + tree.directory() + " ended with status "
                    + (ended == null ? status : ended) + Remarks.lastOf(said.lines));
        }
    }

    /** Hears what the source's tar says, and its status at the end. */
    private static final class Said implements Consumer<String> {
        private final Predicate<String> remarks;
        private final AtomicReference<@Nullable String> status = new AtomicReference<>();
        private final Named lines = new Named();
        private volatile boolean explained;

        /** @param remarks false for what explains nothing */
        Said(Predicate<String> remarks) {
            this.remarks = remarks;
        }

        @Override
        public synchronized void accept(String line) {
            if (line.startsWith(STATUS)) {
                status.set(line.substring(STATUS.length()).strip());
                return;
            }
            lines.add(line);
            explained |= remarks.test(line);
        }
    }
}
