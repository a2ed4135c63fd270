package org.domzero.guests.vm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.plan.CommandAction;

/**
 * A command of xl.
 *
 * @param summary for people
 */
record Xl(String summary, Command command) implements CommandAction {
    private static final Duration STARTING = Duration.ofMinutes(10);

    static Xl of(String summary, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("xl"));
        argv.addAll(List.of(arguments));
        return new Xl(summary, Command.of(argv));
    }

    /**
     * Starts a guest. An xl stays and watches it; without that, a guest that has shut down is never cleared away. In a
     * scope of its own it outlives the getty or SSH session that it was started from, and at a shutdown of the host the
     * guests.
     */
    static Xl create(Definition definition) {
        return new Xl(
                "start " + definition.name(),
                Command.of(
                                "systemd-run",
                                "--quiet",
                                "--scope",
                                "--collect",
                                "--property=Before=xendomains.service",
                                "xl",
                                "create",
                                "-q",
                                definition.file())
                        .withLimit(STARTING));
    }

    @Override
    public List<Command> commands() {
        return List.of(command);
    }
}
