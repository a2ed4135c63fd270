package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.ShellResult;
import org.domzero.tests.machine.WebServer;
import org.domzero.toolkit.ByteSize;

/**
 * One machine, booted from a stick, and answers that are wrong, do not fit it or cannot be had: each is refused with
 * its place, its value and the way out, and not one byte of a disk has changed at the end.
 */
public final class RefusedAnswers implements Scenario {
    private static final String CARD = "52:54:00:12:34:21";
    private static final String CARD_WITHOUT_CABLE = "52:54:00:12:34:22";
    private static final String ANOTHER_WITHOUT_CABLE = "52:54:00:12:34:23";

    /** Lines 1 to 4 of an answer file. */
    private static final String HOST = """
            version = 1
            [host]
            hostname = "xen09"
            root-password = "never-installed"
            """;
    /** Two lines more: then it is right. */
    private static final String DISK = """
            [storage]
            system-disk = "/dev/vda"
            """;

    /** What is on the stick, but for one image, of which there is only the beginning. */
    private static final String TRUNCATE = """
            set -e
            cp -rs /run/live/medium /tmp/medium
            rm -f /tmp/medium/live/10-dom0.squashfs
            head -c 1000000 /run/live/medium/live/10-dom0.squashfs > /tmp/medium/live/10-dom0.squashfs
            """;

    /** The kernel's command line as the installer reads it can be another one from then on. */
    private static final String COVER_COMMAND_LINE = """
            set -e
            cp /proc/cmdline /tmp/booted-with
            cp /tmp/booted-with /tmp/cmdline
            mount --bind /tmp/cmdline /proc/cmdline
            """;

    @Override
    public String name() {
        return "refused-answers";
    }

    @Override
    public String description() {
        return "answers that are wrong, do not fit or cannot be had: refused with a reason, no byte of a disk changed";
    }

    @Override
    public void run(Lab lab) throws IOException {
        try (WebServer http = WebServer.http();
                WebServer https = WebServer.https(lab.directory().resolve("web"), lab.commands())) {
            UntouchedDisks disks = new UntouchedDisks(lab);
            Machine machine = lab.start(MachineSpec.named("server")
                    .withMedium(
                            Medium.usbStick(Iso.withKernelOptions(lab, "domzero.mode=rescue console=ttyS0,115200n8")))
                    .withDisk(Disk.qcow2(disks.keep(lab.createDisk("empty", ByteSize.gibibytes(12)))))
                    .withDisk(Disk.qcow2(disks.keep(DiskImages.payroll(lab))).withSerial("DATA"))
                    .withDisk(Disk.qcow2(disks.keep(DiskImages.labelled(lab, "volume1", "DOMZERO"))))
                    .withDisk(Disk.qcow2(disks.keep(DiskImages.labelled(lab, "volume2", "DOMZERO"))))
                    .withNic(Nic.user(CARD))
                    .withNic(Nic.user(CARD_WITHOUT_CABLE))
                    .withNic(Nic.user(ANOTHER_WITHOUT_CABLE)));
            machine.qmp().setLink(1, false);
            machine.qmp().setLink(2, false);
            machine.serial().expect("root@domzero-live", Limits.LIVE_BOOT);
            Shell shell = machine.serial().shell();
            shell.run("dmesg -n 1", Limits.COMMAND);

            volumes(shell);
            values(shell);
            cards(shell);
            disks(shell);
            medium(shell);
            servers(shell, http, https);

            assertThat(shell.run("grep -rE 'never-(installed|shown)' /var/log/domzero; echo found $?", Limits.COMMAND)
                            .output())
                    .contains("found 1");
            shell.run("poweroff", Limits.COMMAND);
            machine.awaitPowerOff(Limits.SHUTDOWN);
            machine.close();
            disks.compare();
        }
    }

    /** Two volumes that might bring the answers; then one of them is pulled out, and there are none on the other. */
    private static void volumes(Shell shell) {
        ShellInstall.refused(
                "two volumes",
                ShellInstall.withoutFile(shell),
                2,
                "more than one volume is labelled DOMZERO: /dev/vdc, /dev/vdd",
                "leave the one with the answers in the machine");
        shell.run("echo 1 > /sys/block/vdd/device/../remove; udevadm settle", Limits.COMMAND)
                .orFail();
        ShellInstall.refused(
                "a volume without answers",
                ShellInstall.withoutFile(shell),
                2,
                "warning: /dev/vdc is labelled DOMZERO, but there is no answers.toml on it",
                "no answers: there is nobody to ask and nothing to go by",
                "--answers FILE");
    }

    private static void values(Shell shell) {
        ShellInstall.refused(
                shell,
                HOST.replace("xen09", "-bad-")
                        + "timezone = \"Mars/Olympus\"\n"
                        + DISK
                        + "[network]\naddress = \"10.0.2.300/24\"\n",
                2,
                "/tmp/answers.toml:3:1: host.hostname: \"-bad-\" is not a host name: a part of it begins or ends with"
                        + " a hyphen\n  hint: for example: hostname = ",
                "/tmp/answers.toml:5:1: host.timezone: \"Mars/Olympus\" is not a time zone such as \"Europe/Berlin\"",
                "/tmp/answers.toml:9:1: network.address: \"10.0.2.300/24\" is not an IPv4 address\n  hint: for"
                        + " example: address = ");
        ShellInstall.refused(
                shell,
                HOST + DISK + "[network]\naddress = \"10.0.2.15/24\"\ngateway = \"10.0.3.2\"\n",
                2,
                "/tmp/answers.toml:9:1: network.gateway: \"10.0.3.2\" is outside 10.0.2.0/24, the network of"
                        + " network.address",
                "correct the gateway, or the prefix length of the address");
        ShellInstall.refused(
                shell,
                HOST + "keymap = \"klingon\"\n" + DISK,
                2,
                "/tmp/answers.toml:5:1: host.keymap: \"klingon\" is not among the keyboard layouts that the host will"
                        + " have");
    }

    private static void cards(Shell shell) {
        ShellInstall.refused(
                shell,
                HOST + DISK + "[network]\ninterface = \"eno9\"\n",
                2,
                "/tmp/answers.toml:8:1: network.interface = \"eno9\" matches no network card",
                "the network cards here are ",
                CARD + ", link",
                CARD_WITHOUT_CABLE + ", no link");
        ShellInstall.refused(
                shell,
                HOST + DISK + "[network]\ninterface = \"" + CARD_WITHOUT_CABLE + "\"\n",
                1,
                "/tmp/answers.toml:8:1: network.interface = \"" + CARD_WITHOUT_CABLE + "\" is ",
                "no link), and there is no cable in it",
                "plug it in, and see whether the switch's port is on; with link there are ");
        ShellInstall.refused(
                shell,
                HOST + DISK + "[network]\nbond = { interfaces = [\"" + CARD + "\", \"52:54:00:12:34:99\"] }\n",
                2,
                "/tmp/answers.toml:8:45: network.bond.interfaces[1] = \"52:54:00:12:34:99\" matches no network card",
                "the network cards here are ");
        ShellInstall.refused(
                shell,
                HOST + DISK + "[network]\nbond = { interfaces = [\"" + CARD_WITHOUT_CABLE + "\", \""
                        + ANOTHER_WITHOUT_CABLE + "\"] }\n",
                1,
                "/tmp/answers.toml:8:1: network.bond",
                CARD_WITHOUT_CABLE,
                ANOTHER_WITHOUT_CABLE,
                "and there is a cable in none of them");
    }

    private static void disks(Shell shell) {
        ShellInstall.refused(
                shell,
                HOST + """
                        [storage]
                        system-disk = "/dev/sda"
                        repository-disks = ["/dev/vdc"]
                        existing-data = "erase"
                        """,
                3,
                "/tmp/answers.toml:6:1: storage.system-disk matches /dev/sda (",
                "/tmp/answers.toml:7:21: storage.repository-disks[0] matches /dev/vdc (4 MiB",
                "which is a medium that this installer or its answers come from",
                "the disks here are /dev/");
        // Without replaying the journal, which would write to the disk.
        shell.run("mount -o ro,noload /dev/vdb /mnt", Limits.COMMAND).orFail();
        ShellInstall.refused(
                shell,
                HOST + DISK.replace("vda", "vdb") + "existing-data = \"erase\"\n",
                3,
                "/tmp/answers.toml:6:1: storage.system-disk matches /dev/vdb (12 GiB, serial DATA), and /dev/vdb on it"
                        + " is mounted at /mnt",
                "unmount it, or choose another disk");
        shell.run("umount /mnt", Limits.COMMAND).orFail();
    }

    private static void medium(Shell shell) {
        shell.runScript(TRUNCATE, Limits.COMMAND).orFail();
        ShellInstall.refused(
                "a truncated image",
                ShellInstall.run(shell, HOST + DISK, "--medium", "/tmp/medium"),
                1,
                "live/10-dom0.squashfs on the installation medium is 1000000 bytes long instead of ",
                "no disk has been touched: write the ISO to it again");
    }

    private static void servers(Shell shell, WebServer http, WebServer https) {
        http.redirect("/round.toml", "/round.toml");
        http.serveHalf("/half.toml", HOST + DISK);
        http.keepSilent("/silent.toml");
        http.serve("/login", "<!DOCTYPE html>\n<html><body>Please log in.</body></html>\n");
        http.serve("/empty.toml", "");
        https.serve("/rack7.toml", HOST + DISK);
        shell.runScript(COVER_COMMAND_LINE, Limits.COMMAND).orFail();
        unfetched(shell, http.url("/none.toml"), "the server answers with status 404", "is the path right");
        unfetched(shell, http.url("/round.toml"), "it redirects for ever", "round in a circle");
        unfetched(
                shell, http.url("/half.toml"), "the connection ended before the file did", "broke off: its log tells");
        unfetched(
                shell,
                https.url("/rack7.toml"),
                "its certificate is not by an authority that is known here",
                "'domzero iso customize --ca FILE'");
        unfetched(
                shell,
                "http://rack.invalid/rack7.toml",
                "the name of the server cannot be resolved",
                "does the network's name server know it");
        unfetched(shell, http.url("/silent.toml"), "it takes too long", "does the server run");
        // Nobody listens there. It is tried for half a minute.
        String nowhere = WebServer.ADDRESS + ":1";
        unfetched(
                shell, "http://" + nowhere + "/rack7.toml", nowhere + " cannot be connected to", "does the server run");
        from(
                shell,
                http.url("/login"),
                2,
                "error: " + http.url("/login") + ":1:1: ",
                "error: " + http.url("/login") + ": what came is a web page and not an answer file",
                "look at the URL with a browser");
        from(
                shell,
                http.url("/empty.toml"),
                2,
                "error: " + http.url("/empty.toml") + ": the file is empty",
                "an answer file begins with: version = 1");
        shell.run("umount /proc/cmdline", Limits.COMMAND).orFail();
    }

    private static void unfetched(Shell shell, String url, String why, String wayOut) {
        from(shell, url, 1, "error: answers cannot be fetched from " + url + ": " + why, wayOut);
    }

    /** With a password in the URL, which nobody is shown. */
    private static void from(Shell shell, String url, int status, String... said) {
        String secret = url.replace("://", "://rack7:never-shown@");
        shell.run("echo \"$(cat /tmp/booted-with) domzero.answers=" + secret + "\" > /tmp/cmdline", Limits.COMMAND)
                .orFail();
        ShellResult result = ShellInstall.withoutFile(shell);
        ShellInstall.refused(url, result, status, said);
        assertThat(result.output()).doesNotContain("never-shown");
    }
}
