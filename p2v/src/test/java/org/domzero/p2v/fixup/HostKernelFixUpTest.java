package org.domzero.p2v.fixup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.root.HostKernel;
import org.domzero.p2v.system.Kernel;
import org.domzero.p2v.system.Kernels;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKernelFixUpTest {
    private static final String VERSION = "6.12.48+deb13-amd64";
    private static final String MADE = "/var/cache/domzero/guest-kernel/" + VERSION + "/";
    private static final String CONFIG = """
            CONFIG_KERNEL_ZSTD=y
            CONFIG_X86_64=y
            CONFIG_XEN=y
            CONFIG_XEN_PV=y
            CONFIG_XEN_PVH=y
            CONFIG_XEN_BLKDEV_FRONTEND=m
            """;

    @TempDir
    private Path directory;

    private Sample host;
    private Sample guest;

    @BeforeEach
    void hostAndGuest() throws IOException {
        host = new Sample(Files.createDirectory(directory.resolve("host")))
                .with("/boot/vmlinuz-" + VERSION, "kernel")
                .with("/boot/initrd.img-" + VERSION, "initrd \u00ff")
                .with("/boot/config-" + VERSION, CONFIG)
                .with(MADE + "vmlinuz", "kernel for PV")
                .with(MADE + "config", CONFIG.replace("ZSTD", "GZIP"))
                .with(MADE + "modules/modules.dep", "kernel/fs/xfs/xfs.ko:\n")
                .with(MADE + "modules/kernel/fs/xfs/xfs.ko", "xfs");
        guest = new Sample(Files.createDirectory(directory.resolve("guest")))
                .with("/boot/vmlinuz-2.6.9", "old")
                .with("/boot/grub/menu.lst", "default 0\ntitle old\n kernel /boot/vmlinuz-2.6.9 ro root=/dev/sda1\n");
    }

    private FixUp fixUp() {
        return new HostKernelFixUp(HostKernel.of(VERSION, host.directory()));
    }

    @Test
    void makesItAKernelOfTheGuestThatIsStarted() {
        FixUpReport first = guest.apply(fixUp());

        assertThat(first.done()).containsExactly("the host's kernel " + VERSION + ": put into /boot and /lib/modules");
        assertThat(guest.text("/boot/initrd.img-" + VERSION)).isEqualTo("initrd \u00ff");
        assertThat(guest.text("/lib/modules/" + VERSION + "/kernel/fs/xfs/xfs.ko"))
                .isEqualTo("xfs");
        assertThat(Kernels.of(guest.root()))
                .extracting(Kernel::path)
                .containsExactly("/boot/vmlinuz-" + VERSION, "/boot/vmlinuz-2.6.9");

        guest.apply(new GrubMenuFixUp());
        guest.apply(new GuestGrubFixUp(Sample.OTHER));

        assertThat(guest.text(GuestGrubFixUp.PATH))
                .contains("\tlinux /boot/vmlinuz-" + VERSION + " ", "\tinitrd /boot/initrd.img-" + VERSION + "\n")
                .doesNotContain("2.6.9");
    }

    @Test
    void aPvhGuestGetsItAsItIs() {
        fixUp().apply(guest.root(), Sample.target(GuestType.PVH, "/dev/xvda", GuestConsole.HVC0));

        assertThat(guest.text("/boot/vmlinuz-" + VERSION)).isEqualTo("kernel");
        assertThat(guest.text("/boot/config-" + VERSION)).isEqualTo(CONFIG);
    }

    @Test
    void writesNothingTheSecondTime() {
        guest.apply(fixUp());

        assertThat(guest.apply(fixUp())).isEqualTo(new FixUpReport(List.of(), List.of()));
    }

    @Test
    void keepsAnotherFileOfThatName() {
        guest.with("/boot/vmlinuz-" + VERSION, "of a kernel built by hand");

        guest.apply(fixUp());

        assertThat(guest.text("/boot/vmlinuz-" + VERSION)).isEqualTo("kernel for PV");
        assertThat(directory.resolve("guest/boot/vmlinuz-" + VERSION + ".before-domzero"))
                .hasContent("of a kernel built by hand");
    }

    @Test
    void staysInTheGuestWhereItsLinksLeadOut() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path lib = directory.resolve("guest/lib");
        Files.createSymbolicLink(lib, outside);

        guest.apply(fixUp());

        assertThat(outside).isEmptyDirectory();
        assertThat(guest.text("/lib/modules/" + VERSION + "/modules.dep")).isEqualTo("kernel/fs/xfs/xfs.ko:\n");
    }

    @Test
    void isRefusedWhereTheHostHasReplacedTheKernelThatItRuns() {
        assertThatThrownBy(() -> HostKernel.of("6.12.43+deb13-amd64", host.directory()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("this host has no /boot/vmlinuz-6.12.43+deb13-amd64");
    }
}
