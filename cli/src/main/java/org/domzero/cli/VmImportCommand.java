package org.domzero.cli;

import java.util.concurrent.Callable;
import org.domzero.guests.vm.GuestTransfer;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessPipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero vm import}. */
@Command(
        name = "import",
        description = {
            "Make a guest of what 'domzero vm export' has written. It is stopped then.",
            "",
            "It keeps its uuid and network addresses, unless a guest of this host has them. Of a file that is damaged, or"
                    + " not there whole, nothing is left.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  domzero vm import /mnt/web1.domzero",
            "  domzero vm import /mnt/web1.domzero --name web2 --repository fast",
            "  domzero vm export web1 - | ssh root@other domzero vm import -",
        })
final class VmImportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
    private String file = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What it is to be called, if not as before.")
    private @Nullable String name;

    @Option(names = "--repository", paramLabel = "REPOSITORY", description = "Where its disks go, if not the default.")
    private @Nullable String repository;

    @Override
    public Integer call() {
        GuestTransfer transfer = new GuestTransfer(HostTerminal.of(spec).changing(false), new ProcessPipe());
        Cancellation.during(() -> {
            if (file.equals(StandardStreams.NAME)) {
                transfer.importFrom("standard input", StandardStreams.input(), name, repository);
            } else {
                transfer.importFrom(file, name, repository);
            }
        });
        return ExitCode.DONE.status();
    }
}
