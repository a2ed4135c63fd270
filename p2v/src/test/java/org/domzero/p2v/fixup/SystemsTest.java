package org.domzero.p2v.fixup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;
import org.domzero.toolkit.Golden;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whole systems, with all their fix-ups: each changed file is compared with one under {@code golden}. */
class SystemsTest {
    private static final String UUID = "UUID=0a0b0c0d-1111-4222-8333-444455556666";
    private static final String KEPT = ".before-domzero";

    static final List<Case> SYSTEMS = List.of(
            new Case("rhel4", Family.RED_HAT, pv("/dev/xvda", "ext3", GuestConsole.XVC0, "/boot", "/var")),
            new Case("rhel5", Family.RED_HAT, pv("/dev/xvda", "ext3", GuestConsole.XVC0, "/boot")),
            new Case("rhel6", Family.RED_HAT, pv(UUID, "ext4", GuestConsole.HVC0, "/boot", "/home")),
            new Case("rhel7", Family.RED_HAT, pv(UUID, "ext4", GuestConsole.HVC0, "/boot")),
            new Case("debian5", Family.DEBIAN, pv("/dev/xvda", "ext3", GuestConsole.HVC0, "/boot")),
            new Case(
                    "debian11",
                    Family.DEBIAN,
                    new GuestTarget(
                            GuestType.PVH,
                            UUID,
                            "ext4",
                            Optional.of("/dev/xvdb"),
                            List.of("/srv/my data"),
                            GuestConsole.HVC0,
                            "eth0")),
            new Case("ubuntu1404", Family.DEBIAN, pv("/dev/xvda", "ext4", GuestConsole.HVC0, "/boot")),
            new Case("sles10", Family.SUSE, pv("/dev/xvda", "ext3", GuestConsole.XVC0, "/boot")),
            new Case("sles11", Family.SUSE, pv("/dev/xvda", "ext3", GuestConsole.XVC0, "/srv")),
            new Case(
                    "sles12",
                    Family.SUSE,
                    pv(UUID, "ext4", GuestConsole.HVC0, "/boot/grub2/x86_64-efi", "/opt", "/var/log", "/home")),
            new Case("gentoo", Family.GENTOO, pv("/dev/xvda", "ext4", GuestConsole.HVC0, "/boot")),
            new Case(
                    "slackware",
                    Family.SLACKWARE,
                    new GuestTarget(
                            GuestType.HVM,
                            "/dev/sda1",
                            "ext4",
                            Optional.of("/dev/sdb"),
                            List.of("/home"),
                            GuestConsole.TTYS0,
                            "eth0")),
            new Case(
                    "unknown",
                    Family.OTHER,
                    new GuestTarget(
                            GuestType.PVH,
                            "/dev/xvda",
                            "ext4",
                            Optional.empty(),
                            List.of("/boot"),
                            GuestConsole.HVC0,
                            "eth0")));

    private static GuestTarget pv(String root, String type, GuestConsole console, String... merged) {
        return new GuestTarget(GuestType.PV, root, type, Optional.of("/dev/xvdb"), List.of(merged), console, "eth0");
    }

    private record Case(String name, Family family, GuestTarget target) {
        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @FieldSource("SYSTEMS")
    void becomeGuests(Case system) {
        SystemFixture.layOut(system.name(), directory);
        GuestRoot root = GuestRoot.of(directory);
        Map<String, String> before = SystemFixture.contents(directory);
        Distribution distribution = Distribution.of(root);
        assertThat(distribution.family()).isEqualTo(system.family());

        List<String> report = new ArrayList<>(List.of(distribution.toString(), ""));
        for (FixUp fixUp : FixUps.of(distribution, system.target())) {
            FixUpReport done = fixUp.apply(root, system.target());
            done.done().forEach(line -> report.add(fixUp.name() + ": " + line));
            done.warnings().forEach(line -> report.add(fixUp.name() + ": WARNING " + line));
        }

        Map<String, String> after = SystemFixture.contents(directory);
        report.add("");
        after.forEach((path, content) -> {
            if (!content.equals(before.get(path)) && !path.endsWith(KEPT)) {
                boolean file = !content.equals("/") && !content.startsWith("-> ");
                report.add((before.containsKey(path) ? "changed " : "new ") + path + (file ? "" : " " + content));
                if (file) {
                    Golden.assertMatches(system.name() + path, content);
                }
            }
        });
        before.keySet().stream().filter(path -> !after.containsKey(path)).forEach(path -> report.add("gone " + path));
        Golden.assertMatches(system.name() + "/report.txt", String.join("\n", report) + "\n");
        keepsOriginals(before, after);
        changesNothingAgain(system, root, distribution);
    }

    private static void keepsOriginals(Map<String, String> before, Map<String, String> after) {
        before.forEach((path, content) -> {
            if (!content.equals(after.get(path))) {
                int name = path.lastIndexOf('/') + 1;
                String hidden = path.substring(0, name) + "." + path.substring(name) + KEPT;
                assertThat(after.getOrDefault(path + KEPT, after.get(hidden)))
                        .as("the original of %s", path)
                        .isEqualTo(content);
            }
        });
    }

    private void changesNothingAgain(Case system, GuestRoot root, Distribution distribution) {
        Map<String, String> times = SystemFixture.times(directory);
        for (FixUp fixUp : FixUps.of(distribution, system.target())) {
            assertThat(fixUp.apply(root, system.target()).done())
                    .as("%s, again", fixUp.name())
                    .isEmpty();
        }
        assertThat(SystemFixture.times(directory)).isEqualTo(times);
    }
}
