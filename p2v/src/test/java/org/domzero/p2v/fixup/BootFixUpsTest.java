package org.domzero.p2v.fixup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootFixUpsTest {
    private static final String XEN = "CONFIG_XEN=y\nCONFIG_XEN_BLKDEV_FRONTEND=y\n";

    @TempDir
    private Path directory;

    private Sample sample;

    @BeforeEach
    void makeSample() {
        sample = new Sample(directory);
    }

    private Sample withKernel(String version, String config) {
        return sample.with("/boot/vmlinuz-" + version, "")
                .with("/boot/initrd-" + version, "")
                .with("/boot/config-" + version, config)
                .with("/lib/modules/" + version + "/modules.dep", "");
    }

    @Test
    void menuIsOfTheGuestsFileSystem() {
        withKernel("3.1", XEN).with("/boot/grub/menu.lst", """
                default 0
                splashimage (hd0,0)/grub/splash.xpm.gz
                # kopt=root=/dev/sda1 ro
                # groot=(hd0,0)
                title Linux
                  uuid 1234
                  kernel --no-mem-option (hd0,0)/vmlinuz-3.1 root=/dev/sda2 ro
                  initrd (hd0,0)/initrd-3.1
                title Windows
                  rootnoverify (hd0,1)
                  chainloader +1
                """);

        FixUpReport report = sample.apply(new GrubMenuFixUp());

        assertThat(sample.text("/boot/grub/menu.lst")).isEqualTo("""
                default 0
                splashimage (hd0)/boot/grub/splash.xpm.gz
                # kopt=root=/dev/xvda ro console=hvc0
                # groot=(hd0)
                title Linux
                  root (hd0)
                  kernel --no-mem-option (hd0)/boot/vmlinuz-3.1 root=/dev/xvda ro console=hvc0
                  initrd (hd0)/boot/initrd-3.1
                title Windows
                  rootnoverify (hd0,1)
                  chainloader +1
                """);
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void menuStartsAKernelThatTheGuestCanRun() {
        withKernel("3.1", XEN);
        withKernel("3.2", "# CONFIG_XEN is not set\n");
        sample.with("/boot/grub/menu.lst", """
                title New
                kernel /vmlinuz-3.2 ro
                title Old, for repairs
                kernel /vmlinuz-3.1 ro single
                """);

        sample.apply(new GrubMenuFixUp());

        assertThat(sample.text("/boot/grub/menu.lst")).startsWith("default 1\ntitle New\n");
    }

    @Test
    void menuGetsAnEntryForAKernelThatHasNone() {
        withKernel("3.1", XEN).with("/boot/grub/menu.lst", "default saved\ntitle Gone\nkernel /vmlinuz-3.0 ro\n");

        sample.apply(new GrubMenuFixUp());

        assertThat(sample.text("/boot/grub/menu.lst")).isEqualTo("""
                default 1
                title Gone
                kernel /boot/vmlinuz-3.0 root=/dev/xvda ro console=hvc0

                title Linux 3.1
                \troot (hd0)
                \tkernel /boot/vmlinuz-3.1 root=/dev/xvda ro console=hvc0
                \tinitrd /boot/initrd-3.1
                """);
    }

    @Test
    void menuIsLeftToAPersonWhereNoKernelCouldStart() {
        withKernel("3.2", "# CONFIG_XEN is not set\n")
                .with("/boot/grub/menu.lst", "title New\nkernel /vmlinuz-3.2 ro\n");

        assertThat(sample.apply(new GrubMenuFixUp()).warnings())
                .containsExactly("no kernel in /boot starts as a PV guest: install one, or have the host supply it");
        assertThat(sample.text("/boot/grub/menu.lst")).doesNotContain("default");
    }

    @Test
    void staleConfigurationOfGrub2GoesBeforeAMenu() {
        withKernel("3.1", XEN)
                .with("/boot/grub/menu.lst", "title x\nkernel /vmlinuz-3.1 ro\n")
                .with("/boot/grub2/grub.cfg", "stale");

        sample.apply(new GrubMenuFixUp());
        assertThat(sample.root().exists("/boot/grub2/grub.cfg")).isFalse();
        assertThat(sample.text("/boot/grub2/grub.cfg.before-domzero")).isEqualTo("stale");
    }

    @Test
    void staleMenuStaysWhereGrub2IsInForce() {
        withKernel("3.1", XEN)
                .with("/boot/grub/menu.lst", "title x\nkernel /vmlinuz-3.1 ro\n")
                .with("/boot/grub/grub.cfg", "old")
                .with("/etc/default/grub", "GRUB_CMDLINE_LINUX=\"quiet\"\n");

        assertThat(sample.apply(new GrubMenuFixUp()).done()).isEmpty();
        sample.apply(new GrubConfigFixUp(Sample.DEBIAN));

        assertThat(sample.text("/boot/grub/grub.cfg")).isEqualTo("""
                # By domzero, for the guest that this machine became. grub-mkconfig may write another.
                set default=0
                set timeout=5

                menuentry 'Debian, Linux 3.1' {
                \tlinux /boot/vmlinuz-3.1 root=/dev/xvda ro quiet console=hvc0
                \tinitrd /boot/initrd-3.1
                }
                """);
    }

    /** Somebody went back to the kernel before, by the second of its entries. */
    @Test
    void guestStartsWhatTheMenuStarts() {
        withKernel("3.1", XEN);
        withKernel("3.2", XEN).with("/boot/grub/menu.lst", """
                default=2
                title New
                kernel /vmlinuz-3.2 ro
                title Old, for repairs
                kernel /vmlinuz-3.1 ro single
                title Old
                kernel --no-mem-option (hd0,0)/vmlinuz-3.1 ro quiet
                """);

        sample.apply(new GrubMenuFixUp());
        sample.apply(new GuestGrubFixUp(Sample.RHEL5));

        assertThat(sample.text("/boot/grub/menu.lst")).startsWith("default=2\n");
        assertThat(sample.text("/boot/grub/grub.cfg"))
                .contains("set default=0\n")
                .containsSubsequence("""
                menuentry 'RHEL (vmlinuz-3.1)' {
                \tlinux /boot/vmlinuz-3.1 root=/dev/xvda ro quiet console=hvc0
                """, """
                menuentry 'RHEL (vmlinuz-3.2)' {
                \tlinux /boot/vmlinuz-3.2 root=/dev/xvda ro console=hvc0
                """);
    }

    @Test
    void menuThatIsNotInForceDoesNotChoose() {
        withKernel("3.1", XEN);
        withKernel("3.2", XEN)
                .with("/boot/grub/menu.lst", "title Old\nkernel /vmlinuz-3.1 ro\n")
                .with("/boot/grub/grub.cfg", "old")
                .with("/etc/default/grub", "");

        sample.apply(new GrubConfigFixUp(Sample.DEBIAN));

        assertThat(sample.text("/boot/grub/grub.cfg")).containsSubsequence("Linux 3.2'", "Linux 3.1'");
    }

    @Test
    void defaultsOfGrub2AreTheGuests() {
        sample.with("/etc/default/grub", """
                GRUB_CMDLINE_LINUX_DEFAULT="resume=/dev/sda1 quiet"
                GRUB_CMDLINE_LINUX='rd.lvm.lv=a/b rhgb'
                GRUB_ENABLE_BLSCFG=true
                """);

        sample.apply(new DefaultGrubFixUp());

        assertThat(sample.text("/etc/default/grub")).isEqualTo("""
                GRUB_CMDLINE_LINUX_DEFAULT="quiet"
                GRUB_CMDLINE_LINUX='rhgb console=hvc0'
                GRUB_ENABLE_BLSCFG=false
                """);
    }

    @Test
    void menuIsWrittenForAMachineWithLilo() {
        sample.with("/boot/vmlinuz-huge-3.1", "")
                .with("/boot/config-huge-3.1", "CONFIG_ATA_PIIX=y\n")
                .with("/lib/modules/3.1/x", "")
                .with("/etc/lilo.conf", "boot = /dev/sda\nappend = \"vga=1 resume=/dev/sda2\"\n");

        FixUpReport report = new NewMenuFixUp(new Distribution(Family.SLACKWARE, "slackware", "Slackware", "14"))
                .apply(sample.root(), Sample.HVM);

        assertThat(sample.text("/boot/grub/menu.lst")).isEqualTo("""
                # By domzero, for the guest that this machine became.
                default 0
                timeout 5

                title Slackware (vmlinuz-huge-3.1)
                \troot (hd0,0)
                \tkernel /boot/vmlinuz-huge-3.1 root=/dev/sda1 ro vga=1 console=tty0 console=ttyS0,115200n8
                """);
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void kernelsAreCheckedForWhatTheyNeed() {
        sample.with("/boot/vmlinuz-3.1", "");

        assertThat(sample.apply(new NewMenuFixUp(Sample.OTHER)).warnings())
                .containsExactly(
                        "/boot/vmlinuz-3.1: nothing says whether it starts as a PV guest",
                        "/boot/vmlinuz-3.1 has no initrd, and is not known to find /dev/xvda without",
                        "/boot/vmlinuz-3.1 has no modules in /lib/modules");
    }

    @Test
    void driversGoIntoTheNextInitrd() {
        sample.with("/etc/dracut.conf.d/x.conf", "").with("/etc/initramfs-tools/modules", "raid1\nxen-netfront\n");
        sample.with("/etc/sysconfig/kernel", "INITRD_MODULES=\"cciss\"\nDEFAULTKERNEL=kernel-smp\n");

        sample.apply(new DracutFixUp());
        sample.apply(new InitramfsToolsFixUp());
        sample.apply(new SuseKernelFixUp());
        sample.apply(new RedHatKernelFixUp(new Distribution(Family.RED_HAT, "centos", "CentOS", "4.9")));

        assertThat(sample.text("/etc/dracut.conf.d/domzero.conf"))
                .isEqualTo("add_drivers+=\" xen-blkfront xen-netfront \"\n");
        assertThat(sample.text("/etc/initramfs-tools/modules")).isEqualTo("raid1\nxen-netfront\nxen-blkfront\n");
        assertThat(sample.text("/etc/sysconfig/kernel"))
                .isEqualTo("INITRD_MODULES=\"xenblk xennet cciss\"\nDEFAULTKERNEL=kernel-xenU\n");
        assertThat(new DracutFixUp().isFor(Sample.RHEL5, Sample.HVM)).isFalse();
        assertThat(new SuseKernelFixUp().isFor(Sample.RHEL5, Sample.PV)).isFalse();
    }

    @Test
    void aliasesNameXensDrivers() {
        sample.with("/etc/modprobe.conf", "alias eth0 tg3\nalias eth1 tg3\noptions tg3 x=1\n");

        sample.apply(new ModprobeFixUp());

        assertThat(sample.text("/etc/modprobe.conf"))
                .isEqualTo("alias eth0 xennet\n#alias eth1 tg3\noptions tg3 x=1\nalias scsi_hostadapter xenblk\n");
    }

    @Test
    void initrdOfAnotherMachineIsNamed() {
        withKernel("3.1", "CONFIG_XEN=y\nCONFIG_XEN_BLKDEV_FRONTEND=m\n");

        assertThat(sample.apply(new InitrdFixUp(Sample.RHEL5)).warnings().get(0))
                .endsWith("make it again by mkinitrd -f --builtin=xen_vbd --preload=xenblk /boot/initrd-3.1 3.1");
        assertThat(sample.apply(new InitrdFixUp(Sample.OTHER)).warnings().get(0))
                .endsWith("make it again");
        sample.with("/etc/initramfs-tools/initramfs.conf", "MODULES=most\n");
        assertThat(sample.apply(new InitrdFixUp(Sample.DEBIAN)).warnings()).isEmpty();
        sample.with("/boot/config-3.1", XEN);
        assertThat(sample.apply(new InitrdFixUp(Sample.RHEL5)).warnings()).isEmpty();
    }

    @Test
    void initrdOfAnotherMachineKeepsTheEmulatedDisk() {
        withKernel("3.1", "CONFIG_XEN=y\nCONFIG_XEN_BLKDEV_FRONTEND=m\n");

        assertThat(KernelArguments.of(sample.root(), Sample.HVM).edited("ro")).endsWith(" xen_emul_unplug=never");
        assertThat(KernelArguments.of(sample.root(), Sample.PV).edited("ro")).doesNotContain("xen_emul_unplug");
        sample.with("/boot/config-3.1", XEN);
        assertThat(KernelArguments.of(sample.root(), Sample.HVM).edited("ro")).doesNotContain("xen_emul_unplug");
        sample.with("/boot/config-3.1", "CONFIG_XEN=y\nCONFIG_XEN_BLKDEV_FRONTEND=m\n")
                .with("/etc/debian_version", "11.7\n")
                .with("/etc/initramfs-tools/initramfs.conf", "MODULES=most\n");
        assertThat(KernelArguments.of(sample.root(), Sample.HVM).edited("ro")).doesNotContain("xen_emul_unplug");
    }

    @Test
    void rootIsAPartitionWhereTheGuestHasOne() {
        assertThat(Sample.HVM.grubRoot()).isEqualTo("(hd0,0)");
        assertThat(Sample.PV.grubRoot()).isEqualTo("(hd0)");
        assertThat(Sample.target(GuestType.PV, "UUID=1", GuestConsole.HVC0).grubRoot())
                .isEqualTo("(hd0)");
    }
}
