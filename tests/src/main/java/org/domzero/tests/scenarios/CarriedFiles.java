package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.done;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.util.List;
import java.util.regex.Pattern;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.WebServer;

/** The files of a clone beside those of the machine, by find, sha256sum and getfattr of the machine's own. */
final class CarriedFiles {
    /** All that is to arrive, a line each. Names of more than 4096 bytes are listed, and not opened. */
    static final String LISTING = """
            export LC_ALL=C
            cd /
            {
            find bin boot etc home lib lib64 media mnt opt root sbin srv tmp usr var \\
                -type f -printf 'f %m %U:%G %n %s %T@ %p\\n' \\
                -o -type d -printf 'd %m %U:%G - - %T@ %p\\n' \\
                -o -type l -printf 'l %m %U:%G %n - %T@ %p -> %l\\n' \\
                -o -printf '%y %m %U:%G %n - %T@ %p\\n' | sort
            find boot etc home root srv usr var -type f -size -1G ! -path '*/ddddddddd*' -print0 | sort -z | xargs -0 sha256sum
            find srv/odd -name 'ddddddddd*' -prune -o -print0 | sort -z | xargs -0 getfattr -h -d -m - -e hex
            find bin/ping usr -type f -print0 | sort -z | xargs -0 getfattr -h -d -m security.capability -e hex
            ls -l srv/odd/device
            } | cat -v
            """;

    /** What the fix-ups change, and what they leave beside it; and what each file system has for itself. */
    private static final Pattern MENDED = Pattern.compile(".* ((boot|var)/lost\\+found|boot/grub|etc"
            + "|etc/(default|network|initramfs-tools)|(etc/(fstab|mtab|default/grub|network/interfaces"
            + "|initramfs-tools/modules)|boot/grub/grub.cfg)(\\.before-domzero)?)");

    private CarriedFiles() {}

    /**
     * Compares all of it on the guest's disk, to which the guest must not have written since.
     *
     * @param there what {@link #LISTING} said on the machine
     */
    static void compare(Shell host, String guest, String there, WebServer web) {
        web.serve("/there", there);
        web.serve("/listing", LISTING);
        done(
                host,
                "curl -sf -o /root/there " + web.url("/there") + " && curl -sf -o /root/listing "
                        + web.url("/listing"));
        String disk = said(
                host,
                "domzero vm show " + guest + " --json | sed -n 's/.*\"target\": \"\\(.*\\)\".*/\\1/p' | head -n 1");
        String offset = said(host, "blkid -o value -s PTTYPE " + disk).isEmpty() ? "" : ",loop,offset=1048576";
        done(
                host,
                "mkdir -p /run/compared && mount -o ro" + offset + " " + disk
                        + " /run/compared && mount --bind /dev /run/compared/dev");
        done(host, "chroot /run/compared sh < /root/listing > /root/here");
        done(host, "umount /run/compared/dev /run/compared");
        List<String> changed = said(host, "diff /root/there /root/here | sed -n 's/^[<>] //p'")
                .lines()
                .filter(line -> !MENDED.matcher(line).matches())
                .toList();
        assertThat(changed).isEmpty();
    }
}
