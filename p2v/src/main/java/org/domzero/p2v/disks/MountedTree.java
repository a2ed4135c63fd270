package org.domzero.p2v.disks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;

/**
 * Files of a system that is mounted somewhere on a machine, looked at by programs there. No link of the system's leads out
 * of it.
 *
 * @param root where it is mounted
 */
record MountedTree(String root, CommandRunner commands) {
    /** ROOT PATH: shows a file, each link on the way led as it would be after chroot(2). */
    private static final String TEXT = """
            real= rest=$2 links=0
            while [ -n "$rest" ]; do
                name=${rest%%/*}
                case $rest in
                    */*) rest=${rest#*/} ;;
                    *) rest= ;;
                esac
                case $name in
                    "" | .) continue ;;
                    ..)
                        real=${real%/*}
                        continue
                        ;;
                esac
                if [ -h "$1$real/$name" ]; then
                    links=$((links + 1))
                    [ $links -le 40 ] || exit 1
                    link=$(readlink "$1$real/$name") || exit 1
                    case $link in
                        /*) real= ;;
                    esac
                    rest=$link/$rest
                else
                    real=$real/$name
                fi
            done
            [ -f "$1$real" ] && [ -z "$(find "$1$real" -size +4096)" ] && cat "$1$real"
            """;

    /** ROOT NAME...: goes down by real directories alone. */
    private static final String DIRECTORY = """
            cd "$1" || exit 1
            shift
            for name; do
                [ -d "./$name" ] && [ ! -h "./$name" ] && cd "./$name" || exit 1
            done
            """;

    private static final String THERE = "[ -e \"$1\" ] || [ -h \"$1\" ]";

    /** Whether there is anything, be it a link that leads nowhere. */
    boolean isThere(String path) {
        return succeeds(THERE, List.of(root + path));
    }

    /** Whether it is a directory that no symbolic link leads to. */
    boolean isDirectory(String path) {
        List<String> arguments = new ArrayList<>(List.of(root));
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                arguments.add(name);
            }
        }
        return succeeds(DIRECTORY, arguments);
    }

    /** The text of a file of at most 2 MiB, wherever the system's own links lead; empty where there is none. */
    Optional<String> text(String path) {
        CommandResult result = shell(TEXT, List.of(root, path));
        return result.succeeded() ? Optional.of(result.output()) : Optional.empty();
    }

    private boolean succeeds(String script, List<String> arguments) {
        return shell(script, arguments).succeeded();
    }

    private CommandResult shell(String script, List<String> arguments) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        argv.addAll(arguments);
        return commands.tryRun(Command.of(argv));
    }
}
