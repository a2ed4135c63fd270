package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.done;
import static org.domzero.tests.scenarios.InstalledHost.refused;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Match;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.OldMachine;
import org.domzero.tests.machine.OldSystem;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.WebServer;
import org.domzero.toolkit.ByteSize;

/**
 * A machine with a Pentium III and 256 MiB, switched off in the middle of its work, is booted from the ISO by the menu's
 * entry for it; a host pulls what is on its disk, of which no byte changes, and starts it as an HVM guest.
 */
public final class LegacyMachine implements Scenario {
    private static final String MAC = "52:54:00:12:34:21";

    /** ISOLINUX's, when the menu is complete; each key after it stops the countdown. */
    private static final String MENU = "Automatic boot in";

    private static final String DOWN = "\u001b[B";
    /** From the first entry to that for 32-bit machines. */
    private static final int STEPS_DOWN = 4;

    private static final Pattern SCREEN = Pattern.compile("domzero p2v pull --from root@[0-9.]+ \\\\\\n"
            + " +--host-key (SHA256:[A-Za-z0-9+/]{43})\\n\\n +password +([a-z0-9-]{14})\\n");

    /** A hundred packages are installed on an emulated machine. */
    private static final Duration PREPARE_LIMIT = Duration.ofMinutes(45);

    private static final Duration CLONE_LIMIT = Duration.ofMinutes(45);
    /** GRUB reads its kernel through the BIOS of a machine that an emulated one emulates. */
    private static final Duration GUEST_BOOT = Duration.ofMinutes(45);

    private static final String DISKS = """
            printf 'label: dos\\n,100M,83,*\\n,128M,82\\n,,83\\n' | sfdisk --quiet /dev/sda
            udevadm settle
            mkfs.ext2 -q -L /boot /dev/sda1
            mkswap -q -L swap /dev/sda2
            mkfs.ext4 -q /dev/sda3
            mkdir -p /old
            mount /dev/sda3 /old
            mkdir /old/boot
            mount /dev/sda1 /old/boot
            root=UUID=$(blkid -o value -s UUID /dev/sda3)
            cat > /tmp/fstab <<TEXT
            # <file system> <mount point> <type> <options> <dump> <pass>
            $root           /     ext4 errors=remount-ro 0 1
            LABEL=/boot     /boot ext2 defaults          0 2
            LABEL=swap      none  swap sw                0 0
            /dev/fd0        /media/floppy0 auto rw,user,noauto 0 0
            TEXT
            boot_uuid=$(blkid -o value -s UUID /dev/sda1)
            """;

    /** On a live system, which runs programs of 32 bits too. The kernel is in /boot already, and named in the menu. */
    private static final String INSTALLING = """
            cat > /old/root/install.sh <<'TEXT'
            set -e
            export DEBIAN_FRONTEND=noninteractive LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
            cd /var/cache/apt/archives
            dpkg --force-depends --force-unsafe-io --install base-passwd_*.deb
            dpkg --force-depends --force-unsafe-io --install *.deb
            rm -f *.deb
            test -z "$(dpkg --audit)"
            echo root:%s | chpasswd
            version=$(ls /lib/modules)
            depmod $version
            # A guest's BIOS reads it slowly where the processor is emulated.
            sed -i 's/^MODULES=.*/MODULES=list/' /etc/initramfs-tools/initramfs.conf
            printf '%%s\\n' ahci ata_piix sd_mod ext4 xen-blkfront >> /etc/initramfs-tools/modules
            update-initramfs -c -k $version
            TEXT
            printf '#!/bin/sh\\nexit 101\\n' > /old/usr/sbin/policy-rc.d
            chmod +x /old/usr/sbin/policy-rc.d
            mount -t proc proc /old/proc
            chroot /old sh /root/install.sh > /tmp/install.log 2>&1 || { tail -n 30 /tmp/install.log; exit 1; }
            umount /old/proc
            rm /old/usr/sbin/policy-rc.d /old/root/install.sh
            """.formatted(OldMachine.PASSWORD);

    @Override
    public String name() {
        return "p2v-legacy";
    }

    @Override
    public String description() {
        return "a 32-bit machine with a dirty journal, booted from the ISO, is pulled and becomes an HVM guest";
    }

    @Override
    public Set<String> needs() {
        return Set.of(BiosInstall.SYSTEM_DISK, BiosInstall.REPOSITORY_DISK);
    }

    @Override
    public void run(Lab lab) throws IOException {
        Path disk = lab.createDisk("old1", ByteSize.gibibytes(3));
        try (WebServer web = WebServer.http()) {
            String there = PreparedMachine.fill(
                    lab,
                    MachineSpec.named("preparing")
                            .withMemory(ByteSize.gibibytes(1))
                            .withNic(Nic.user(MAC))
                            .withDisk(sata(disk)),
                    DISKS,
                    OldSystem.DEBIAN_32,
                    INSTALLING,
                    PREPARE_LIMIT,
                    web);
            UntouchedDisks untouched = new UntouchedDisks(lab);
            pull(lab, untouched.keep(disk), there, web);
            untouched.compare();
        }
    }

    private static Disk sata(Path image) {
        return Disk.qcow2(image).withBus(Disk.Bus.SATA);
    }

    private static void pull(Lab lab, Path disk, String there, WebServer web) {
        CloneHost host = CloneHost.start(lab);
        Shell shell = host.shell();
        Nic nic = Nic.user(MAC).withSsh();
        Machine old = lab.start(MachineSpec.named("old1")
                .withMemory(ByteSize.mebibytes(256))
                .withCpus(1)
                .withMedium(Medium.cdrom(lab.iso()))
                .withDisk(sata(disk))
                .withNic(nic)
                // The last one counts.
                .withArguments("-cpu", "pentium3"));
        Match screen = booted(old);
        String from = "root@" + WebServer.ADDRESS + ":" + nic.sshPort();
        String pull = "DOMZERO_SSH_PASSWORD=" + screen.group(2) + " domzero p2v pull --from " + from + " --host-key "
                + screen.group(1) + " --new-mac --size 2GiB --memory 384MiB";
        refused(shell, pull.replace(String.valueOf(screen.group(2)), "wrong") + " --plan", 1, "password");
        assertThat(done(shell, pull + " --plan"))
                .contains("Debian GNU/Linux 12", "as an hvm guest", "32 bits", "/boot", "-686");
        refused(shell, pull + " --root /dev/sda1 --plan", 1, "there is no root of a Linux system on /dev/sda1");
        assertThat(host.count()).isEqualTo("1\n1");
        assertThat(shell.run(pull + " --yes 2>&1", CLONE_LIMIT).orFail()).contains("old1 is a guest now");
        refused(shell, pull + " --yes", 3, "--again");
        assertThat(said(shell, "grep -c " + WebServer.ADDRESS + " /var/lib/domzero/p2v/known_hosts"))
                .as("keys that were for once")
                .isEqualTo("0");
        switchOff(old);
        CarriedFiles.compare(shell, "old1", there, web);
        host.boot("old1", GUEST_BOOT, guest -> {
            assertThat(said(guest, "hostname")).isEqualTo("old1.example.org");
            assertThat(said(guest, "uname -m")).isEqualTo("i686");
            assertThat(said(guest, "cat " + PreparedMachine.LATE)).isEqualTo(PreparedMachine.LATE_TEXT);
            assertThat(said(guest, "findmnt -no SOURCE /")).matches("/dev/(xvda|sd[ab])1");
            assertThat(said(guest, "swapon --show=SIZE --noheadings --bytes")).isEqualTo("134213632");
            CloneHost.awaitNetwork(guest, "");
        });
        host.stop("old1");
    }

    /** By its entry of the menu, to the screen with an address. */
    private static Match booted(Machine old) {
        old.serial().expect(MENU, Limits.LIVE_BOOT);
        for (int step = 0; step < STEPS_DOWN; step++) {
            old.serial().send(DOWN);
        }
        old.serial().send("\r");
        return old.serial().expect(SCREEN, Limits.LIVE_BOOT);
    }

    /** By the shell on its console; all that the host has put together is apart again. */
    private static void switchOff(Machine old) {
        old.serial().sendLine("");
        old.serial().expect("root@p2v-legacy", Limits.COMMAND);
        old.serial().sendLine("");
        Shell shell = old.serial().shell();
        done(shell, "test -z \"$(dmsetup ls | grep source)\" && ! grep /run/domzero/p2v /proc/mounts");
        old.serial().sendLine("poweroff");
        old.awaitPowerOff(Limits.SHUTDOWN);
        old.close();
    }
}
