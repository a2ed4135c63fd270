package org.domzero.installer;

import java.io.IOException;
import java.nio.file.Path;
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
    @Override
    public CommandResult tryRun(Command command, Consumer<String> onOutput) {
        CommandResult result = runner.tryRun(command, onOutput);
        String path = command.argv().get(command.argv().size() - 1);
        if (!command.equals(FileDigest.command(path))) {
            return result;
        }
        try {
            return new CommandResult(0, Sha256.ofFile(root.resolve(path.substring(1))) + " *" + path + "\n", "");
        } catch (IOException e) {
            return new CommandResult(1, "", path + ": " + e.getMessage() + "\n");
        }
    }
}
