package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.AnswersWriter;
import org.domzero.partitioner.LayoutRequest;

/** Every configuration file that makes the image this host, apart from the boot loaders'. */
final class HostFiles {
    private HostFiles() {}

    static List<TargetFile> of(Answers answers, LayoutRequest identities, Uplink uplink) {
        Answers.Host host = answers.host();
        List<TargetFile> files = new ArrayList<>();
        files.add(TargetFile.of("/etc/fstab", fstab(identities)));
        files.add(TargetFile.of("/etc/hostname", host.hostname() + "\n"));
        files.add(TargetFile.of("/etc/hosts", hosts(host.hostname())));
        files.add(TargetFile.of("/etc/timezone", host.timezone() + "\n"));
        files.add(TargetFile.of("/etc/default/keyboard", keyboard(host)));
        files.addAll(NetworkFiles.of(answers.network(), uplink));
        if (!host.ntpServers().isEmpty()) {
            files.add(TargetFile.of(
                    "/etc/systemd/timesyncd.conf.d/10-domzero.conf",
                    "[Time]\nNTP=" + String.join(" ", host.ntpServers()) + "\n"));
        }
        if (!host.sshAuthorizedKeys().isEmpty()) {
            files.add(TargetFile.secret(
                    "/root/.ssh/authorized_keys",
                    host.sshAuthorizedKeys().stream().map(key -> key + "\n").collect(Collectors.joining())));
        } else {
            // Root is the only account of a dom0; with no key to log in by, SSH has to take the password.
            files.add(TargetFile.of("/etc/ssh/sshd_config.d/10-domzero.conf", "PermitRootLogin yes\n"));
        }
        // It holds the password's hash.
        files.add(TargetFile.secret("/etc/domzero/answers.toml", AnswersWriter.write(answers)));
        return files;
    }

    private static String fstab(LayoutRequest identities) {
        return "# Written by the installer. The boot partition and the state volume must not keep a host from coming\n"
                + "# up: it can be repaired over SSH then.\n"
                + "UUID=" + identities.slotA() + " / ext4 errors=remount-ro 0 1\n"
                + "UUID=" + identities.bootUuid() + " /boot/domzero vfat umask=0077,nofail 0 2\n"
                + "UUID=" + identities.state()
                + " /var/lib/domzero ext4 nofail,x-systemd.device-timeout=5min 0 2\n";
    }

    private static String hosts(String hostname) {
        int dot = hostname.indexOf('.');
        String names = dot < 0 ? hostname : hostname + " " + hostname.substring(0, dot);
        return "127.0.0.1 localhost\n127.0.1.1 " + names + "\n::1 localhost ip6-localhost ip6-loopback\n";
    }

    /** keyboard(5); console-setup reads it at boot. */
    private static String keyboard(Answers.Host host) {
        return "XKBMODEL=\"pc105\"\nXKBLAYOUT=\"" + host.keymap().layout() + "\"\nXKBVARIANT=\""
                + host.keymap().variant() + "\"\nXKBOPTIONS=\"\"\nBACKSPACE=\"guess\"\n";
    }
}
