package org.domzero.tests.scenarios;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;

/** A medium with one wrong bit in what is to be installed: refused before a byte of the disk is written. */
public final class DamagedMedium implements Scenario {
    private static final String IMAGE = "/live/20-domzero.squashfs";
    private static final int SECTOR = 2048;
    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "xen06"
            root-password = "never-installed"
            [storage]
            system-disk = "/dev/vda"
            """;

    @Override
    public String name() {
        return "damaged-medium";
    }

    @Override
    public String description() {
        return "one wrong bit on the medium: found before the disk is touched";
    }

    @Override
    public void run(Lab lab) throws IOException {
        Path iso = Iso.withAnswers(lab, ANSWERS);
        damage(lab, iso);
        UntouchedDisks disks = new UntouchedDisks(lab);
        Path disk = disks.keep(lab.createDisk("empty", ByteSize.gibibytes(12)));
        Machine machine = lab.start(MachineSpec.named("server")
                .withMedium(Medium.cdrom(iso))
                .withDisk(Disk.qcow2(disk))
                .withNic(Nic.user("52:54:00:12:34:06")));
        machine.serial().expect("answers: ", Limits.LIVE_BOOT);
        machine.serial().expect("20-domzero.squashfs on the installation medium has the SHA-256", Limits.INSTALL);
        machine.serial().expect("root@domzero-live", Limits.COMMAND);
        machine.serial().shell().run("poweroff", Limits.COMMAND);
        machine.awaitPowerOff(Limits.SHUTDOWN);
        machine.close();
        disks.compare();
    }

    /** Turns the last bit of the program's image, which squashfs pads: the live system itself comes up with it. */
    private static void damage(Lab lab, Path iso) throws IOException {
        String report = lab.commands()
                .run(Command.of("xorriso", "-indev", iso.toString(), "-find", IMAGE, "-exec", "report_lba", "--"))
                .output();
        // File data lba:  0 ,      513 ,    12345 , 25282560 , '/live/20-domzero.squashfs'
        String[] columns = report.lines()
                .filter(line -> line.startsWith("File data lba:") && line.contains(IMAGE))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + IMAGE + " in " + report))
                .split(",");
        long start = Long.parseLong(columns[1].strip()) * SECTOR;
        long size = Long.parseLong(columns[3].strip());
        try (RandomAccessFile file = new RandomAccessFile(iso.toFile(), "rw")) {
            long at = start + size - 1;
            file.seek(at);
            int old = file.read();
            file.seek(at);
            file.write(old ^ 1);
        }
    }
}
