package org.domzero.installer.finish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Writes the fingerprints of the new host's SSH keys to the log and, as {@code ssh-keygen} prints them, beside it. The
 * keys are there whether this works or not, so it never fails.
 */
public record TellHostKeys(String target, String records) implements Action {
    /** The file beside the log. */
    static final String FILE = "ssh-host-keys.txt";

    @Override
    public String summary() {
        return "write down the fingerprints of the SSH host keys";
    }

    @Override
    public void perform(Effects effects) {
        List<String> lines = new ArrayList<>();
        try {
            String keys = publicKeys(effects);
            if (!keys.isEmpty()) {
                CommandResult result = effects.commands()
                        .tryRun(Command.of("ssh-keygen", "-l", "-f", "-").withInput(keys));
                lines.addAll(result.lines());
            }
            effects.onFile(records, directory -> {
                Files.createDirectories(directory);
                Files.write(directory.resolve(FILE), lines);
            });
        } catch (UserError error) {
            effects.progress().warn("the SSH host keys could not be written down: " + error.getMessage());
        }
        HostKey.parse(lines)
                .forEach(
                        key -> effects.progress().info("SSH host key: " + key.fingerprint() + " (" + key.type() + ")"));
    }

    /** All of them, a line each. */
    private String publicKeys(Effects effects) {
        StringBuilder keys = new StringBuilder();
        String folder = target + "/etc/ssh";
        if (Files.isDirectory(effects.resolve(folder))) {
            effects.onFile(folder, directory -> {
                List<Path> files;
                try (Stream<Path> all = Files.list(directory)) {
                    files = all.filter(
                                    file -> String.valueOf(file.getFileName()).matches("ssh_host_\\w+_key\\.pub"))
                            .sorted()
                            .toList();
                }
                for (Path file : files) {
                    keys.append(Files.readString(file).strip()).append('\n');
                }
            });
        }
        return keys.toString();
    }

    /** Those that were written down; none when nothing was. */
    static List<HostKey> read(Path records) {
        try {
            return HostKey.parse(Files.readAllLines(records.resolve(FILE)));
        } catch (IOException none) {
            return List.of();
        }
    }
}
