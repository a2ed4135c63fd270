package org.domzero.installer.finish;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.domzero.installer.answers.Webhook;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.Version;
import org.domzero.toolkit.plan.Effects;

/** Posts a report to a webhook. What goes wrong is a warning: the install is as good or bad as it was. */
final class SendReport {
    private static final String BODY = "/run/domzero/report.json";
    private static final String WAIT_ONLINE = "/usr/lib/systemd/systemd-networkd-wait-online";
    private static final String AUTHORITIES = "/etc/ssl/certs";

    private SendReport() {}

    /** @param authority a certificate authority's file on the medium, used if it is there */
    static void to(Webhook webhook, String report, Path authority, Effects effects) {
        try {
            effects.commands()
                    .tryRun(Command.of(
                            WAIT_ONLINE, "--any", "--operational-state=routable", "--timeout=20", "--quiet"));
            writeBody(report, effects);
            CommandResult result = effects.commands().tryRun(command(webhook, authority, effects));
            if (result.succeeded()) {
                effects.progress().info("told " + webhook.shown() + " how it ended");
            } else {
                warn(webhook, result.tail(1), effects);
            }
        } catch (UserError error) {
            warn(webhook, String.valueOf(error.getMessage()), effects);
        }
    }

    private static void warn(Webhook webhook, String why, Effects effects) {
        effects.progress().warn(webhook.shown() + " could not be told how it ended: " + why);
    }

    private static void writeBody(String report, Effects effects) {
        effects.onFile(BODY, file -> {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, report);
        });
    }

    /** The address goes through standard input: arguments show in process lists and in the log. */
    static Command command(Webhook webhook, Path authority, Effects effects) {
        List<String> argv = new ArrayList<>(List.of(
                "curl",
                "--disable",
                "--silent",
                "--show-error",
                "--fail",
                "--proto",
                "=http,https",
                "--connect-timeout",
                "10",
                "--max-time",
                "30",
                "--retry",
                "2",
                "--retry-all-errors",
                "--retry-delay",
                "2",
                "--capath",
                AUTHORITIES));
        if (Files.isRegularFile(authority)) {
            argv.addAll(List.of("--cacert", authority.toString()));
        }
        argv.addAll(List.of(
                "--user-agent",
                "domzero/" + Version.current(),
                "--header",
                "Content-Type: application/json",
                "--data-binary",
                "@" + effects.resolve(BODY),
                "--output",
                "/dev/null",
                "--config",
                "-"));
        return Command.of(argv)
                .withSecretInput(
                        "url = \"" + webhook.url().replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                .withLimit(Duration.ofMinutes(2));
    }
}
