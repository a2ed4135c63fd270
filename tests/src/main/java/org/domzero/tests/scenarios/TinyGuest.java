package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.Match;
import org.domzero.tests.machine.SerialLine;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.UnmetExpectation;

/**
 * A guest that comes to its login prompt in little time: the host's own kernel, and an initramfs of Busybox and the
 * modules for disks, CDs and network cards of guests of every kind. A whole Debian takes minutes on an emulated host.
 */
final class TinyGuest {
    static final String KERNEL = "/root/tiny/vmlinuz";
    static final String RAMDISK = "/root/tiny/initrd";
    private static final String PASSWORD = "inside-tiny";
    private static final Pattern HOST_PROMPT = Pattern.compile("root@xen01:\\S+# ");
    private static final Pattern GUEST_PROMPT = Pattern.compile("(?m)^(~ |root@(?!xen01)\\S+:~)# ");
    private static final Duration ATTEMPT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 6;

    /** On the host: makes {@link #KERNEL} and {@link #RAMDISK}. */
    private static final String MAKE = """
            set -e
            root=/root/tiny/root
            mkdir -p $root/bin $root/modules $root/proc $root/sys $root/dev $root/etc $root/root $root/mnt $root/run
            cp /usr/bin/busybox $root/bin
            for library in $(ldd /usr/bin/busybox | grep -o '/[^ ]*'); do
                mkdir -p $root/$(dirname $library)
                cp -L $library $root/$library
            done
            number=100
            for module in xen-blkfront xen-netfront ata_piix sr_mod isofs ext4; do
                modprobe --show-depends $module | sed -n 's/^insmod \\([^ ]*\\).*/\\1/p' > /tmp/needed
                while read -r file; do
                    name=$(basename $file .xz)
                    if [ ! -e $root/modules/*-$name ]; then
                        number=$((number + 1))
                        busybox xzcat $file > $root/modules/$number-$name
                    fi
                done < /tmp/needed
            done
            cat > $root/etc/udhcpc <<'TEXT'
            #!/bin/sh
            [ "$1" = bound ] && ip addr add $ip/$mask dev $interface
            TEXT
            cat > $root/init <<'TEXT'
            #!/bin/busybox sh
            /bin/busybox --install -s /bin
            export PATH=/bin HOME=/root TERM=vt100
            mount -t proc proc /proc
            mount -t sysfs sysfs /sys
            mount -t devtmpfs devtmpfs /dev
            for module in /modules/*; do insmod $module; done
            hostname tiny
            ip link set lo up
            ip link set eth0 up
            udhcpc -q -n -t 20 -i eth0 -s /etc/udhcpc
            dmesg -n 1
            console=$(sed 's/.*console=\\([a-zA-Z0-9]*\\).*/\\1/' /proc/cmdline)
            while true; do setsid getty -L 115200 $console vt100; done
            TEXT
            # What the kernel calls when the host asks the guest to shut down: there is no init to be told.
            mkdir -p $root/sbin
            printf '#!/bin/sh\nsync; exec /bin/poweroff -f\n' > $root/sbin/poweroff
            chmod +x $root/init $root/etc/udhcpc $root/sbin/poweroff
            echo "root:$(openssl passwd -6 %s):0:0:root:/root:/bin/sh" > $root/etc/passwd
            echo root:x:0: > $root/etc/group
            (cd $root && find . | cpio --quiet -o -H newc) | gzip -1 > %s
            cp /boot/vmlinuz-* %s
            """.formatted(PASSWORD, RAMDISK, KERNEL);

    private TinyGuest() {}

    static void make(Shell host) {
        assertThat(host.runScript(MAKE, Limits.COMMAND))
                .satisfies(made -> assertThat(made.status()).as(made.output()).isZero());
    }

    /** What follows {@code domzero vm create NAME} for a guest with this console. */
    static String options(String console) {
        return " --kernel " + KERNEL + " --ramdisk " + RAMDISK + " --cmdline console=" + console;
    }

    /** What to do in a guest's own shell. */
    @FunctionalInterface
    interface Inside {
        void with(Shell guest);
    }

    /**
     * In a shell at a guest's console, which is called from the host's. Who has logged in stays so when the console is left:
     * a login takes its time on an emulated host.
     *
     * @param command shows the console: {@code domzero vm console NAME}
     */
    static void inside(Machine host, String command, Inside steps) {
        inside(host, command, PASSWORD, steps);
    }

    static void inside(Machine host, String command, String password, Inside steps) {
        inside(host, command, password, Limits.HOST_BOOT, steps);
    }

    /** @param limit until its login prompt, and again for each step of the login */
    static void inside(Machine host, String command, String password, Duration limit, Inside steps) {
        host.serial().sendLine(command);
        steps.with(shell(host.serial(), password, limit));
        leave(host);
    }

    private static Shell shell(SerialLine line, String password, Duration limit) {
        int attempts = (int) limit.dividedBy(ATTEMPT);
        // Enter makes a guest that waits for somebody say so again.
        Match prompt = insist(line, List.of(SerialLine.LOGIN_PROMPT, GUEST_PROMPT), attempts, () -> line.sendLine(""));
        if (prompt.pattern() == 1) {
            return line.shell();
        }
        line.sendLine("");
        return line.login("root", password, limit);
    }

    /** Leaves a console by Ctrl-]. */
    static void leave(Machine host) {
        SerialLine line = host.serial();
        insist(line, List.of(HOST_PROMPT), ATTEMPTS, () -> {
            line.send("\u001d");
            // At the host's own prompt the first is Ctrl-]'s: Readline looks for it in the line.
            line.sendLine("");
            line.sendLine("");
        });
    }

    /** Types as often as it takes: while a guest has much to say, keys may get lost on their way through an emulated host. */
    private static Match insist(SerialLine line, List<Pattern> awaited, int attempts, Runnable type) {
        for (int attempt = 1; ; attempt++) {
            type.run();
            try {
                return line.expectAny(awaited, ATTEMPT);
            } catch (UnmetExpectation notYet) {
                if (attempt == attempts || line.hasPanicked()) {
                    throw notYet;
                }
            }
        }
    }
}
