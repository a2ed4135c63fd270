package org.domzero.guests.remote;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Logs in to an iSCSI target, iscsiadm(8), and makes one disk of it appear: the others may be other hosts', whose volumes
 * must not be activated here. What open-iscsi notes of the target is in the slot, and made anew each time.
 *
 * <p>A server that is gone must not hang the host for good: after two minutes, requests are errors.
 */
record OpenUnit(IscsiUnit unit) implements Action {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String SESSIONS = "/sys/class/iscsi_session";

    /** Of iscsiadm(8): there is a session already. */
    private static final int EXISTS = 15;

    private static final List<List<String>> SETTINGS = List.of(
            // What logs in at boot is domzero, from what the repository's own record says.
            List.of("node.startup", "manual"),
            List.of("node.session.scan", "manual"),
            List.of("node.session.initial_login_retry_max", "2"),
            List.of("node.conn[0].timeo.login_timeout", "10"),
            List.of("node.session.timeo.replacement_timeout", "120"));

    @Override
    public String summary() {
        return "log in to " + unit.target() + " of " + unit.portal();
    }

    @Override
    public void perform(Effects effects) {
        String initiator = InitiatorName.ensure(effects);
        run(effects, "--op", "new");
        for (List<String> setting : SETTINGS) {
            run(effects, "--op", "update", "--name", setting.get(0), "--value", setting.get(1));
        }
        String target = Objects.requireNonNull(unit.target());
        Chap.of(target, effects).ifPresent(chap -> chap.note(target, effects));
        CommandResult result = login(effects);
        if (!result.succeeded() && result.status() != EXISTS) {
            effects.commands().tryRun(node(unit, "--op", "delete"));
            throw UserError.failed(
                    unit.target() + " of " + unit.portal() + " does not let this host in: " + reason(result),
                    "this host's name there is " + initiator + ": is it allowed to use the target? A user and password"
                            + " (CHAP) are given with --chap-user");
        }
        scan(effects);
        effects.commands().run("udevadm", "settle", "--timeout=30");
    }

    /** Of a target whose units nobody has named, all: to be told which there are. */
    private void scan(Effects effects) {
        for (Path session : sessions(effects)) {
            effects.onFile(SESSIONS, directory -> {
                Path host = session.resolve("device").toRealPath().getParent();
                String name = String.valueOf(Objects.requireNonNull(host).getFileName());
                CloseUnits.writeInPlace(
                        effects.resolve("/sys/class/scsi_host/" + name + "/scan"),
                        "- - " + (unit.lun() == null ? "-" : unit.lun()));
            });
        }
    }

    /** Those with the target, as directories of sysfs. */
    private List<Path> sessions(Effects effects) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(effects.resolve(SESSIONS))) {
            effects.onFile(SESSIONS, directory -> {
                try (Stream<Path> all = Files.list(directory)) {
                    for (Path session : all.toList()) {
                        if (Files.readString(session.resolve("targetname"))
                                .strip()
                                .equals(unit.target())) {
                            found.add(session);
                        }
                    }
                }
            });
        }
        return found;
    }

    private CommandResult login(Effects effects) {
        try {
            return unit.server().ask(node(unit, "--login").withLimit(LIMIT), effects);
        } catch (UserError silent) {
            effects.commands().tryRun(node(unit, "--op", "delete"));
            throw silent;
        }
    }

    private void run(Effects effects, String... arguments) {
        effects.commands().run(node(unit, arguments));
    }

    static Command node(IscsiUnit unit, String... arguments) {
        List<String> argv = new ArrayList<>(List.of("iscsiadm", "--mode", "node"));
        argv.addAll(List.of("--targetname", Objects.requireNonNull(unit.target()), "--portal", unit.portal()));
        argv.addAll(List.of(arguments));
        return Command.of(argv);
    }

    /** Of "iscsiadm: initiator reported error (24 - iSCSI login failed due to authorization failure)" the words. */
    private static String reason(CommandResult result) {
        return result.errors()
                .lines()
                .filter(line -> line.contains("reported error"))
                .findFirst()
                .map(line -> line.replaceFirst("^.*reported error \\(\\d+ - (.*)\\)$", "$1"))
                .orElseGet(() -> result.tail(1).replaceFirst("^iscsiadm: ", ""));
    }
}
