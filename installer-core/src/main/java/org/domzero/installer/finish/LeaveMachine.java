package org.domzero.installer.finish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.domzero.bootloader.extlinux.MultibootCommand;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** Carries out an {@link Ending}. */
final class LeaveMachine {
    /** Names the drive that {@code domzero-eject}, which systemd runs last of all, is to open. */
    static final String EJECT = "/run/domzero/eject";

    private static final String XEN = "/run/domzero/xen";

    private LeaveMachine() {}

    /**
     * Says what an ending means, and carries it out; where that cannot be begun, says why.
     *
     * @param result that the ending follows
     * @param shown is told
     * @return whether the machine is about to restart or go off; else a shell follows
     */
    static boolean as(Ending ending, Ending.Result result, Effects effects, Consumer<String> shown) {
        ending.words(result).forEach(shown);
        try {
            return carryOut(ending, effects);
        } catch (UserError error) {
            error.render().lines().forEach(shown);
            return false;
        }
    }

    /**
     * Returns at once; what was begun goes on by itself.
     *
     * @return whether the machine is about to restart or go off; else a shell follows
     * @throws UserError when that could not be begun
     */
    static boolean carryOut(Ending ending, Effects effects) {
        if (ending instanceof Ending.Restart restart) {
            restart(restart, effects);
            return true;
        }
        if (ending instanceof Ending.Kexec kexec) {
            load(kexec, effects);
            effects.commands().run("systemctl", "--no-block", "kexec");
            return true;
        }
        return false;
    }

    private static void restart(Ending.Restart restart, Effects effects) {
        CommandRunner commands = effects.commands();
        restart.bootNext().ifPresent(number -> {
            try {
                commands.run("efibootmgr", "--quiet", "--bootnext", number);
            } catch (UserError error) {
                if (restart.needsBootNext()) {
                    throw error;
                }
                effects.progress().warn("the firmware was not told what to start next: " + error.getMessage());
            }
        });
        restart.eject()
                .ifPresent(drive -> effects.onFile(EJECT, file -> {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.writeString(file, drive + "\n");
                }));
        commands.run("systemctl", "--no-block", restart.powerOff() ? "poweroff" : "reboot");
    }

    /** Into memory, so that the disk is needed no more when Linux hands over. */
    private static void load(Ending.Kexec kexec, Effects effects) {
        BootPartition.mounted(kexec.bootDevice(), effects, root -> {
            MultibootCommand command = kexec.entry().command();
            // Debian's kexec is built without zlib.
            effects.onFile(
                    XEN, xen -> unpack(BootPartition.file(root, kexec.entry().xen()), xen));
            return effects.commands().run(kexecCommand(command, root, effects.resolve(XEN)));
        });
    }

    /**
     * kexec(8) for Multiboot kernels: each module with its command line in one argument.
     *
     * @param root of the boot partition
     */
    static Command kexecCommand(MultibootCommand command, Path root, Path xen) {
        // The firmware's services are in an unknown state after Linux: Xen must do without them, and on a text screen.
        String options = Stream.concat(command.modules().get(0).options().stream(), Stream.of("no-real-mode"))
                .collect(Collectors.joining(" "));
        List<String> argv = new ArrayList<>(List.of(
                "kexec",
                "--load",
                // Debian's kexec asks the kernel to load a file first, which knows Linux only; Multiboot then finds no
                // memory that it could load into.
                "--kexec-syscall",
                // By Multiboot 1 kexec puts what it tells Xen where Xen itself writes, and Xen dies of longer options.
                "--type=multiboot2-x86",
                "--reset-vga",
                "--command-line=" + options));
        for (MultibootCommand.Module module :
                command.modules().subList(1, command.modules().size())) {
            argv.add("--module="
                    + Stream.concat(Stream.of(BootPartition.file(root, module).toString()), module.options().stream())
                            .collect(Collectors.joining(" ")));
        }
        argv.add(xen.toString());
        return Command.of(argv);
    }

    private static void unpack(Path packed, Path unpacked) throws IOException {
        try (InputStream file = Files.newInputStream(packed)) {
            Files.copy(new GZIPInputStream(file), unpacked, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
