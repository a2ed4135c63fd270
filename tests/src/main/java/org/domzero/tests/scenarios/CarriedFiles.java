package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.done;
import static org.domzero.tests.scenarios.InstalledHost.said;

import java.util.List;
import java.util.Set;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.WebServer;

/** The files of a clone beside those of the machine, by find, sha256sum and getfattr of the machine's own. */
final class CarriedFiles {
    /**
     * All that is to arrive, a line each, with its path at the end. Names of more than 4096 bytes are listed, and not opened.
     */
    static final String LISTING = """
            export LC_ALL=C
            cd /
            attributes() {
                sort -z | xargs -0 getfattr -h -d -e hex -m "$1" | awk 'BEGIN { RS = ""; FS = "\\n" } {
                    line = "x"
                    for (i = 2; i <= NF; i++) line = line " " $i
                    print line " " substr($1, length("# file: ") + 1)
                }'
            }
            {
            # Not every system has a lib64.
            find $(ls -d bin boot etc home lib lib64 media mnt opt root sbin srv tmp usr var 2> /dev/null) \\
                -type f -printf 'f %m %U:%G %n %s %T@ %p\\n' \\
                -o -type d -printf 'd %m %U:%G - - %T@ %p\\n' \\
                -o -type l -printf 'l %m %U:%G %n - %T@ %p -> %l\\n' \\
                -o -printf '%y %m %U:%G %n - %T@ %p\\n' | sort
            find boot etc home root srv usr var -type f -size -1G ! -path '*/ddddddddd*' -print0 | sort -z | xargs -0 sha256sum
            # systemd's journal has ACLs for groups.
            find $(ls -d srv/odd var/log/journal 2> /dev/null) -name 'ddddddddd*' -prune -o -print0 | attributes -
            find bin/ping usr -type f -print0 | attributes security.capability
            find boot etc home sbin usr/bin usr/sbin -print0 | attributes security.selinux
            ls -l srv/odd/device
            } | cat -v
            """;

    /** What the fix-ups change on a Debian. */
    static final Set<String> MENDED_OF_DEBIAN = Set.of(
            "boot/grub/grub.cfg",
            "etc/default/grub",
            "etc/fstab",
            "etc/initramfs-tools/modules",
            "etc/mtab",
            "etc/network/interfaces");

    private static final String KEPT = ".before-domzero";

    private CarriedFiles() {}

    /** As {@link #compare(Shell, String, String, Set, WebServer)}, of a Debian. */
    static void compare(Shell host, String guest, String there, WebServer web) {
        compare(host, guest, there, MENDED_OF_DEBIAN, web);
    }

    /**
     * Compares all of it on the guest's disk, to which the guest must not have written since.
     *
     * @param there what {@link #LISTING} said on the machine
     * @param mended what the fix-ups may have changed or removed: paths without a slash before them
     */
    static void compare(Shell host, String guest, String there, Set<String> mended, WebServer web) {
        web.serve("/there", there);
        web.serve("/listing", LISTING);
        done(
                host,
                "curl -sf -o /root/there " + web.url("/there") + " && curl -sf -o /root/listing "
                        + web.url("/listing"));
        String disk = GuestDisk.of(guest, host);
        String offset = said(host, "blkid -o value -s PTTYPE " + disk).isEmpty() ? "" : ",loop,offset=1048576";
        done(
                host,
                "mkdir -p /run/compared && mount -o ro" + offset + " " + disk
                        + " /run/compared && mount --bind /dev /run/compared/dev");
        done(host, "chroot /run/compared sh < /root/listing > /root/here");
        done(host, "umount /run/compared/dev /run/compared");
        List<String> changed = said(host, "diff /root/there /root/here | sed -n 's/^[<>] //p'")
                .lines()
                .filter(line -> !isExpected(line, mended))
                .toList();
        assertThat(changed).isEmpty();
    }

    /** Of a name with spaces in it the last word, which is that of no file that is mended. */
    private static String path(String line) {
        String withoutTarget = line.startsWith("l ") ? line.replaceFirst(" -> .*", "") : line;
        return withoutTarget.substring(withoutTarget.lastIndexOf(' ') + 1);
    }

    /** Whether a line that is in one list only tells of something mended. */
    static boolean isExpected(String line, Set<String> mended) {
        String path = path(line);
        return mended.contains(path)
                || isKept(path, mended)
                // Each file system had one, the guest's has its own.
                || path.endsWith("/lost+found")
                || mended.stream().map(CarriedFiles::directory).anyMatch(path::equals);
    }

    /** The original of a file, beside it, or behind a dot where a system reads whole directories. */
    private static boolean isKept(String path, Set<String> mended) {
        if (!path.endsWith(KEPT)) {
            return false;
        }
        String file = path.substring(0, path.length() - KEPT.length());
        return mended.contains(file) || mended.contains(file.replaceFirst("/\\.([^/]+)$", "/$1"));
    }

    private static String directory(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
