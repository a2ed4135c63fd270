package org.domzero.p2v.fixup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleFixUpsTest {
    @TempDir
    private Path directory;

    private Sample sample;

    @BeforeEach
    void makeSample() {
        sample = new Sample(directory);
    }

    @Test
    void inittabAsksOnTheConsole() {
        sample.withProgram("/sbin/getty").with("/etc/inittab", """
                id:2:initdefault:
                1:2345:respawn:/sbin/getty 38400 tty1
                T0:23:respawn:/sbin/getty -L ttyS0 9600 vt100
                x:5:respawn:/etc/X11/prefdm
                """);

        sample.apply(new InittabFixUp());

        assertThat(sample.text("/etc/inittab")).isEqualTo("""
                id:2:initdefault:
                1:2345:respawn:/sbin/getty 38400 tty1
                co:2345:respawn:/sbin/getty 38400 hvc0
                #T0:23:respawn:/sbin/getty -L ttyS0 9600 vt100
                x:5:respawn:/etc/X11/prefdm
                """);
    }

    @Test
    void inittabKeepsASerialPortThatTheGuestHas() {
        String text = "T0:23:respawn:/sbin/getty -L ttyS0 9600 vt100\n";
        sample.withProgram("/sbin/agetty").with("/etc/inittab", text);

        new InittabFixUp().apply(sample.root(), Sample.HVM);

        assertThat(sample.text("/etc/inittab")).isEqualTo(text);
    }

    @Test
    void inittabIsLeftWhereItSaysTheRunlevelAlone() {
        sample.with("/etc/inittab", "id:3:initdefault:\n");

        assertThat(sample.apply(new InittabFixUp())).isEqualTo(new FixUpReport(List.of(), List.of()));
    }

    @Test
    void inittabIsNotGuessedWithoutAProgram() {
        sample.with("/etc/inittab", "co:2345:respawn:/sbin/mingetty tty1\n");

        assertThat(sample.apply(new InittabFixUp()).warnings())
                .containsExactly("there is no /sbin/agetty and no /sbin/getty: nothing asks for a login on hvc0");
    }

    @Test
    void upstartAsksOnTheConsole() {
        sample.with("/etc/init/tty1.conf", "x");

        sample.apply(new UpstartFixUp());

        assertThat(sample.text("/etc/init/hvc0.conf")).endsWith("exec /sbin/getty -8 38400 hvc0\n");
    }

    @Test
    void upstartOfOldAsksOnTheConsole() {
        sample.with("/etc/event.d/tty1", "x");

        sample.apply(new UpstartFixUp());

        assertThat(sample.text("/etc/event.d/hvc0")).endsWith("exec /sbin/getty 38400 hvc0\n");
    }

    @Test
    void systemdWaitsForNoPortThatIsGone() {
        sample.withProgram("/usr/lib/systemd/systemd")
                .with("/usr/lib/systemd/system-generators/systemd-getty-generator", "")
                .withLink("/etc/systemd/system/getty.target.wants/serial-getty@ttyS1.service", "/x");

        assertThat(sample.apply(new SystemdGettyFixUp()).done()).hasSize(1);
        assertThat(sample.root().list("/etc/systemd/system/getty.target.wants")).isEmpty();
    }

    @Test
    void systemdIsToldWhereItsGeneratorIsOff() {
        sample.withProgram("/usr/lib/systemd/systemd")
                .with("/usr/lib/systemd/system/serial-getty@.service", "")
                .with("/usr/lib/systemd/system-generators/systemd-getty-generator", "")
                .withLink("/etc/systemd/system-generators/systemd-getty-generator", "/dev/null");

        sample.apply(new SystemdGettyFixUp());

        assertThat(sample.root().link("/etc/systemd/system/getty.target.wants/serial-getty@hvc0.service"))
                .hasValue("/usr/lib/systemd/system/serial-getty@.service");
    }

    @Test
    void rootMayLogInOnTheConsole() {
        sample.with("/etc/securetty", "tty1\n#hvc0");

        sample.apply(new SecurettyFixUp());

        assertThat(sample.text("/etc/securetty")).isEqualTo("tty1\n#hvc0\nhvc0\n");
    }
}
