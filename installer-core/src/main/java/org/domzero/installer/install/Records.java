package org.domzero.installer.install;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.PlanJson;
import org.domzero.toolkit.progress.JsonProgress;
import org.domzero.toolkit.progress.PlainProgress;
import org.domzero.toolkit.progress.Progress;

/**
 * What an install, or the cloning of this machine, writes down about itself: {@code install.log} for people (with every
 * command that was run), {@code journal.jsonl} (the progress events), {@code facts.json} and {@code plan.json}. Each line is on disk as soon
 * as it is written; none holds a secret, because neither plans nor command lines do.
 */
public final class Records {
    private final Path directory;
    private final BufferedWriter log;
    private final BufferedWriter journal;
    private final Progress progress;

    private Records(Path directory, String name, InstantSource clock) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
        this.log = open(directory.resolve(name + ".log"));
        this.journal = open(directory.resolve("journal.jsonl"));
        this.progress = Progress.toAll(List.of(
                new PlainProgress(line -> write(log, line), clock, true),
                new JsonProgress(line -> write(journal, line), clock)));
    }

    /** Starts records in a directory. Log and journal of the run before are kept, with {@code .1} after their names. */
    public static Records in(Path directory, InstantSource clock) {
        return in(directory, "install", clock);
    }

    /**
     * As {@link #in(Path, InstantSource)}, for another run than an install.
     *
     * @param name of the log: {@code NAME.log}
     */
    public static Records in(Path directory, String name, InstantSource clock) {
        try {
            return new Records(directory, name, clock);
        } catch (IOException e) {
            throw UserError.failed(
                    directory + ": " + IoReason.of(e), "the installer writes its log there; run it as root", e);
        }
    }

    /** Puts every event into the log and the journal. */
    public Progress progress() {
        return progress;
    }

    /** A line for the log alone: what was run and how it ended, or why the install failed. */
    public void detail(String line) {
        write(log, "           " + line);
    }

    public void keep(Preparation preparation) {
        try {
            Files.writeString(
                    directory.resolve("facts.json"), preparation.facts().toJson() + "\n");
            Files.writeString(directory.resolve("plan.json"), PlanJson.render(preparation.plan()) + "\n");
        } catch (IOException e) {
            progress.warn("the facts and the plan could not be kept: " + IoReason.of(e));
        }
    }

    private static BufferedWriter open(Path file) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static synchronized void write(BufferedWriter writer, String line) {
        try {
            writer.write(line);
            writer.newLine();
            writer.flush();
        } catch (IOException full) {
            // A log that cannot be written must not stop an install; the consoles still show what happens.
        }
    }
}
