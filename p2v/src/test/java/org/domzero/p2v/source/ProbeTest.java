package org.domzero.p2v.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.domzero.p2v.fixup.SystemFixture;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Kernels;
import org.domzero.p2v.system.SystemFiles;
import org.domzero.toolkit.ByteSize;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script as it runs, on this machine and on trees. */
@Timeout(120)
class ProbeTest {
    private static final String MACHINES = "org.domzero.p2v.source.Machine#all";

    @TempDir
    private Path directory;

    private Path root;
    private Path kernel;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectory(directory.resolve("root of it's"));
        kernel = Files.createDirectory(directory.resolve("kernel"));
        kernel("proc/mounts", "/dev/sda1 / ext3 rw 0 0\n");
        kernel("proc/cpuinfo", "processor\t: 0\nmodel name\t: Xeon\n\nprocessor\t: 1\n");
        kernel("proc/meminfo", "MemTotal:      4052180 kB\nMemFree:         1000 kB\n");
        kernel("proc/net/route", "Iface\tDestination\tGateway\n");
    }

    private void kernel(String path, String text) throws IOException {
        write(kernel.resolve(path), text);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private SourceFacts facts(Machine machine) {
        return machine.facts(root.toString(), kernel.toString());
    }

    @ParameterizedTest
    @MethodSource(MACHINES)
    void tellsWhatThisMachineIs(Machine machine) throws IOException {
        SourceFacts facts = machine.facts();

        assertThat(facts.isRunning()).isTrue();
        assertThat(facts.kernel()).isEqualTo(System.getProperty("os.version"));
        assertThat(facts.processors()).isPositive();
        assertThat(facts.memory()).isGreaterThan(ByteSize.mebibytes(64));
        assertThat(facts.text("/proc/cmdline")).hasValue(Files.readString(Path.of("/proc/cmdline")));
        assertThat(facts.mounts())
                .filteredOn(mount -> mount.mountPoint().equals("/"))
                .hasSize(1);
        assertThat(facts.tools().has("find")).isTrue();
        assertThat(Distribution.of(facts)).isEqualTo(Distribution.of(new ThisMachine()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "debian11",
                "debian5",
                "gentoo",
                "rhel4",
                "rhel5",
                "rhel6",
                "rhel7",
                "slackware",
                "sles10",
                "sles11",
                "sles12",
                "ubuntu1404",
                "unknown"
            })
    void tellsOfATreeWhatIsInIt(String system) {
        SystemFixture.layOut(system, root);
        GuestRoot copy = GuestRoot.of(root);

        SourceFacts facts = facts(Machine.all().findFirst().orElseThrow());

        assertThat(Distribution.of(facts)).isEqualTo(Distribution.of(copy));
        assertThat(Kernels.of(facts)).isEqualTo(Kernels.of(copy)).isNotEmpty();
        for (String path : new String[] {"/etc/fstab", "/etc/default/grub", "/boot/grub/menu.lst", "/etc/inittab"}) {
            assertThat(facts.text(path)).as(path).isEqualTo(copy.text(path));
        }
        assertThat(facts.list("/boot")).isEqualTo(copy.list("/boot"));
        assertThat(facts.problems()).isEmpty();
        assertThat(facts.isRunning()).isFalse();
    }

    @ParameterizedTest
    @MethodSource(MACHINES)
    void keepsEveryByte(Machine machine) throws IOException {
        StringBuilder bytes = new StringBuilder();
        for (char one = 1; one < 256; one++) {
            bytes.append(one);
        }
        write(root.resolve("etc/fstab"), bytes + "%s %d \\0 \\c\n\n\n");
        write(root.resolve("etc/issue"), "no newline");
        write(root.resolve("etc/crypttab"), "x".repeat(100_000) + "\n");
        write(root.resolve("etc/empty-release"), "");
        Files.createDirectories(root.resolve("boot"));
        run("""
                set -e
                cd "$1"
                name=$(printf 'to\\n.')
                name=${name%.}
                ln -s "$name" etc/os-release
                echo ID=odd >"etc/$name"
                cd boot
                touch -- '-e' '*' '.hidden' '..two' 'with space'
                touch "$(printf 'new\\nline')" "$(printf 'latin-\\351')"
                mkdir "$(printf '../etc/latin-\\351')"
                ln -s "$(printf '../etc/latin-\\351')" grub
                echo menu >grub/grub.cfg
                """);

        SourceFacts facts = facts(machine);

        assertThat(facts.text("/etc/fstab")).hasValue(bytes + "%s %d \\0 \\c\n\n\n");
        assertThat(facts.text("/etc/issue")).hasValue("no newline");
        assertThat(facts.text("/etc/crypttab")).hasValue("x".repeat(100_000) + "\n");
        assertThat(facts.text("/etc/empty-release")).hasValue("");
        assertThat(facts.text("/boot/grub/grub.cfg")).hasValue("menu\n");
        assertThat(facts.text("/etc/os-release")).hasValue("ID=odd\n");
        assertThat(facts.link("/boot/grub")).hasValue("../etc/latin-\u00e9");
        assertThat(facts.list("/boot"))
                .containsExactly("*", "-e", "..two", ".hidden", "grub", "latin-\u00e9", "new\nline", "with space");
    }

    private void run(String script) throws IOException {
        try {
            assertThat(new ProcessBuilder("sh", "-c", script, "sh", root.toString())
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource(MACHINES)
    void followsLinksWithinTheTreeAlone(Machine machine) throws IOException {
        write(root.resolve("usr/lib/os-release"), "ID=debian\n");
        write(root.resolve("usr/lib/modules/5.10.0-1-amd64/modules.dep"), "");
        run("cd \"$1\" && mkdir etc && ln -s /usr/lib lib && ln -s ../../../../lib/os-release etc/os-release"
                + " && ln -s /etc/shadow etc/issue && ln -s fstab etc/fstab");

        SourceFacts facts = facts(machine);

        assertThat(facts.text("/etc/os-release")).hasValue("ID=debian\n");
        assertThat(facts.list("/lib/modules")).containsExactly("5.10.0-1-amd64");
        assertThat(facts.text("/etc/issue")).isEmpty();
        assertThat(facts.text("/etc/shadow")).isEmpty();
        assertThat(facts.text("/etc/fstab")).isEmpty();
        assertThat(facts.problems()).isEqualTo(Map.of("/etc/fstab", "leads through too many links"));
    }

    @ParameterizedTest
    @MethodSource(MACHINES)
    void neitherWaitsNorReadsWhatIsNoText(Machine machine) throws IOException {
        write(root.resolve("etc/crypttab"), "zeros\0\n");
        write(root.resolve("etc/issue"), "x".repeat(3 << 20));
        run("cd \"$1\" && mkfifo etc/fstab && mkdir etc/hostname");

        SourceFacts facts = facts(machine);

        assertThat(facts.text("/etc/fstab")).isEmpty();
        assertThat(facts.text("/etc/hostname")).isEmpty();
        assertThat(facts.text("/etc/crypttab")).isEmpty();
        assertThat(facts.text("/etc/issue")).isEmpty();
        assertThat(facts.problems())
                .containsEntry("/etc/crypttab", "cannot be read, or holds NUL bytes")
                .containsEntry("/etc/issue", "is larger than 2 MiB");
    }

    @ParameterizedTest
    @MethodSource(MACHINES)
    void touchesNothingOfTheNetwork(Machine machine) throws IOException {
        Path plain = Files.createDirectory(directory.resolve("plain"));
        write(plain.resolve("boot/grub/grub.cfg"), "default=0\n");
        write(plain.resolve("etc/fstab"), "none\n");
        kernel("proc/mounts", "filer:/boot " + plain + "/boot nfs rw 0 0\n");

        SourceFacts facts = machine.facts(plain.toString(), kernel.toString());

        assertThat(facts.list("/boot")).isEmpty();
        assertThat(facts.text("/boot/grub/grub.cfg")).isEmpty();
        assertThat(facts.problems()).containsEntry("/boot", "is on a file system of the network, or of a program");
        assertThat(facts.text("/etc/fstab")).hasValue("none\n");
    }

    @ParameterizedTest
    @MethodSource(MACHINES)
    void asksTheKernelForCardsAndMemory(Machine machine) throws IOException {
        kernel("proc/net/route", """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask
                tun0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000080
                eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF
                eth1\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000
                br0\t00000000\t0101A8C0\t0003\t0\t0\t50\t00000000
                """);
        for (int i = 0; i < 3; i++) {
            kernel("sys/class/net/eth" + i + "/address", "00:17:A4:00:00:0" + i + "\n");
            kernel("sys/class/net/eth" + i + "/type", "1\n");
            kernel("sys/class/net/eth" + i + "/device/vendor", "");
        }
        kernel("sys/class/net/lo/address", "00:00:00:00:00:00\n");
        kernel("sys/class/net/br0/address", "00:17:a4:00:00:02\n");
        kernel("sys/class/net/br0/brif/bond0/x", "");
        kernel("sys/class/net/bond0/bonding/slaves", "eth2 eth0\n");
        Files.createDirectories(root.resolve("etc"));

        SourceFacts facts = facts(machine);

        assertThat(facts.cards())
                .containsExactly(
                        new SourceCard("eth0", "00:17:a4:00:00:00", false),
                        new SourceCard("eth1", "00:17:a4:00:00:01", false),
                        new SourceCard("eth2", "00:17:a4:00:00:02", true));
        assertThat(facts.processors()).isEqualTo(2);
        assertThat(facts.memory()).isEqualTo(new ByteSize(4052180L << 10));
    }

    @ParameterizedTest
    @MethodSource(MACHINES)
    void saysWhatTheToolsCan(Machine machine) {
        SourceTools tools = facts(machine).tools();

        assertThat(tools.findPrints()).isTrue();
        assertThat(tools.findFractions()).isTrue();
        assertThat(tools.tar()).startsWith("tar (GNU tar) ");
        assertThat(tools.tarOptions()).contains("null", "files-from", "no-recursion", "sparse", "numeric-owner");
        assertThat(tools.programs()).contains("find", "tar", "sha256sum").doesNotContain("nothing");
    }

    @ParameterizedTest
    @MethodSource(MACHINES)
    void measuresWhatIsMounted(Machine machine) throws IOException {
        SourceFacts facts = machine.facts();

        assertThat(facts.mounts())
                .filteredOn(mount -> mount.mountPoint().equals("/"))
                .extracting(
                        mount -> mount.usage().map(usage -> usage.bytes() > 0 && usage.files() > 0),
                        SourceMount::subtree)
                .containsExactly(tuple(Optional.of(true), "/"));
    }

    /** What this machine says of itself, read without a shell. */
    private static final class ThisMachine implements SystemFiles {
        @Override
        public Optional<String> text(String path) {
            try {
                return Optional.of(Files.readString(Path.of(path), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public List<String> list(String path) {
            return List.of();
        }
    }
}
