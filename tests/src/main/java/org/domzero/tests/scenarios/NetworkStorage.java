package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.done;
import static org.domzero.tests.scenarios.InstalledHost.refused;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.StorageServer;
import org.domzero.tests.machine.WebServer;
import org.domzero.toolkit.ByteSize;

/**
 * Repositories by NFS and iSCSI and an ISO library by NFS, on real servers: nfs-ganesha and tgt. A guest with a disk on
 * each; a server that is gone for a while; the host's restart.
 */
public final class NetworkStorage implements Scenario {
    private static final String TARGET = "iqn.2026-11.org.example:san";
    private static final String PASSWORD = "not for everyone";
    private static final String LOGIN = " --chap-user xen01 --chap-password-file /root/password";

    @Override
    public String name() {
        return "network-storage";
    }

    @Override
    public String description() {
        return "repositories by NFS and iSCSI, an ISO library by NFS, a server that is gone, the host's restart";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) throws IOException {
        Path directory = lab.directory();
        Files.createDirectories(directory);
        int nfsPort = StorageServer.freePort();
        int iscsiPort = StorageServer.freePort();
        List<Path> units = List.of(directory.resolve("unit1.raw"), directory.resolve("unit2.raw"));
        for (Path unit : units) {
            try (RandomAccessFile file = new RandomAccessFile(unit.toFile(), "rw")) {
                file.setLength(ByteSize.gibibytes(1).bytes());
            }
        }
        try (StorageServer nfs = StorageServer.nfs(directory.resolve("nfs"), nfsPort, lab.commands());
                StorageServer iscsi = StorageServer.iscsi(
                        directory.resolve("iscsi"), iscsiPort, TARGET, units, "xen01", PASSWORD, lab.commands())) {
            Files.writeString(directory.resolve("nfs/iso/one.iso"), "cd-one\n" + "\0".repeat((1 << 20) - 7));
            run(lab, nfs, nfsPort, iscsi, iscsiPort);
        }
    }

    private static void run(Lab lab, StorageServer nfs, int nfsPort, StorageServer iscsi, int iscsiPort)
            throws IOException {
        Machine host = lab.start(BiosInstall.installedHost(lab)
                .withMemory(ByteSize.gibibytes(2))
                .withNic(Nic.user("52:54:00:12:34:01")));
        Shell shell = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        // A login can be had before the network.
        done(shell, "until ip route | grep default; do sleep 1; done");
        String port = " --options vers=4.1,port=" + nfsPort;
        String portal = "iscsi://" + WebServer.ADDRESS + ":" + iscsiPort;
        refused(
                shell,
                "domzero sr create vms 10.0.2.2:/vms --options port=" + nfsPort,
                1,
                // By 4.2 reads fail, or give something else than what was written.
                "10.0.2.2:/vms ",
                "--options vers=4.1");
        directories(shell, port);
        units(shell, portal);
        TinyGuest.make(shell);
        done(
                shell,
                "domzero vm create net1 --type pv --memory 256MiB --disk 64MiB --repository vms --cdrom one.iso --autostart"
                        + TinyGuest.options("hvc0"));
        done(shell, "domzero vm disk add net1 32MiB --repository san");
        assertThat(said(shell, "ls -s --block-size=1 /run/sr-mount/*/vdi-*.raw | cut -d' ' -f1"))
                .as("a volume in a directory takes no space before it is written")
                .isEqualTo("0");
        TinyGuest.inside(host, "domzero vm start net1 --console", guest -> {
            assertThat(said(guest, "cat /sys/class/block/xvda/size")).isEqualTo("131072");
            assertThat(said(guest, "cat /sys/class/block/xvdb/size")).isEqualTo("65536");
            assertThat(said(guest, "head -n 1 /dev/xvdz")).isEqualTo("cd-one");
            for (String disk : List.of("xvda", "xvdb")) {
                done(guest, "echo kept-" + disk + " | dd of=/dev/" + disk + " conv=fsync");
            }
        });
        refused(shell, "domzero sr detach vms", 3, "guests that run have disks or CDs in vms: net1");
        refused(shell, "domzero sr forget vms", 3, "guests have disks in vms: net1");
        gone(shell, nfs, iscsi, port, portal);
        shell = restart(host, shell);
        leave(shell, portal);
        assertThat(said(shell, "domzero sr list | wc -l")).isEqualTo("2");
        shell.run("poweroff", Limits.COMMAND);
        host.awaitPowerOff(Limits.SHUTDOWN);
        host.close();
        assertThat(lab.directory().resolve("nfs/vms")).isEmptyDirectory();
    }

    private static void directories(Shell shell, String port) {
        done(shell, "domzero sr create vms 10.0.2.2:/vms --description 'by NFS'" + port);
        done(shell, "domzero sr create cds --type iso 10.0.2.2:/iso" + port);
        assertThat(said(shell, "domzero sr list"))
                .containsPattern("vms +nfs +[\\d.]+ \\S+ +[\\d.]+ \\S+ +ready")
                .containsPattern("cds +iso +.* ready");
        refused(
                shell,
                "domzero sr create again 10.0.2.2:/vms" + port,
                2,
                "10.0.2.2:/vms is the repository vms already");
        refused(shell, "domzero sr create none 10.0.2.2:/nowhere" + port, 1, "10.0.2.2:/nowhere cannot be mounted");
        refused(shell, "domzero sr create ro --type nfs 10.0.2.2:/iso" + port, 2, "is the repository cds already");
        done(shell, "domzero sr forget cds");
        refused(shell, "domzero sr create ro --type nfs 10.0.2.2:/iso" + port, 1, "cannot be written by this host");
        assertThat(said(shell, "findmnt -t nfs4 -no SOURCE")).isEqualTo("10.0.2.2:/vms");
        done(shell, "domzero sr create cds --type iso 10.0.2.2:/iso" + port);
    }

    private static void units(Shell shell, String portal) {
        refused(
                shell,
                "domzero sr create san " + portal,
                1,
                TARGET + " of 10.0.2.2",
                "authorization failure",
                "--chap-user");
        refused(
                shell,
                "echo something else | domzero sr create san " + portal + " --chap-user xen01 --chap-password-file -",
                1,
                "authorization failure");
        refused(
                shell,
                "domzero sr create san " + portal + " --chap-user xen01 < /dev/null",
                2,
                "there is nobody to ask");
        done(shell, "echo '" + PASSWORD + "' > /root/password");
        refused(
                shell,
                "domzero sr create san " + portal + LOGIN,
                2,
                TARGET + " has several disks",
                TARGET + "/1 (1 GiB)");
        refused(shell, "domzero sr create san " + portal + "/" + TARGET + "/7" + LOGIN, 2, "has no disk 7");
        assertThat(said(shell, "ls /var/lib/domzero/iscsi/chap")).isEmpty();
        refused(
                shell,
                "domzero sr create san " + portal + "/iqn.2026-11.org.example:no/1",
                1,
                "does not let this host in");
        refused(shell, "domzero sr create san iscsi://10.0.2.2:1", 1, "10.0.2.2:1 does not tell its targets");
        assertThat(said(shell, "iscsiadm -m session 2>&1")).contains("No active sessions");
        assertThat(done(shell, "domzero sr create san " + portal + "/" + TARGET + "/1" + LOGIN))
                .contains("for one host at a time");
        assertThat(said(shell, "domzero sr list")).containsPattern("san +iscsi +1020 MiB +0 B +ready");
        refused(shell, "domzero sr create more " + portal + "/" + TARGET + "/1", 3, "carries data");
        // The session is the other repository's too.
        done(shell, "domzero sr create more " + portal + "/" + TARGET + "/2");
        done(shell, "domzero sr detach more");
        assertThat(said(shell, "domzero sr list")).containsPattern("more +iscsi +- +- +not attached");
        assertThat(said(shell, "iscsiadm -m session")).contains(TARGET);
        done(shell, "domzero sr attach more");
        done(shell, "domzero sr forget more");
    }

    /** Nothing hangs; what does not need the server works; when it is back, so is the repository. */
    private static void gone(Shell shell, StorageServer nfs, StorageServer iscsi, String port, String portal) {
        nfs.freeze();
        assertThat(said(shell, "domzero sr list"))
                .containsPattern("vms +nfs +- +- +does not answer")
                .containsPattern("local +lvm .* ready");
        refused(
                shell,
                "domzero vm create more --disk 1GiB --repository vms",
                1,
                "vms cannot be used: does not answer",
                "10.0.2.2:/vms");
        refused(shell, "domzero vm cd insert net1 one.iso", 2, "no ISO library holds one.iso", "cds (does not answer)");
        refused(shell, "domzero sr create late 10.0.2.2:/late" + port, 1, "10.0.2.2 has not answered within 45 s");
        assertThat(said(shell, "domzero vm list")).containsPattern("net1 +running");
        nfs.thaw();
        assertThat(said(shell, "until domzero sr list | grep 'vms .*ready'; do sleep 1; done"))
                .contains("vms");

        iscsi.freeze();
        refused(shell, "domzero sr create late " + portal, 1, "10.0.2.2:");
        iscsi.thaw();
    }

    /** The guest goes down before its disks do, and comes up after them. */
    private static Shell restart(Machine host, Shell shell) {
        shell.run("systemctl --no-block reboot", Limits.COMMAND);
        Shell again = host.serial().login("root", BiosInstall.PASSWORD, Limits.HOST_BOOT);
        assertThat(said(again, "until xl list | grep net1; do sleep 1; done")).contains("net1");
        assertThat(said(again, "domzero sr list")).doesNotContain("not attached");
        TinyGuest.inside(host, "domzero vm console net1", guest -> {
            for (String disk : List.of("xvda", "xvdb")) {
                assertThat(said(guest, "head -n 1 /dev/" + disk)).isEqualTo("kept-" + disk);
            }
        });
        done(again, "domzero vm stop net1");
        return again;
    }

    /** What is on the servers stays when the host lets go of it, and is taken up again. */
    private static void leave(Shell shell, String portal) {
        done(shell, "domzero sr detach vms");
        refused(shell, "domzero vm start net1", 1, "xvda of net1 is in the repository vms, which is not attached");
        refused(shell, "domzero vm delete net1 --yes", 1, "xvda of net1 is in the repository vms");
        done(shell, "domzero sr attach --all");
        done(shell, "domzero vm disk remove net1 xvdb --yes");
        done(shell, "domzero vm create keep --disk 8MiB --repository san --no-network");
        String disk = said(shell, "domzero vm show keep --json | sed -n 's/.*\"target\": \"\\(.*\\)\".*/\\1/p'");
        done(shell, "echo kept | dd of=" + disk + " conv=fsync");
        done(shell, "mv /var/lib/domzero/guests/keep.cfg /root/keep.cfg");
        done(shell, "domzero sr forget san");
        assertThat(said(shell, "iscsiadm -m session 2>&1")).contains("No active sessions");
        assertThat(said(shell, "ls /var/lib/domzero/iscsi/chap")).isEmpty();
        refused(shell, "domzero sr create san " + portal + "/" + TARGET + "/1" + LOGIN, 3, "carries data");
        done(shell, "domzero sr introduce san2 " + portal + "/" + TARGET + "/1" + LOGIN);
        done(shell, "mv /root/keep.cfg /var/lib/domzero/guests/keep.cfg");
        assertThat(said(shell, "head -n 1 " + disk)).isEqualTo("kept");
        done(shell, "domzero vm delete keep --yes");
        done(shell, "domzero vm delete net1 --yes");
        for (String repository : List.of("san2", "vms", "cds")) {
            done(shell, "domzero sr forget " + repository);
        }
    }
}
