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
import org.domzero.tests.machine.WebServer;

/**
 * A machine that runs, and whose SSH server knows nothing newer than 2005, becomes a guest; it changes, and so does the
 * guest. What arrives is compared by find, sha256sum and getfattr of the machine's own.
 */
public final class PulledMachine implements Scenario {
    private static final String PULL = CloneHost.PULL + " --new-mac --size 2GiB --memory 384MiB";

    @Override
    public String name() {
        return "p2v-pull";
    }

    @Override
    public String description() {
        return "a running Debian 11 with an SSH server of 2005 becomes a guest that boots; changes are brought later";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) throws IOException {
        Path disks = lab.directory().resolve("old1");
        OldMachine.install(disks, OldSystem.DEBIAN, lab.commands());
        CloneHost host = CloneHost.start(lab);
        Shell shell = host.shell();
        String free = said(shell, "vgs --noheadings -o vg_free");
        try (OldMachine old = OldMachine.start(disks, OldMachine.Algorithms.OLD, lab.commands());
                WebServer web = WebServer.http()) {
            String pull = PULL + " --legacy-ssh --host-key " + old.fingerprint();
            look(shell, old, pull);
            assertThat(said(shell, "vgs --noheadings -o vg_free") + "\n" + host.count())
                    .isEqualTo(free + "\n1\n1");
            // QEMU's TCG is not up to what a whole Debian as PVH guest wants of it.
            first(host, old, web, pull + " --type pv");
            again(host, old, web, pull + " --type pv");
        }
        done(shell, "domzero p2v discard old1 --yes");
        done(shell, "domzero vm delete old1 --yes");
        assertThat(said(shell, "vgs --noheadings -o vg_free")).isEqualTo(free);
    }

    /** What is refused, and what is only shown. */
    private static void look(Shell shell, OldMachine old, String pull) {
        refused(shell, PULL + " --host-key " + old.fingerprint() + " --plan", 1, "--legacy-ssh");
        refused(shell, PULL + " --legacy-ssh --plan < /dev/null", 3, old.fingerprint(), "--host-key");
        refused(shell, PULL + " --legacy-ssh --host-key SHA256:" + "A".repeat(43) + " --plan", 3, old.fingerprint());
        assertThat(done(shell, pull + " --plan")).contains("Debian GNU/Linux 11", "as a pvh guest", "/boot");
    }

    private static void first(CloneHost host, OldMachine old, WebServer web, String pull) {
        assertThat(done(host.shell(), pull + " --yes")).contains("old1 is a guest now");
        CarriedFiles.compare(host.shell(), "old1", old.run(CarriedFiles.LISTING), web);
        host.boot("old1", Limits.HOST_BOOT, guest -> {
            assertThat(said(guest, "hostname")).isEqualTo("old1.example.org");
            assertThat(said(guest, "findmnt -no SOURCE /")).isEqualTo("/dev/xvda");
            CloneHost.awaitNetwork(guest, "dev eth0");
            done(guest, "echo of the guest > /root/of-the-guest");
        });
    }

    private static void again(CloneHost host, OldMachine old, WebServer web, String pull) {
        old.run(
                "echo of the machine > /root/of-the-machine; rm '/srv/odd/another name of one'; echo two >> /srv/odd/one");
        refused(host.shell(), pull + " --yes", 3, "--again");
        refused(host.shell(), pull + " --yes --again", 3, "old1 runs");
        host.stop("old1");
        assertThat(done(host.shell(), pull + " --yes --again")).contains("old1 is a guest now");
        CarriedFiles.compare(host.shell(), "old1", old.run(CarriedFiles.LISTING), web);
        host.boot("old1", Limits.HOST_BOOT, guest -> {
            assertThat(said(guest, "cat /root/of-the-machine")).isEqualTo("of the machine");
            assertThat(said(guest, "ls /root")).doesNotContain("of-the-guest");
        });
        host.stop("old1");
    }
}
