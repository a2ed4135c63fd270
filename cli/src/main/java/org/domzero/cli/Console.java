package org.domzero.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import org.domzero.toolkit.progress.JsonProgress;
import org.domzero.toolkit.progress.PlainProgress;
import org.domzero.toolkit.progress.Progress;

/** How progress is shown to whoever started the command: lines, or JSON lines. */
final class Console {
    private Console() {}

    static Progress progress(PrintWriter out, boolean json) {
        return json
                ? new JsonProgress(out::println, InstantSource.system())
                : new PlainProgress(out::println, InstantSource.system(), false);
    }
}
