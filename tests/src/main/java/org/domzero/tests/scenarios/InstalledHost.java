package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.ShellResult;

/** What every freshly installed host has to be, looked at from its own root shell. */
final class InstalledHost {
    private InstalledHost() {}

    /** @param slot whose root is expected: {@code a} or {@code b} */
    static void check(Shell shell, String slot) {
        assertThat(said(shell, "systemctl is-system-running --wait")).isEqualTo("running");
        assertThat(said(shell, "systemctl list-units --failed --no-legend --plain --no-pager"))
                .isEmpty();

        assertThat(said(shell, "xl list")).contains("Domain-0");
        assertThat(said(shell, "xl info | grep -E '^(xen_version|xen_commandline|virt_caps)'"))
                .containsPattern("xen_version +: 4\\.\\d+")
                .contains("console=com1,vga", "com1=115200,8n1", "ucode=scan")
                .containsPattern("virt_caps +: pv hvm");
        assertThat(said(shell, "cat /proc/cmdline")).contains("console=hvc0", "root=UUID=");
        // Anything but Linux's and domzero's own lines on it would be noise on the administrator's console.
        assertThat(said(shell, "systemctl is-active serial-getty@hvc0")).isEqualTo("active");

        assertThat(said(shell, "findmnt -no PARTLABEL /")).isEqualTo("domzero-" + slot);
        assertThat(said(shell, "findmnt -no FSTYPE,OPTIONS /")).startsWith("ext4 rw");
        assertThat(said(shell, "findmnt -no FSTYPE,SOURCE /boot/domzero")).startsWith("vfat");
        assertThat(said(shell, "findmnt -no SOURCE /var/lib/domzero"))
                .containsPattern("/dev/mapper/VG_XenStorage--.*-domzero--state");
        assertThat(said(shell, "lsblk -rno PARTLABEL,SIZE,FSTYPE,PARTTYPENAME | grep ^domzero"))
                .containsPattern("domzero-boot 512M vfat EFI")
                .containsPattern("domzero-a 4G ext4")
                .containsPattern("(?m)^domzero-b 4G  ")
                .containsPattern("domzero-sr .* LVM2_member");
        assertThat(said(shell, "vgs --noheadings -o vg_name,vg_attr"))
                .containsPattern("VG_XenStorage-[0-9a-f-]{36} wz--n-");

        assertThat(said(shell, "domzero --version")).startsWith("domzero ");
        assertThat(said(shell, "ls /var/log/domzero"))
                .contains("install.log", "journal.jsonl", "plan.json", "facts.json");
        assertThat(said(shell, "stat -c '%a %U' /etc/domzero/answers.toml")).isEqualTo("600 root");
        // Nothing of the live system came along, and identity is the host's own.
        assertThat(said(shell, "ls /etc/systemd/system")).doesNotContain("domzero-live.target");
        assertThat(said(shell, "cat /etc/machine-id")).matches("[0-9a-f]{32}");
        assertThat(said(shell, "ls /etc/ssh")).contains("ssh_host_ed25519_key.pub");
        // The slot has its own copies, so that the boot partition can be made anew from it.
        assertThat(said(shell, "cmp /boot/vmlinuz-* /boot/domzero/" + slot + "/1/vmlinuz && echo same"))
                .isEqualTo("same");
        assertThat(said(shell, "domzero boot status | tail -1"))
                .isEqualTo("in step with /boot of slot " + slot.toUpperCase(Locale.ROOT));
    }

    static String said(Shell shell, String command) {
        return shell.run(command, Limits.COMMAND).output().strip();
    }

    /** Runs a command that has to succeed. */
    static String done(Shell shell, String command) {
        return shell.run(command + " 2>&1", Limits.INSTALL).orFail();
    }

    /** Runs one that has to be refused, with this status and these words. */
    static void refused(Shell shell, String command, int status, String... messages) {
        ShellResult result = shell.run(command + " 2>&1", Limits.COMMAND);
        assertThat(result.status()).as(command + "\n" + result.output()).isEqualTo(status);
        assertThat(result.output()).as(command).contains("error: ", "hint: ").contains(messages);
    }
}
