package org.domzero.iso;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;

/** Takes the place of {@code xorriso}: has files to extract, and puts into what it writes what was mapped into it. */
final class FakeXorriso implements CommandRunner {
    private final Map<String, String> files;
    private final List<List<String>> runs = new ArrayList<>();

    FakeXorriso(Map<String, String> files) {
        this.files = Map.copyOf(files);
    }

    /** The arguments of every run. */
    List<List<String>> runs() {
        return runs;
    }

    @Override
    public CommandResult tryRun(Command command, Consumer<String> onOutput) {
        List<String> argv = command.argv();
        if (!argv.get(0).equals("xorriso")) {
            return new CommandResult(0, "", "");
        }
        runs.add(argv);
        try {
            if (argv.contains("report_lba")) {
                return list();
            }
            return argv.contains("-extract") ? extract(argv) : write(argv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each file has one block, from the 50th on. */
    private CommandResult list() {
        StringBuilder lines = new StringBuilder();
        int block = 50;
        for (String path : new TreeSet<>(files.keySet())) {
            lines.append(String.format(
                    Locale.ROOT,
                    "File data lba:  0 , %8d ,        1 , %8d , '%s'%n",
                    block++,
                    Objects.requireNonNull(files.get(path)).length(),
                    path));
        }
        return new CommandResult(0, lines.toString(), "");
    }

    private CommandResult extract(List<String> argv) throws IOException {
        int at = argv.indexOf("-extract");
        String content = files.get(argv.get(at + 1));
        if (content == null) {
            return new CommandResult(5, "", "xorriso : FAILURE : Cannot determine attributes of source file\n");
        }
        Files.writeString(Path.of(argv.get(at + 2)), content);
        return new CommandResult(0, "", "");
    }

    private static CommandResult write(List<String> argv) throws IOException {
        Map<String, String> mapped = new LinkedHashMap<>();
        for (int i = 0; i < argv.size(); i++) {
            if (argv.get(i).equals("-map")) {
                mapped.put(argv.get(i + 2), Files.readString(Path.of(argv.get(i + 1))));
            }
        }
        Files.writeString(Path.of(argv.get(argv.indexOf("-outdev") + 1)), mapped.toString());
        return new CommandResult(0, "", "");
    }
}
