package org.domzero.tests.bench.clone;

import java.io.IOException;
import java.nio.file.Path;
import org.domzero.tests.bench.Shell;

/** This machine's {@code /usr}, or evenly of all of it as much as fits. */
record Programs(long size) implements Data {
    private static final Path USR = Path.of("/usr");

    /** Names what fits, each after the directories that it is in. Arguments: where, how much. */
    private static final String CHOICE = """
            export LC_ALL=C
            all=$(find "$1" -xdev -printf '%s\\n' | awk '{ n += $1 } END { printf "%.0f", n }')
            find "$1" -xdev -mindepth 1 -printf '%s %P\\n' | awk -v all="$all" -v size="$2" '
                function name(path) {
                    if (path in named) return
                    named[path] = 1
                    if (match(path, /.*\\//)) name(substr(path, 1, RLENGTH - 1))
                    print path
                }
                {
                    seen += $1
                    if ((taken + $1) * all > seen * size) next
                    taken += $1
                    name(substr($0, index($0, " ") + 1))
                }'
            """;

    private static final String COPY = "(" + CHOICE + ") | tar -C \"$1\" --create --no-recursion --format=posix --acls"
            + " --xattrs --xattrs-include='*' --verbatim-files-from --files-from=- --file=-"
            + " | tar -C \"$3\" --extract --acls --xattrs --xattrs-include='*' --file=-";

    private static final String CHANGE = "find \"$1\" -type f -size +0 -print0 | sort --zero-terminated"
            + " | sed --quiet --zero-terminated '1~" + CHANGED + "p'"
            + " | xargs --null --max-args=1 sh -c 'echo changed >> \"$0\"'";

    @Override
    public String title() {
        return "/usr, " + (size >> 20) + " MiB of it";
    }

    @Override
    public void make(Path directory) throws IOException {
        Shell.run(COPY, USR, Path.of(Long.toString(size)), directory);
    }

    @Override
    public void change(Path directory) throws IOException {
        Shell.run(CHANGE, directory);
    }
}
