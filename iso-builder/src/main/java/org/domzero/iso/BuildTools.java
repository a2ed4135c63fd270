package org.domzero.iso;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** The programs of the build machine that a build calls. */
final class BuildTools {
    private BuildTools() {}

    /** @throws UserError naming every program that is missing */
    static void require(CommandRunner commands, String... programs) {
        List<String> missing = new ArrayList<>();
        for (String program : programs) {
            if (!commands.tryRun(Command.of("sh", "-c", "command -v \"$1\"", "sh", program))
                    .succeeded()) {
                missing.add(program);
            }
        }
        if (!missing.isEmpty()) {
            throw UserError.failed(
                    "not installed here: " + String.join(", ", missing),
                    "apt-get install mmdebstrap squashfs-tools xorriso mtools uidmap debian-archive-keyring");
        }
    }

    /**
     * What stands in for root's rights: a user namespace with a range of user ids of its own.
     *
     * @throws UserError naming all that is not there
     */
    static void requireNamespaces(Effects effects) {
        CommandRunner commands = effects.commands();
        String name = commands.run("id", "-un").output().strip();
        String id = commands.run("id", "-u").output().strip();
        List<Problem> problems = new ArrayList<>();
        for (String file : List.of("/etc/subuid", "/etc/subgid")) {
            if (!hasRange(effects.resolve(file), name, id)) {
                problems.add(Problem.of(
                        file + " has no range of ids for " + name + ", so that dom0 cannot be built without root",
                        "sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " + name
                                + "; or run the build as root"));
            }
        }
        if (problems.isEmpty()) {
            CommandResult result = commands.tryRun(Command.of("mmdebstrap", "--unshare-helper", "true"));
            if (!result.succeeded()) {
                String said = result.tail(2).replace("\n", "; ");
                problems.add(Problem.of(
                        "this machine gives users no namespaces, so that dom0 cannot be built without root"
                                + (said.isBlank() ? "" : ": " + said),
                        "sudo sysctl kernel.unprivileged_userns_clone=1 (Debian) or"
                                + " kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu); in a container they may"
                                + " not be had; or run the build as root"));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(ExitCode.FAILED, problems);
        }
    }

    /** Lines are {@code USER:FIRST:COUNT}: subuid(5). */
    private static boolean hasRange(Path file, String name, String id) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.strip().split(":", -1))
                    .anyMatch(fields -> fields.length == 3 && (fields[0].equals(name) || fields[0].equals(id)));
        } catch (IOException absent) {
            return false;
        }
    }

    static boolean isRoot(CommandRunner commands) {
        return commands.run("id", "-u").output().strip().equals("0");
    }
}
