package org.domzero.cli;

import java.util.concurrent.Callable;
import org.domzero.guests.vm.GuestTransfer;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessPipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero vm export}. */
@Command(
        name = "export",
        description = {
            "Write a guest with its disks into one file, from which any domzero host makes it again. It must not run.",
            "",
            "The file is a tar archive packed by zstd, with checksums. CDs, and disks that are no volumes of a"
                    + " repository, stay out of it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero vm export web1 /mnt/web1.domzero",
            "  domzero vm export web1 - | ssh root@other domzero vm import -",
        })
final class VmExportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "GUEST", description = VmCommand.GUEST)
    private String name = "";

    @Parameters(paramLabel = "FILE", description = "A file that is not there yet, or - for standard output.")
    private String file = "";

    @Override
    public Integer call() {
        HostTerminal terminal = HostTerminal.of(spec);
        Cancellation.during(() -> {
            if (file.equals(StandardStreams.NAME)) {
                HostTerminal aside = new HostTerminal(terminal.err(), terminal.err());
                new GuestTransfer(aside.changing(false), new ProcessPipe())
                        .exportTo(name, "standard output", StandardStreams.output());
            } else {
                new GuestTransfer(terminal.changing(false), new ProcessPipe()).exportTo(name, file);
            }
        });
        return ExitCode.DONE.status();
    }
}
