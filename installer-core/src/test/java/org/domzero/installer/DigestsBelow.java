package org.domzero.installer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.FileDigest;
import org.domzero.toolkit.Sha256;

/**
 * Answers {@link FileDigest} commands for paths of a plan, whose files are in a test's directory: openssl would not find
 * them there. The commands are passed on as well, like all others.
 */
public record DigestsBelow(Path root, CommandRunner runner) implements CommandRunner {
    private static final List<String> DIGEST = FileDigest.command(List.of()).argv();

    @Override
    public CommandResult tryRun(Command command, Consumer<String> onOutput) {
        CommandResult result = runner.tryRun(command, onOutput);
        List<String> argv = command.argv();
        List<String> paths = argv.subList(Math.min(DIGEST.size(), argv.size()), argv.size());
        if (!command.equals(FileDigest.command(paths))) {
            return result;
        }
        StringBuilder lines = new StringBuilder();
        for (String path : paths) {
            try {
                lines.append(Sha256.ofFile(root.resolve(path.substring(1))) + " *" + path + "\n");
            } catch (IOException e) {
                return new CommandResult(1, lines.toString(), path + ": " + e.getMessage() + "\n");
            }
        }
        return new CommandResult(0, lines.toString(), "");
    }
}
