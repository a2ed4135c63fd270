package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.nio.file.Path;
import org.domzero.tests.Lab;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.OldMachine;
import org.domzero.tests.machine.Shell;
import org.domzero.toolkit.ByteSize;

/**
 * The disk of an HVM guest, started by the BIOS of a machine without Xen that has the disk at the same controller. On an
 * emulated host one of 64 bits does not come to its login: the processor that is emulated twice gives up before.
 *
 * @param image of the host's disk that it is on
 * @param offset on that, in bytes
 * @param size in bytes
 */
record WithoutXen(Path image, long offset, long size) {
    private static final String MAC = "52:54:00:12:34:22";

    /** For one argument, a logical volume: says the disk, the offset and the size. */
    private static final String PLACE = """
            place() {
                lvs --segments --noheadings --nosuffix --units b -o seg_pe_ranges,vg_extent_size,seg_size "$1" |
                while read -r range extent size; do
                    volume=${range%%:*} first=${range#*:}
                    start=$(cat /sys/class/block/${volume#/dev/}/start 2> /dev/null || echo 0)
                    data=$(pvs --noheadings --nosuffix --units b -o pe_start "$volume")
                    disk=$(lsblk -ndo PKNAME "$volume")
                    echo "${disk:-${volume#/dev/}} $((start * 512 + data + ${first%%-*} * extent)) $size"
                done
            }
            """;

    /** Asks the host, and switches it off. */
    static WithoutXen of(Lab lab, CloneHost host, String guest) {
        host.shell().write("/tmp/place", PLACE);
        String[] place = said(host.shell(), ". /tmp/place; place " + GuestDisk.of(guest, host.shell()))
                .split(" ");
        assertThat(place).as("the guest's disk in one piece").hasSize(3);
        host.machine().serial().sendLine("poweroff");
        host.machine().awaitPowerOff(Limits.SHUTDOWN);
        String image = place[0].equals("vda") ? "system.qcow2" : "repository.qcow2";
        return new WithoutXen(lab.directory().resolve(image), Long.parseLong(place[1]), Long.parseLong(place[2]));
    }

    /** To its login, and off again. */
    void boot(Lab lab, TinyGuest.Inside steps) {
        Path disk = lab.directory().resolve("guest.qcow2");
        String from = "driver=raw,offset=" + offset + ",size=" + size
                + ",file.driver=qcow2,file.file.driver=file,file.file.filename=" + image;
        lab.commands().run("qemu-img", "convert", "--image-opts", from, "-O", "qcow2", disk.toString());
        Machine machine = lab.start(MachineSpec.named("guest")
                .withMemory(ByteSize.mebibytes(384))
                .withCpus(1)
                .withDisk(Disk.qcow2(disk).withBus(Disk.Bus.SATA))
                .withNic(Nic.user(MAC))
                // With the PIIX3 of an HVM guest; the last one counts.
                .withArguments("-machine", "pc"));
        Shell guest = machine.serial().login("root", OldMachine.PASSWORD, Limits.HOST_BOOT);
        steps.with(guest);
        machine.serial().sendLine("poweroff");
        machine.awaitPowerOff(Limits.SHUTDOWN);
        machine.close();
    }
}
