package org.domzero.p2v.fixup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.domzero.guests.vm.GuestType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelArgumentsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ro root=LABEL=/ rhgb quiet|ro root=/dev/xvda rhgb quiet console=hvc0",
                "ro quiet|root=/dev/xvda ro quiet console=hvc0",
                "root=/dev/xvda  ro console=hvc0|root=/dev/xvda  ro console=hvc0",
                "console=tty0 root=/dev/sda2 console=ttyS0,115200 ro|root=/dev/xvda ro console=hvc0",
                "root=/dev/a rd.lvm.lv=a/b rd.lvm=0 rd.md.uuid=1 rd.luks=0 rd.luks.uuid=x|root=/dev/xvda rd.lvm=0 rd.luks=0 console=hvc0",
                "root=/dev/a rd_NO_LUKS rd_LVM_LV=a/b rd_MD_UUID=1|root=/dev/xvda rd_NO_LUKS console=hvc0",
                "root=/dev/a resume=/dev/b rootflags=subvol=@ rootfstype=btrfs|root=/dev/xvda rootfstype=ext4 console=hvc0",
                "root=/dev/ram0 real_root=/dev/sda3 dolvm|root=/dev/ram0 real_root=/dev/xvda console=hvc0",
            })
    void areTheGuests(String before, String after) {
        KernelArguments arguments = KernelArguments.of(new Sample(directory).root(), Sample.PV);

        assertThat(arguments.edited(before)).isEqualTo(after);
        assertThat(arguments.edited(after)).isEqualTo(after);
    }

    @Test
    void haveNoRootWhereItComesFromElsewhere() {
        KernelArguments arguments = KernelArguments.of(new Sample(directory).root(), Sample.PV);

        assertThat(arguments.withoutRoot("quiet")).isEqualTo("quiet console=hvc0");
        assertThat(KernelArguments.cleaned("resume=/dev/sda1 quiet  splash=silent console=tty0"))
                .isEqualTo("quiet splash=silent");
        assertThat(KernelArguments.cleaned("quiet  splash")).isEqualTo("quiet  splash");
    }

    @Test
    void nameTheConsole() {
        GuestTarget screen = Sample.target(GuestType.HVM, "/dev/sda1", GuestConsole.TTY1);

        assertThat(KernelArguments.of(new Sample(directory).root(), Sample.HVM).edited("ro"))
                .isEqualTo("root=/dev/sda1 ro console=tty0 console=ttyS0,115200n8");
        assertThat(KernelArguments.of(new Sample(directory).root(), screen).edited("ro console=ttyS0"))
                .isEqualTo("root=/dev/sda1 ro");
    }

    @Test
    void sayWhatElseTheKernelIsToBeTold() {
        GuestTarget target = new GuestTarget(
                GuestType.PV,
                "/dev/xvda",
                "ext4",
                Optional.empty(),
                List.of(),
                GuestConsole.HVC0,
                "eth0",
                List.of("vsyscall=xonly"));
        KernelArguments arguments = KernelArguments.of(new Sample(directory).root(), target);

        assertThat(arguments.edited("ro")).isEqualTo("root=/dev/xvda ro console=hvc0 vsyscall=xonly");
        assertThat(arguments.edited(arguments.edited("ro"))).isEqualTo(arguments.edited("ro"));
    }

    @Test
    void keepTheNamesOfCardsWhereSystemdWouldGiveOthers() {
        Sample sample = new Sample(directory).withProgram("/usr/lib/systemd/systemd");

        assertThat(KernelArguments.of(sample.root(), Sample.PV).withoutRoot(""))
                .isEqualTo("console=hvc0 net.ifnames=0");
        sample.withProgram("/usr/sbin/biosdevname").with("/etc/initramfs-tools/conf.d/resume", "RESUME=/dev/sda5\n");
        assertThat(KernelArguments.of(sample.root(), Sample.PV).withoutRoot(""))
                .isEqualTo("console=hvc0 net.ifnames=0 biosdevname=0 noresume");
    }
}
