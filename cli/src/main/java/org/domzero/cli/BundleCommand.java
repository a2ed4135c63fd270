package org.domzero.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.domzero.installer.bundle.Bundle;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domzero bundle}. */
@picocli.CommandLine.Command(
        name = "bundle",
        description = {
            "Pack all that helps to find out what is wrong with this machine into one file.",
            "",
            "The logs of the install, the machine's facts, the journal of this boot, disks, network, boot loaders, Xen."
                    + " Passwords and keys stay out. Works in the live system and on a host, as root, without network.",
            ""
        },
        footer = {"", "Examples:", "  domzero bundle", "  domzero bundle --output /mnt/rack7.tar.gz"})
final class BundleCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write (domzero-bundle-HOST-TIME.tar.gz in the current directory).")
    private @Nullable Path output;

    @Override
    public Integer call() {
        CommandRunner commands = new ProcessCommandRunner();
        requireRoot(commands);
        String name = name(hostName(commands), LocalDateTime.now(ZoneOffset.UTC));
        Path file = output == null ? Path.of(name + ".tar.gz") : output;
        if (Files.isDirectory(file)) {
            file = file.resolve(name + ".tar.gz");
        }
        Bundle.write(
                file,
                name,
                InstallCommand.MEDIUM,
                () -> MachineFacts.read(commands),
                new Effects(commands, Path.of("/"), Progress.SILENT));
        Objects.requireNonNull(spec).commandLine().getOut().println(file);
        return 0;
    }

    static String name(String host, LocalDateTime time) {
        return "domzero-bundle-" + host.replaceAll("[^A-Za-z0-9.-]", "_") + "-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).format(time);
    }

    private static String hostName(CommandRunner commands) {
        return commands.tryRun(Command.of("uname", "--nodename")).output().strip();
    }

    static void requireRoot(CommandRunner commands) {
        if (!commands.run("id", "-u").output().strip().equals("0")) {
            throw UserError.failed("only root can read what belongs into a bundle", "run it as root");
        }
    }
}
