package org.domzero.installer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.SerialPort;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootSettingsTest {
    private static final BootSettings SETTINGS = new BootSettings(
            new CommandLines("ucode=scan com2=57600,8n1 console=com2,vga", "ro console=tty0 x=\"a b\""),
            Optional.of(SerialPort.parse("com2,57600")),
            7);

    private static String problems(String text) {
        UserError error = Host.errorOf(() -> BootSettings.parse("boot.toml", text));
        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        return error.render();
    }

    private static String with(String key, String value) {
        return Host.BOOT_TOML.replaceAll("(?m)^" + key + " = .*$", key + " = " + value.replace("\\", "\\\\"));
    }

    @Test
    void readsWhatItWrote() {
        assertThat(SETTINGS.render()).isEqualTo("""
                # How this slot is booted. After a change: domzero boot update
                # What Xen is started with.
                xen-options = "ucode=scan com2=57600,8n1 console=com2,vga"
                # What the kernel of dom0 is started with, beside root=.
                linux-options = "ro console=tty0 x=\\"a b\\""
                # Where the boot menu shows beside the screen: a serial port, or "none".
                serial = "com2,57600,8n1"
                # How many seconds the menu waits.
                timeout = 7
                """);
        assertThat(BootSettings.parse("boot.toml", SETTINGS.render())).isEqualTo(SETTINGS);
        BootSettings none = new BootSettings(new CommandLines("", ""), Optional.empty(), 3600);
        assertThat(BootSettings.parse("boot.toml", none.render())).isEqualTo(none);
        assertThat(BootSettings.parse("boot.toml", BootSettings.fallback().render()))
                .isEqualTo(BootSettings.fallback());
    }

    @Test
    void blanksDoNotMakeAnotherCommandLine() {
        assertThat(BootSettings.parse("boot.toml", with("xen-options", "\"  a   b \""))
                        .options()
                        .xen())
                .isEqualTo("a b");
    }

    @Test
    void namesEveryProblemAtItsPlace() {
        assertThat(problems("""
                timeout = "soon"
                serial = "com3"
                linux-options = "root=/dev/sda2 ro"
                colour = "red"
                """)).isEqualTo("""
                error: boot.toml:4:1: unknown key colour
                  hint: the keys are xen-options, linux-options, serial, timeout
                error: boot.toml: xen-options is missing
                  hint: for example: xen-options = "dom0_mem=1024M,max:1024M ucode=scan com1=115200,8n1 console=com1,vga"
                error: boot.toml:3:1: linux-options must not hold root=
                  hint: leave it out: the root file system is the one of the slot's /etc/fstab
                error: boot.toml:2:1: serial: "com3" is a port that Xen cannot use
                  hint: com1 or com2 with their speed and 8n1: "com1,115200,8n1"; or "none"
                error: boot.toml:1:1: timeout: wanted a whole number
                  hint: for example: timeout = 3""");
    }

    @Test
    void namesWhatIsNoToml() {
        assertThat(problems("timeout = \nserial")).startsWith("error: boot.toml:1:11: unexpected end of line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xen-options | 'a # b' | boot.toml:1:1: xen-options must be printable ASCII without #, on one line",
                "xen-options | 'größe' | boot.toml:1:1: xen-options must be printable ASCII without #, on one line",
                "linux-options | 'a --- b' | boot.toml:2:1: linux-options must not hold \"---\"",
                "linux-options | 'a\\\\' | boot.toml:2:1: linux-options must not end with a backslash",
                "serial | auto | boot.toml:3:1: serial: \"auto\" is only for an installation",
                "serial | 'com1,115200,7e1' | boot.toml:3:1: serial: \"com1,115200,7e1\" has a mode",
            })
    void refusesValuesThatNoLoaderCouldPassOn(String key, String value, String message) {
        assertThat(problems(with(key, "\"" + value + "\""))).startsWith("error: " + message);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "3601"})
    void refusesATimeoutThatTheLoadersUnderstandDifferently(String timeout) {
        assertThat(problems(with("timeout", timeout)))
                .startsWith("error: boot.toml:4:1: timeout: " + timeout + " is not from 1 to 3600\n");
    }
}
