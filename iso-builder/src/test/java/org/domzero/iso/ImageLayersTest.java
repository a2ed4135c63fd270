package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of {@link ProgramLayer} and {@link LiveLayer}. */
class ImageLayersTest {
    private static final MediumTools TOOLS = new MediumTools(Path.of("/cache"));

    @Test
    void theProgramHasItsRuntimeItsJarsAndALauncher() {
        Layer layer = ProgramLayer.layer(
                TOOLS,
                List.of(Path.of("/p/toolkit.jar"), Path.of("/p/cli.jar")),
                Path.of("/cache/domzero.jsa"),
                "# completion\n");

        assertThat(layer.entries())
                .containsExactly(
                        new Layer.Copied("usr/lib/domzero/runtime", Path.of("/cache/runtime")),
                        new Layer.Copied("usr/lib/domzero/guest-bios", Path.of("/cache/guest-bios")),
                        new Layer.Copied("usr/lib/domzero/lib/cli.jar", Path.of("/p/cli.jar")),
                        new Layer.Copied("usr/lib/domzero/lib/toolkit.jar", Path.of("/p/toolkit.jar")),
                        new Layer.Copied("usr/lib/domzero/domzero.jsa", Path.of("/cache/domzero.jsa")),
                        new Layer.TextFile("usr/bin/domzero", """
                                #!/bin/sh
                                compiling=
                                case ${1-} in
                                    # Of all that a clone carries each byte is decrypted: by the processor's instructions for it, if it has them.
                                    p2v) ! grep -qw aes /proc/cpuinfo || compiling='-XX:TieredStopAtLevel=4 -XX:CompileCommand=quiet \
                                -XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.1' ;;
                                esac
                                # There is an asterisk among them.
                                set -f
                                exec /usr/lib/domzero/runtime/bin/java \
                                -XX:SharedArchiveFile=/usr/lib/domzero/domzero.jsa -Xshare:auto \
                                -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=10 -XX:-UsePerfData \
                                -Xmx160m -Xlog:disable -Xlog:all=warning:stderr $compiling -Ddomzero.home=/usr/lib/domzero \
                                -cp /usr/lib/domzero/lib/cli.jar:/usr/lib/domzero/lib/toolkit.jar \
                                org.domzero.cli.Domzero "$@"
                                """, true),
                        new Layer.TextFile("usr/lib/domzero/boot-in-step", Resource.text("program/boot-in-step"), true),
                        new Layer.TextFile("usr/lib/domzero/guest-kernel", Resource.text("program/guest-kernel"), true),
                        new Layer.TextFile("etc/dpkg/dpkg.cfg.d/domzero", Resource.text("program/dpkg.cfg"), false),
                        new Layer.TextFile(
                                "etc/initramfs/post-update.d/zz-domzero",
                                Resource.text("program/initramfs-post-update"),
                                true),
                        new Layer.TextFile(
                                "usr/lib/systemd/system/domzero-repositories.service",
                                Resource.text("program/domzero-repositories.service"),
                                false),
                        new Layer.Link(
                                "etc/systemd/system/multi-user.target.wants/domzero-repositories.service",
                                "/usr/lib/systemd/system/domzero-repositories.service"),
                        new Layer.TextFile(
                                "usr/lib/udev/rules.d/68-domzero-iscsi.rules",
                                Resource.text("program/68-domzero-iscsi.rules"),
                                false),
                        new Layer.TextFile("usr/share/bash-completion/completions/domzero", "# completion\n", false));
    }

    @Test
    void theLiveSystemStartsTheInstallerFirst() {
        List<Layer.Entry> entries = LiveLayer.layer(TOOLS).entries();

        assertThat(entries)
                .contains(
                        new Layer.Link("etc/systemd/system/default.target", "domzero-live.target"),
                        new Layer.Link(
                                "etc/systemd/system/sysinit.target.wants/systemd-network-generator.service",
                                "/usr/lib/systemd/system/systemd-network-generator.service"))
                .extracting(Layer.Entry::path)
                .doesNotHaveDuplicates()
                .contains(
                        "etc/systemd/system/domzero-live.target",
                        "etc/systemd/system/domzero-installer.service",
                        "etc/systemd/system/domzero-clone.service",
                        "etc/systemd/system/getty@.service.d/10-after-installer.conf",
                        "etc/systemd/system/getty@.service.d/20-autologin.conf",
                        "etc/systemd/system/serial-getty@.service.d/10-after-installer.conf",
                        "etc/systemd/system/serial-getty@.service.d/20-autologin.conf",
                        "etc/systemd/network/80-live.network",
                        "etc/hostname",
                        "etc/motd");
    }

    @Test
    void theRehearsedInstallIsTheOneThatTheLiveSystemStarts() {
        assertThat(Resource.list("live/domzero-installer.service"))
                .contains("ExecStart=/usr/bin/domzero " + String.join(" ", Rehearsal.INSTALL));
    }

    @Test
    void systemdEjectsTheMediumLastOfAll() {
        assertThat(LiveLayer.layer(TOOLS).entries())
                .contains(new Layer.TextFile(
                        "usr/lib/systemd/system-shutdown/domzero-eject", Resource.text("live/domzero-eject"), true));
        assertThat(Resource.text("live/domzero-eject"))
                .startsWith("#!/bin/sh\n")
                .contains("/run/domzero/eject");
    }

    @Test
    void theLiveSystemLeavesTheMachinesDisksAlone() {
        List<Layer.Entry> entries = LiveLayer.layer(TOOLS).entries();

        assertThat(entries).contains(new Layer.Link("etc/udev/rules.d/69-lvm.rules", "/dev/null"));
        assertThat(entries).contains(new Layer.Link("etc/systemd/system/blk-availability.service", "/dev/null"));
        for (String unit : Resource.list("live/masked-units.txt")) {
            assertThat(unit).matches("[a-z0-9@_-]+\\.(service|socket|timer|mount|automount|path|target)");
            assertThat(entries).contains(new Layer.Link("etc/systemd/system/" + unit, "/dev/null"));
        }
        assertThat(entries)
                .contains(new Layer.Link("etc/systemd/system-generators/systemd-gpt-auto-generator", "/dev/null"));
    }

    @Test
    void nothingInAnImageIsEmptyOrLeavesIt() {
        for (Layer.Entry entry : LiveLayer.layer(TOOLS).entries()) {
            assertThat(entry.path()).doesNotStartWith("/").doesNotContain("..");
            if (entry instanceof Layer.TextFile file) {
                assertThat(file.content()).as(file.path()).isNotBlank().endsWith("\n");
            }
        }
    }

    @Test
    void listsHaveNoCommentsAndNothingTwice() {
        for (String name : List.of(
                "live/masked-units.txt", "live/masked-generators.txt", "dom0/packages.txt", "tools-packages.txt")) {
            assertThat(Resource.list(name))
                    .as(name)
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .allMatch(line -> line.matches("[A-Za-z0-9@+._-]+"));
        }
    }
}
