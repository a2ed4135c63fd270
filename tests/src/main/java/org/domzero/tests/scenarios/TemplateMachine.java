package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.done;
import static org.domzero.tests.scenarios.InstalledHost.refused;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.OldMachine;
import org.domzero.tests.machine.OldSystem;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.StorageServer;

/**
 * A machine becomes a template in a directory by NFS, and one in the repository. A guest of each is somebody of its own, and
 * stays when the template goes.
 */
public final class TemplateMachine implements Scenario {
    private static final String DIRECTORY = "/mnt/templates";

    @Override
    public String name() {
        return "p2v-template";
    }

    @Override
    public String description() {
        return "a running Debian 11 becomes a template, by NFS and in the repository, and guests are made of both";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    @SuppressWarnings("try") // The server is there, and nothing is asked of it.
    public void run(Lab lab) throws IOException {
        Path disks = lab.directory().resolve("old1");
        OldMachine.install(disks, OldSystem.DEBIAN, lab.commands());
        CloneHost host = CloneHost.start(lab);
        Shell shell = host.shell();
        int port = StorageServer.freePort();
        try (StorageServer nfs = StorageServer.nfs(lab.directory().resolve("nfs"), port, lab.commands());
                OldMachine old = OldMachine.start(disks, OldMachine.Algorithms.USUAL, lab.commands())) {
            String pull = CloneHost.PULL + " --host-key " + old.fingerprint()
                    // QEMU's TCG is not up to what a whole Debian as PVH guest wants of it.
                    + " --size 2GiB --memory 384MiB --type pv --as-template";
            String export = "mount -t nfs4 -o vers=4.1,port=" + port + " 10.0.2.2:/vms " + DIRECTORY;
            refused(shell, pull + "=/root --yes", 2, "/root", "where a disk or an NFS export is mounted");
            done(shell, "mkdir " + DIRECTORY + " && " + export);
            inDirectory(host, pull, old.run("cat /etc/ssh/ssh_host_ed25519_key.pub /etc/machine-id"));
            inRepository(shell, pull + " --name old2");
            done(shell, "umount " + DIRECTORY);
        }
    }

    /** @param own what of the machine no guest may have */
    private static void inDirectory(CloneHost host, String pull, String own) {
        Shell shell = host.shell();
        assertThat(done(shell, pull + "=" + DIRECTORY + " --yes"))
                .contains("identity", "old1 is a template now: domzero vm create NAME --clone-template " + DIRECTORY);
        assertThat(said(shell, "ls -1A " + DIRECTORY + " " + DIRECTORY + "/old1"))
                .isEqualTo(DIRECTORY + ":\nold1\n\n" + DIRECTORY + "/old1:\nroot.raw\ntemplate.toml");
        done(shell, "domzero vm create web1 --clone-template " + DIRECTORY + "/old1");
        host.boot("web1", Limits.HOST_BOOT, guest -> {
            assertThat(said(guest, "hostname")).isEqualTo("old1.example.org");
            assertThat(said(guest, "findmnt -no SOURCE /")).isEqualTo("/dev/xvda");
            CloneHost.awaitNetwork(guest, "dev eth0");
            done(guest, "until systemctl is-active ssh; do sleep 1; done");
            String key = said(guest, "cut -d' ' -f 2 /etc/ssh/ssh_host_ed25519_key.pub");
            String id = said(guest, "cat /etc/machine-id");
            assertThat(key).matches("AAAAC3NzaC1lZDI1NTE5[A-Za-z0-9+/=]+");
            assertThat(id).matches("[0-9a-f]{32}");
            assertThat(own).doesNotContain(key, id);
        });
        host.stop("web1");
        done(shell, "domzero vm delete web1 --yes");
    }

    private static void inRepository(Shell shell, String pull) {
        assertThat(done(shell, pull + " --yes")).contains("old2 is a template now");
        done(shell, "domzero vm create web2 --clone-template old2");
        assertThat(said(shell, "domzero p2v list")).contains("old1", "old2");
        done(shell, "domzero p2v discard old1 --yes");
        done(shell, "domzero p2v discard old2 --yes");
        assertThat(said(shell, "domzero p2v list | wc -l; find /var/lib/domzero/templates -type f"))
                .isEqualTo("1");
        assertThat(said(shell, "ls -1A " + DIRECTORY + "/old1")).isEqualTo("root.raw\ntemplate.toml");
        done(shell, "fsck.ext4 -fn " + GuestDisk.of("web2", shell));
        done(shell, "domzero vm delete web2 --yes");
    }
}
