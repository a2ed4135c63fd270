package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Match;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.toolkit.ByteSize;

/** A disk that gives up in the middle: the install says at which step, leaves its log, and does not reboot. */
public final class FailingDisk implements Scenario {
    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "xen05"
            root-password = "never-installed"
            [storage]
            system-disk = "/dev/vda"
            """;
    private static final long SECTORS_A_MEBIBYTE = 2048;

    @Override
    public String name() {
        return "failing-disk";
    }

    @Override
    public String description() {
        return "a disk with bad sectors under the new system: told at its step, with a log and a shell, no reboot";
    }

    @Override
    public void run(Lab lab) throws IOException {
        Path image = lab.directory().resolve("worn.raw");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(ByteSize.gibibytes(12).bytes());
        }
        // All over slot A, but not where its table of contents is: making the filesystem goes well.
        List<Long> bad = LongStream.range(0, 100)
                .map(number -> (1024 + 32 * number) * SECTORS_A_MEBIBYTE)
                .boxed()
                .toList();
        Machine machine = lab.start(MachineSpec.named("server")
                .withMedium(Medium.cdrom(Iso.withAnswers(lab, ANSWERS)))
                .withDisk(Disk.raw(image).withBadSectors(bad))
                .withNic(Nic.user("52:54:00:12:34:05"))
                .withoutReboot());
        machine.serial().expect("answers: ", Limits.LIVE_BOOT);
        Match error = machine.serial().expect("error: while it was to ", Limits.INSTALL);
        assertThat(error.before()).doesNotContain("installed; next");
        machine.serial().expect("root@domzero-live", Limits.COMMAND);
        Shell shell = machine.serial().shell();
        shell.run("dmesg -n 1", Limits.COMMAND);
        assertThat(said(shell, "grep -c 'error: while it was to unpack the images' /var/log/domzero/install.log"))
                .isEqualTo("1");
        assertThat(said(shell, "dmesg")).contains("I/O error");
        // What was mounted is not any more: it can be tried again, with another disk.
        assertThat(said(shell, "grep -c /run/domzero/target /proc/mounts")).isEqualTo("0");
        shell.run("poweroff", Limits.COMMAND);
        machine.awaitPowerOff(Limits.SHUTDOWN);
    }
}
