package org.domzero.installer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.domzero.bootloader.efi.XenCfg;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Plan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootUpdateTest {
    private static final String NEW_KERNEL = "6.12.118+deb13-amd64";
    private static final String OLD_KERNEL = "6.12.48+deb13-amd64";

    private final Path root;
    private final Host host;

    BootUpdateTest(@TempDir Path root) {
        this.root = root;
        this.host = new Host(root);
    }

    @BeforeEach
    void aHostThatIsInStep() {
        host.update();
    }

    private static String title(String kernel, boolean previous) {
        return "Xen 4.20, Linux " + kernel + ", slot A" + (previous ? " (previous)" : "");
    }

    @Test
    void theFirstGenerationHasAllThatBoots() {
        assertThat(host.numbers(Slot.A)).containsExactly("1");
        assertThat(host.boot("/a/1/vmlinuz")).isEqualTo("kernel one");
        assertThat(host.boot("/a/1/initrd.img")).isEqualTo("initrd one");
        assertThat(host.boot("/a/1/xen.gz")).isEqualTo("xen one");
        assertThat(host.boot("/a/1/xen.efi")).isEqualTo("xen.efi one");
        assertThat(XenCfg.parse(host.boot("/a/1/xen.cfg"))
                        .defaultSection()
                        .orElseThrow()
                        .values())
                .containsEntry("options", "dom0_mem=752M,max:752M ucode=scan")
                .containsEntry("kernel", "vmlinuz root=UUID=" + Host.ROOT_UUID + " ro console=tty0");
        assertThat(host.extlinux()).isEqualTo("""
                default a
                prompt 0
                timeout 30
                ui menu.c32
                menu title domzero
                # Written by 'domzero boot update' from /etc/domzero/boot.toml; comments are not kept.

                label a
                  menu label Xen 4.20, Linux 6.12.48+deb13, slot A
                  kernel mboot.c32
                  append /a/1/xen.gz dom0_mem=752M,max:752M ucode=scan --- /a/1/vmlinuz root=UUID=%s ro console=tty0\
                 --- /a/1/initrd.img""".formatted(Host.ROOT_UUID));
        assertThat(host.entry("a")).isEqualTo("""
                title Xen 4.20, Linux 6.12.48+deb13, slot A
                sort-key domzero
                version 1
                efi /a/1/xen.efi""");
        assertThat(host.boot("/loader/loader.conf").strip()).isEqualTo("timeout 3\neditor no");
        assertThat(host.boot("/extlinux/extlinux.conf")).hasSize(4096);
        assertThat(host.boot("/loader/entries/domzero-a.conf")).hasSize(512);
        assertThat(host.boot("/loader/loader.conf")).hasSize(512);
    }

    @Test
    void nothingIsDoneWhereNothingDiffers() {
        BootUpdate update = host.prepare();

        assertThat(update.isInStep()).isTrue();
        assertThat(update.plan().phases()).isEmpty();
        assertThat(update.describe())
                .isEqualTo("slot A boots generation 1: Xen 4.20, Linux 6.12.48+deb13; there is no previous kernel");
    }

    @Test
    void aNewKernelBootsAndTheOldOneStaysInTheMenu() {
        host.kernel(NEW_KERNEL, "two");

        Plan plan = host.prepare().plan();
        assertThat(plan.render()).isEqualTo("""
                bring the boot partition in step with slot A

                write generation 2 of slot A: Xen 4.20, Linux 6.12.118+deb13
                  - write /boot/domzero/a/2/vmlinuz (10 B) from /boot/vmlinuz-6.12.118+deb13-amd64
                  - write /boot/domzero/a/2/initrd.img (10 B) from /boot/initrd.img-6.12.118+deb13-amd64
                  - write /boot/domzero/a/2/xen.gz (7 B) from /boot/xen-4.20-amd64.gz
                  - write /boot/domzero/a/2/xen.efi (11 B) from /boot/xen-4.20-amd64.efi
                  - write /boot/domzero/a/2/xen.cfg (175 B)
                  - write /boot/domzero/a/2/generation.json (942 B)
                  - wait until all of it is on the disk
                  - read /boot/domzero/a/2 back and compare its SHA-256

                set the boot entries
                  - write /boot/domzero/extlinux/extlinux.conf in place
                  - write /boot/domzero/loader/entries/domzero-a.conf in place
                  - write /boot/domzero/loader/entries/domzero-a-previous.conf in place
                  - wait until all of it is on the disk
                """);
        host.update();

        assertThat(host.numbers(Slot.A)).containsExactly("1", "2");
        assertThat(host.extlinux())
                .contains("default a\n", "label a\n  menu label " + title("6.12.118+deb13", false), " /a/2/xen.gz ")
                .contains("label a-previous\n  menu label " + title("6.12.48+deb13", true), " /a/1/vmlinuz root=");
        assertThat(host.entry("a")).contains("title " + title("6.12.118+deb13", false), "efi /a/2/xen.efi");
        assertThat(host.entry("a-previous"))
                .contains("title " + title("6.12.48+deb13", true), "sort-key domzero-fallback", "efi /a/1/xen.efi");
        assertThat(host.commands)
                .anyMatch(line -> line.contains("iflag=nocache")
                        && line.endsWith(" sh /boot/domzero/a/2/vmlinuz /boot/domzero/a/2/initrd.img"
                                + " /boot/domzero/a/2/xen.gz /boot/domzero/a/2/xen.efi /boot/domzero/a/2/xen.cfg"
                                + " /boot/domzero/a/2/generation.json"))
                .contains("sync --file-system /boot/domzero");
        assertThat(host.prepare().describe())
                .isEqualTo("slot A boots generation 2: Xen 4.20, Linux 6.12.118+deb13;"
                        + " previous is generation 1: Xen 4.20, Linux 6.12.48+deb13");
    }

    @Test
    void anotherInitrdTakesThePlaceOfTheOneBeforeAndThePreviousKernelStays() {
        host.kernel(NEW_KERNEL, "two");
        host.update();
        host.write("/boot/initrd.img-" + NEW_KERNEL, "initrd, made again");

        host.update();

        assertThat(host.numbers(Slot.A)).containsExactly("1", "3");
        assertThat(host.boot("/a/3/initrd.img")).isEqualTo("initrd, made again");
        assertThat(host.entry("a")).contains("/a/3/");
        assertThat(host.entry("a-previous")).contains("/a/1/");
    }

    @Test
    void anUpdateOfXenThatKeepsItsNameIsAnotherXen() {
        host.xen("4.20-amd64", "with a hole less");

        host.update();

        assertThat(host.entry("a")).contains("/a/2/");
        assertThat(host.entry("a-previous")).contains("/a/1/");
    }

    @Test
    void theThirdKernelEndsTheFirst() {
        host.kernel(NEW_KERNEL, "two");
        host.update();
        host.kernel("6.12.120+deb13-amd64", "three");

        Plan plan = host.update();

        assertThat(plan.render()).endsWith("""
                remove what is no longer booted
                  ! remove /boot/domzero/a/1 (Xen 4.20, Linux 6.12.48+deb13)
                  - wait until all of it is on the disk
                """);
        assertThat(host.numbers(Slot.A)).containsExactly("2", "3");
        assertThat(host.entry("a-previous")).contains("/a/2/");
    }

    @Test
    void aPreviousKernelWithoutItsModulesIsDropped() {
        host.kernel(NEW_KERNEL, "two");
        host.update();
        host.removeKernel(OLD_KERNEL);

        host.update();

        assertThat(host.numbers(Slot.A)).containsExactly("2");
        assertThat(host.extlinux()).doesNotContain("a-previous");
        assertThat(root.resolve("boot/domzero/loader/entries/domzero-a-previous.conf"))
                .doesNotExist();
    }

    @Test
    void theNewestKernelCanBeRemovedAgain() {
        host.kernel(NEW_KERNEL, "two");
        host.update();
        host.removeKernel(NEW_KERNEL);

        host.update();

        assertThat(host.numbers(Slot.A)).containsExactly("1");
        assertThat(host.entry("a")).contains("/a/1/");
    }

    @Test
    void otherOptionsAreAnotherGenerationOfTheSameVersions() {
        host.write("/etc/domzero/boot.toml", """
                xen-options = "ucode=scan loglvl=all"
                linux-options = "ro quiet"
                serial = "com2,57600,8n1"
                timeout = 10
                """);

        host.update();

        assertThat(host.numbers(Slot.A)).containsExactly("2");
        assertThat(host.extlinux())
                .startsWith("serial 1 57600\ndefault a\nprompt 0\ntimeout 100\n")
                .contains("/a/2/xen.gz ucode=scan loglvl=all ---", " ro quiet --- ");
        assertThat(host.boot("/loader/loader.conf")).startsWith("timeout 10\n");
        assertThat(host.boot("/a/2/xen.cfg")).contains("options=ucode=scan loglvl=all");
    }

    @Test
    void thePreviousKernelKeepsTheOptionsItWorkedWith() {
        host.kernel(NEW_KERNEL, "two");
        host.write("/etc/domzero/boot.toml", Host.BOOT_TOML.replace("ro console=tty0", "ro quiet"));

        host.update();

        assertThat(host.extlinux()).containsPattern("/a/1/vmlinuz root=UUID=[-0-9a-f]+ ro console=tty0 ---");
    }

    /** Cuts the power after every step of an update, boots, and updates again. */
    private void everyCutIsSurvived(Consumer<Host> change) throws IOException {
        boolean more = true;
        for (int steps = 0; more; steps++) {
            Host one = new Host(Files.createDirectory(root.resolve("cut-" + steps)));
            one.update();
            one.kernel("6.12.90+deb13-amd64", "between");
            one.update();
            change.accept(one);
            more = one.updateUntil(steps);

            one.assertBootable();
            one.update();
            assertThat(one.entry("a"))
                    .as("after a cut at step %d", steps)
                    .containsPattern(steps == 0 || one.numbers(Slot.A).contains("3") ? "efi /a/3/" : "efi /a/4/");
            assertThat(one.numbers(Slot.A)).hasSizeBetween(1, 2);
        }
    }

    @Test
    void aPowerCutAtAnyStepOfANewKernelLeavesWhatBoots() throws IOException {
        everyCutIsSurvived(one -> one.kernel(NEW_KERNEL, "two"));
    }

    @Test
    void aPowerCutAtAnyStepOfANewInitrdLeavesWhatBoots() throws IOException {
        everyCutIsSurvived(one -> one.write("/boot/initrd.img-6.12.90+deb13-amd64", "again"));
    }

    @Test
    void aPowerCutAtAnyStepAfterTheOldKernelWentLeavesWhatBoots() throws IOException {
        everyCutIsSurvived(one -> {
            one.kernel(NEW_KERNEL, "two");
            one.removeKernel(OLD_KERNEL);
        });
    }

    @Test
    void aGenerationThatWasNeverFinishedIsClearedAwayFirst() {
        host.write("/boot/domzero/a/2/vmlinuz", "kern");
        host.kernel(NEW_KERNEL, "two");

        Plan plan = host.update();

        assertThat(plan.render()).contains("""
                clear away what was never finished
                  ! remove /boot/domzero/a/2 (is incomplete: it has no generation.json)
                """);
        assertThat(host.numbers(Slot.A)).containsExactly("1", "3");
    }

    @Test
    void aGenerationWhoseFilesRottedIsMadeAnew() {
        host.write("/boot/domzero/a/1/vmlinuz", "kernel eno");

        host.update();

        assertThat(host.numbers(Slot.A)).containsExactly("2");
        assertThat(host.boot("/a/2/vmlinuz")).isEqualTo("kernel one");
    }

    @Test
    void whatIsReadBackWrongIsNotBooted() {
        host.kernel(NEW_KERNEL, "two");
        Plan plan = host.prepare().plan();
        // Another kernel than the one the plan was made for.
        host.write("/boot/vmlinuz-" + NEW_KERNEL, "kernel 2wo");

        UserError error = Host.errorOf(() -> org.domzero.toolkit.plan.PlanRunner.run(plan, host.effects()));

        assertThat(error.render())
                .contains("/boot/domzero/a/2/vmlinuz has the SHA-256 ")
                .endsWith("hint: what is booted by default has not been changed; the disk may be failing: see dmesg");
        host.assertBootable();
        assertThat(host.entry("a")).contains("/a/1/");
    }

    @Test
    void anInitrdThatIsMissingFailsLoudlyAndChangesNothing() {
        host.kernel(NEW_KERNEL, "two");
        host.delete("/boot/initrd.img-" + NEW_KERNEL);

        UserError error = Host.errorOf(host::prepare);

        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(error.render()).isEqualTo("""
                error: /boot/initrd.img-6.12.118+deb13-amd64 is missing, so the newest kernel cannot boot; what boots \
                has not been changed
                  hint: its package is not completely installed: run 'dpkg --configure -a' and 'update-initramfs -c -k \
                6.12.118+deb13-amd64', then 'domzero boot update'""");
        host.assertBootable();
    }

    @Test
    void modulesThatAreMissingFailLoudly() {
        host.kernel(NEW_KERNEL, "two");
        host.delete("/usr/lib/modules/" + NEW_KERNEL + "/modules.dep");
        host.delete("/usr/lib/modules/" + NEW_KERNEL);

        assertThat(Host.errorOf(host::prepare).render())
                .startsWith("error: /boot/vmlinuz-6.12.118+deb13-amd64 has no modules in"
                        + " /usr/lib/modules/6.12.118+deb13-amd64; what boots has not been changed\n");
    }

    @Test
    void aXenThatIsMissingFailsLoudly() {
        host.delete("/boot/xen-4.20-amd64.efi");

        assertThat(Host.errorOf(host::prepare).render()).isEqualTo("""
                error: /boot/xen-4.20-amd64.efi is missing; what boots has not been changed
                  hint: 'apt install --reinstall xen-hypervisor-4.20-amd64' brings it back; then 'domzero boot update'""");
    }

    @Test
    void theOtherSlotsEntriesAndThoseOfOthersStayAsTheyAre() {
        String other = """
                default b
                prompt 0

                label b
                  menu label Xen 4.21, slot B
                  kernel mboot.c32
                  append /b/7/xen.gz x=y --- /b/7/vmlinuz ro --- /b/7/initrd.img

                label memtest
                  menu label Memory test
                  kernel /memtest
                """;
        host.write("/boot/domzero/extlinux/extlinux.conf", other);
        String entry = "title Xen 4.21, slot B\nsort-key domzero\nversion 4\nefi /b/7/xen.efi\n";
        host.write("/boot/domzero/loader/entries/domzero-b+0-1.conf", entry);
        host.write("/boot/domzero/loader/entries/memtest.conf", "title Memory test\n");
        host.write("/boot/domzero/b/7/vmlinuz", "of slot B");
        host.kernel(NEW_KERNEL, "two");

        org.domzero.toolkit.plan.PlanRunner.run(host.prepare().plan(), host.effects());

        assertThat(host.extlinux())
                .contains("default b\n", other.substring(other.indexOf("label b"), other.indexOf("label memtest")))
                .contains(
                        "label memtest\n  menu label Memory test\n  kernel /memtest",
                        "label a\n",
                        "label a-previous\n");
        assertThat(host.boot("/loader/entries/domzero-b+0-1.conf")).isEqualTo(entry);
        assertThat(host.boot("/loader/entries/memtest.conf")).isEqualTo("title Memory test\n");
        assertThat(host.boot("/b/7/vmlinuz")).isEqualTo("of slot B");
        assertThat(host.entry("a")).contains("version 1");
    }

    @Test
    void anEntryKeepsItsCountAndItsVersion() {
        host.delete("/boot/domzero/loader/entries/domzero-a.conf");
        host.write(
                "/boot/domzero/loader/entries/domzero-a+2-1.conf",
                "title x\nsort-key domzero\nversion 5\nefi /a/1/xen.efi\n");
        host.kernel(NEW_KERNEL, "two");

        host.update();

        assertThat(host.entry("a+2-1")).contains("version 5", "efi /a/2/xen.efi");
        assertThat(root.resolve("boot/domzero/loader/entries/domzero-a.conf")).doesNotExist();
    }

    @Test
    void theEntryThatSomebodyMadeTheDefaultStaysTheDefault() {
        host.kernel(NEW_KERNEL, "two");
        host.update();
        host.write(
                "/boot/domzero/extlinux/extlinux.conf",
                host.boot("/extlinux/extlinux.conf").replace("default a\n", "default a-previous\n"));
        host.write("/boot/initrd.img-" + NEW_KERNEL, "again");

        host.update();
        assertThat(host.extlinux()).contains("default a-previous\n");

        host.removeKernel(OLD_KERNEL);
        host.update();
        assertThat(host.extlinux()).contains("default a\n");
    }

    @Test
    void settingsThatSomebodyShortenedAreWrittenInFull() {
        host.write("/boot/domzero/extlinux/extlinux.conf", host.extlinux() + "\n");
        host.write("/boot/domzero/loader/loader.conf", "timeout 3\n".repeat(100));

        Plan plan = host.update();

        assertThat(plan.phases()).hasSize(1);
        assertThat(host.boot("/extlinux/extlinux.conf")).hasSize(4096);
        assertThat(host.boot("/loader/loader.conf")).hasSize(512);
    }

    @Test
    void settingsThatCannotBeUnderstoodAreNamed() {
        host.write("/boot/domzero/extlinux/extlinux.conf", "default a\ntimeout soon\n");

        assertThat(Host.errorOf(host::prepare).render())
                .startsWith("error: /boot/domzero/extlinux/extlinux.conf:2: TIMEOUT \"soon\" is not a whole number");
    }

    @Test
    void tooLittleRoomIsToldBeforeAnythingIsWritten() {
        host.kernel(NEW_KERNEL, "two");
        BootPartition full = host.partition();
        InstalledSlot installed = InstalledSlot.read(host.effects(), Slot.A, "", InstalledSlot.WithoutSettings.FAIL);

        UserError error = Host.errorOf(() -> BootUpdate.of(
                new BootPartition(
                        full.mountPoint(),
                        ByteSize.mebibytes(511),
                        ByteSize.mebibytes(1),
                        full.folders(),
                        full.extlinuxConf(),
                        full.loaderConf(),
                        full.entries()),
                installed));

        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(error.render()).isEqualTo("""
                error: the boot partition has no room for a new kernel, initrd and Xen: they need 1.0 MiB, and 1 MiB of \
                511 MiB are free at /boot/domzero
                  hint: nothing has been changed; remove from /boot/domzero what is not domzero's ('domzero boot status' \
                lists what is), or make the initrd smaller (MODULES=dep in /etc/initramfs-tools/initramfs.conf), and run \
                'domzero boot update'""");
    }

    @Test
    void aBootPartitionThatIsNotMountedIsNeverWrittenTo() {
        host.answer(
                "findmnt --noheadings --raw --output FSTYPE,OPTIONS --mountpoint /boot/domzero",
                new CommandResult(1, "", ""));
        assertThat(Host.errorOf(host::prepare).render()).isEqualTo("""
                error: the boot partition is not mounted at /boot/domzero
                  hint: 'mount /boot/domzero' does it; if it fails, boot the domzero ISO and run 'domzero repair'""");

        host.answer(
                "findmnt --noheadings --raw --output FSTYPE,OPTIONS --mountpoint /boot/domzero", "vfat ro,relatime\n");
        assertThat(Host.errorOf(host::prepare).render())
                .startsWith("error: the boot partition is mounted read-only, as the kernel does where it finds it"
                        + " damaged\n");
    }

    @Test
    void aSystemThatIsNoSlotIsLeftAlone() {
        for (String label : List.of("", "root")) {
            host.answer("findmnt --noheadings --raw --output PARTLABEL --mountpoint /", label + "\n");

            UserError error = Host.errorOf(host::prepare);

            assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(error.render())
                    .isEqualTo("error: this system does not run from a slot of a domzero host: its root is on "
                            + (label.isEmpty() ? "a partition without a name" : "the partition \"root\"")
                            + "\n  hint: run it on an installed host; from the booted ISO, 'domzero repair' makes boot"
                            + " partitions anew");
        }
    }

    @Test
    void settingsThatAreMissingOrWrongAreNamed() {
        host.write("/etc/domzero/boot.toml", "timeout = 0\n");
        assertThat(Host.errorOf(host::prepare).render())
                .contains("error: /etc/domzero/boot.toml:1:1: timeout: 0 is not from 1 to 3600\n");

        host.delete("/etc/domzero/boot.toml");
        assertThat(Host.errorOf(host::prepare).render())
                .startsWith("error: /etc/domzero/boot.toml is missing, which says how this slot is booted; what boots"
                        + " has not been changed\n");
    }

    @Test
    void aRootThatIsNotMountedByItsUuidIsNamed() {
        host.write("/etc/fstab", "LABEL=root / ext4 defaults 0 1\n");
        assertThat(Host.errorOf(host::prepare).render()).startsWith("error: /etc/fstab does not mount / by UUID=\n");

        host.write("/etc/fstab", "UUID=x / ext4 defaults 0 1\n");
        assertThat(Host.errorOf(host::prepare).render())
                .startsWith("error: /etc/fstab does not mount / by UUID=: \"x\" is none\n");
    }
}
