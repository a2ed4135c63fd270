package org.domzero.p2v.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.fixup.FixUp;
import org.domzero.p2v.fixup.GuestConsole;
import org.domzero.p2v.root.HostKernel;
import org.domzero.p2v.source.SourceFacts;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Golden;
import org.domzero.toolkit.PrettyJson;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ClonePlanTest {
    private static final UUID ROOT = UUID.fromString("11111111-2222-4333-8444-555555555555");
    private static final UUID SWAP = UUID.fromString("22222222-2222-4333-8444-555555555555");
    private static final CloneWishes USUAL = CloneWishes.usual(ByteSize.gibibytes(32), 8, ROOT, SWAP);
    private static final SampleWishes WISHES = new SampleWishes(ROOT, SWAP);
    private static final HostKernel DEBIAN13 = new HostKernel("6.12.48+deb13-amd64", Path.of("/"));

    @TempDir
    private Path directory;

    private record Case(String name, String system, UnaryOperator<String> change, Consumer<Box> machine) {
        Case(String name, Consumer<Box> machine) {
            this(name, name, UnaryOperator.identity(), machine);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Case> SYSTEMS = List.of(
            new Case(
                    "rhel4",
                    box -> box.fact("host-name", "old4.example.org")
                            .fact("kernel", "2.6.9-89.ELsmp")
                            .fact("find-times", "1700000000")
                            .fact("tar-version", "tar (GNU tar) 1.14\n")
                            .fact("tar-options", "null files-from no-recursion sparse numeric-owner")
                            .mount("/dev/root", "/", "ext3", 1800, 70_000)
                            .mount("/dev/cciss/c0d0p1", "/boot", "ext3", 20, 40)
                            .mount("/dev/cciss/c0d0p2", "/var", "ext3", 900, 20_000)
                            .mount("/dev/cciss/c0d1p1", "/u01", "ext3", 30_000, 900)
                            .other("filer:/vol/home", "/home", "nfs", "rw,hard,intr")
                            .swap("/dev/cciss/c0d0p3", 16_000)),
            new Case(
                    "rhel5",
                    box -> box.fact("host-name", "db1.example.org")
                            .fact("kernel", "2.6.18-398.el5")
                            .mount("/dev/mapper/VolGroup00-LogVol00", "/", "ext3", 3400, 120_000)
                            .mount("/dev/sda1", "/boot", "ext3", 30, 60)
                            .text("/proc/mdstat", "md0 : active raid1 sda1[0]\n      104320 blocks [2/1] [U_]\n")
                            .swap("/dev/mapper/VolGroup00-LogVol01", 2016)),
            new Case(
                    "rhel6",
                    box -> box.fact("host-name", "web")
                            .fact("kernel", "2.6.32-754.el6.x86_64")
                            .mount("/dev/mapper/vg_web-lv_root", "/", "ext4", 2600, 90_000)
                            .mount("/dev/sda1", "/boot", "ext4", 80, 50)
                            .mount("/dev/mapper/vg_web-lv_home", "/home", "ext4", 12_000, 400_000)
                            .swap("/dev/dm-1", 4000)),
            new Case(
                    "centos7",
                    "rhel7",
                    UnaryOperator.identity(),
                    box -> box.fact("host-name", "app7")
                            .fact("kernel", "3.10.0-1160.el7.x86_64")
                            .mount("/dev/mapper/centos-root", "/", "xfs", 5000, 150_000)
                            .mount("/dev/sda2", "/boot", "xfs", 150, 300)
                            .mount("/dev/sda1", "/boot/efi", "vfat", 6, 0)
                            .fact("dm-crypt", "luks-home\t(253, 2)\n")
                            .swap("/dev/dm-1", 2048)),
            new Case(
                    "debian11",
                    box -> box.fact("host-name", "deb11")
                            .fact("kernel", "5.10.0-28-amd64")
                            .fact(
                                    "tar-options",
                                    "null files-from no-recursion sparse numeric-owner format acls selinux xattrs"
                                            + " xattrs-include")
                            .mount("/dev/sda2", "/", "ext4", 2400, 110_000)
                            .mount("/dev/sda1", "/boot/efi", "vfat", 5, 0)
                            .mount("/dev/sdb1", "/srv/my data", "ext4", 100, 5_000)
                            .other("/dev/sdb1", "/var/www", "ext4", "rw")
                            .other("/dev/sdc1", "/media/stick", "vfat", "rw")
                            .other("tmpfs", "/tmp", "tmpfs", "rw")
                            .swap("/dev/sda3", 975)),
            new Case(
                    "debian5-686",
                    "debian5",
                    text -> text.replace("amd64", "686")
                            .replace("X86_64_XEN", "X86_XEN")
                            .replace("X86_64=y", "X86_32=y"),
                    box -> box.machine("i686", 1, 515_000)
                            .fact("host-name", "lenny")
                            .fact("kernel", "2.6.26-2-686")
                            .mount("/dev/md1", "/", "ext3", 900, 40_000)
                            .mount("/dev/md0", "/boot", "ext3", 30, 30)
                            .swap("/dev/sda5", 509)),
            new Case(
                    "sles11",
                    box -> box.fact("host-name", "sles11")
                            .fact("kernel", "3.0.101-63-default")
                            .mount("/dev/cciss/c0d0p2", "/", "ext3", 4000, 130_000)
                            .mount("/dev/mapper/system-srv", "/srv", "xfs", 900, 2_000)
                            .swap("/dev/cciss/c0d0p1", 2048)),
            new Case(
                    "ubuntu1404",
                    box -> box.fact("host-name", "trusty")
                            .fact("kernel", "3.13.0-170-generic")
                            .mount("/dev/mapper/ubuntu--vg-root", "/", "ext4", 2000, 100_000)
                            .mount("/dev/sda1", "/boot", "ext2", 60, 300)
                            .other("//nas/share", "/srv/nas", "cifs", "rw")
                            .swap("/dev/dm-1", 4092)),
            new Case(
                    "gentoo",
                    box -> box.fact("host-name", "gen")
                            .fact("kernel", "3.10.7-gentoo-r1")
                            .mount("/dev/root", "/", "ext4", 3000, 2_000_000)
                            .mount("/dev/sda1", "/boot", "ext2", 20, 40)
                            .swap("/dev/sda2", 512)),
            new Case(
                    "unknown",
                    box -> box.fact("host-name", "what")
                            .fact("kernel", "6.1.1-arch1-1")
                            .mount("/dev/sda2", "/", "ext4", 1500, 60_000)
                            .mount("/dev/sda1", "/boot", "vfat", 60, 0)));

    private Box box(String name) {
        Case one = SYSTEMS.stream()
                .filter(system -> system.name().equals(name))
                .findFirst()
                .orElseThrow();
        Box box = Box.of(one.system(), directory, one.change());
        one.machine().accept(box);
        return box;
    }

    @ParameterizedTest
    @FieldSource("SYSTEMS")
    void saysWhatBecomesOfASystem(Case system) {
        ClonePlan plan = ClonePlan.of(box(system.name()).facts(), USUAL);

        assertThat(plan.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        Golden.assertMatches("plans/" + system.name() + ".txt", plan.text());
    }

    @Test
    void isJsonToo() {
        Golden.assertMatches(
                "plans/rhel5.json",
                PrettyJson.of(ClonePlan.of(box("rhel5").facts(), USUAL).toJson()) + "\n");
    }

    @Test
    void namesDisksAsTheGuestsKernelDoes() {
        assertThat(ClonePlan.of(box("rhel5").facts(), USUAL).target())
                .extracting(
                        target -> target.type(),
                        target -> target.root(),
                        target -> target.swap(),
                        target -> target.console())
                .containsExactly(GuestType.PV, "/dev/xvda", Optional.of("/dev/xvdb"), GuestConsole.XVC0);
    }

    @Test
    void findsTheDiskOfAWholeMachineByItsUuid() {
        assertThat(ClonePlan.of(box("debian5-686").facts(), USUAL).target())
                .extracting(
                        target -> target.type(),
                        target -> target.root(),
                        target -> target.swap(),
                        target -> target.console())
                .containsExactly(GuestType.HVM, "UUID=" + ROOT, Optional.of("UUID=" + SWAP), GuestConsole.TTYS0);
    }

    private List<String> problems(Box box, CloneWishes wishes) {
        try {
            ClonePlan.of(box.facts(), wishes);
            throw new AssertionError("nothing is wrong with it");
        } catch (UserError error) {
            assertThat(error.problems()).extracting(Problem::hint).doesNotContainNull();
            return error.problems().stream().map(Problem::message).toList();
        }
    }

    @Test
    void isOfTheTypeThatIsAskedForWhereItCan() {
        assertThat(ClonePlan.of(box("rhel5").facts(), WISHES.of(GuestType.HVM, Optional.empty()))
                        .boot())
                .isInstanceOfSatisfying(
                        BootChoice.WholeMachine.class,
                        boot -> assertThat(boot.kernel().path()).isEqualTo("/boot/vmlinuz-2.6.18-398.el5"));
    }

    @Test
    void refusesATypeThatNoneOfItsKernelsStartsAs() {
        assertThat(problems(box("debian5-686"), WISHES.of(GuestType.PV, Optional.empty())))
                .containsExactly(
                        "it cannot be a pv guest: its kernels are for 32 bits, and Xen starts those here as hvm"
                                + " guests only");
    }

    @Test
    void takesAKernelOfTheHostWhereItsOwnDoesNotDo() {
        SourceFacts facts = box("rhel6").facts();
        ClonePlan plan = ClonePlan.of(facts, WISHES.of(GuestType.PVH, Optional.of(DEBIAN13)));
        ClonePlan own = ClonePlan.of(facts, WISHES.of(GuestType.PV, Optional.of(DEBIAN13)));

        assertThat(plan.boot().summary())
                .isEqualTo("as a pvh guest: GRUB in the guest starts a copy of the host's"
                        + " /boot/vmlinuz-6.12.48+deb13-amd64");
        assertThat(plan.fixUps())
                .extracting(FixUp::name)
                .startsWith("host-kernel")
                .contains("grub-menu", "guest-grub")
                .doesNotContain("initrd");
        assertThat(plan.target().arguments()).containsExactly("vsyscall=xonly", "net.ifnames=0");
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("the guest's kernel will be the host's"));
        assertThat(plan.root().smallest().bytes() - own.root().smallest().bytes())
                .as("room for it")
                .isEqualTo(256 << 20);
        assertThat(own.boot()).isInstanceOf(BootChoice.OwnKernel.class);
        assertThat(own.fixUps()).extracting(FixUp::name).doesNotContain("host-kernel");
    }

    @Test
    void givesAMachineWithoutAKernelTheHosts() {
        Box box = box("rhel6").with("list /boot", "").with("list /lib/modules", "");

        assertThat(problems(box, USUAL)).containsExactly("there is no kernel in /boot that a guest could start");
        assertThat(ClonePlan.of(box.facts(), WISHES.of(GuestType.PV, Optional.of(DEBIAN13)))
                        .boot()
                        .reasons())
                .contains("it has no kernel in /boot");
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        Box box = box("rhel6")
                .fact("user", "500")
                .fact("host-name", "localhost.localdomain")
                .text("/etc/sysconfig/network", "NETWORKING=yes\n")
                .fact("find-times", "")
                .fact("tar-version", "bsdtar 3.1\n")
                .fact("tar-options", "")
                .with("blocks /home", "");
        CloneWishes wishes = WISHES.sized(ByteSize.gibibytes(2), GuestType.PVH);

        assertThat(problems(box, wishes))
                .containsExactly(
                        "not all of the machine can be read",
                        "df says nothing of /home",
                        "it cannot be a pvh guest: none of its kernels starts as a pvh guest, which takes Linux 4.11 built"
                                + " with CONFIG_XEN_PVH",
                        "what the machine has does not fit into 2 GiB",
                        "its find knows no -printf, by which its files are listed",
                        "its tar knows no lists of files: \"bsdtar 3.1\"",
                        "the machine has no name of its own");
    }

    @Test
    void wantsARootAndAKernel() {
        Box box = Box.of("gentoo", directory, text -> text.replace("kernel-3.10.7", "core-3.10.7"))
                .fact("host-name", "gen")
                .mount("tank/root", "/", "zfs", 10, 10);

        assertThat(problems(box, USUAL))
                .containsExactly(
                        "its root file system is of no kind that can be carried",
                        "there is no kernel in /boot that a guest could start");
    }

    @Test
    void refusesANameThatIsNone() {
        assertThatThrownBy(() -> ClonePlan.of(
                        box("rhel6").fact("host-name", "a_b c.example.org").facts(), USUAL))
                .isInstanceOf(UserError.class)
                .hasMessage("\"a_b c\" is not a name for a guest");
    }

    @Test
    void leavesWhatIsNotOnItsOwnDisks() {
        ClonePlan plan = ClonePlan.of(box("debian11").facts(), USUAL);

        assertThat(plan.merged())
                .extracting(MergedMount::mountPoint, MergedMount::directory)
                .containsExactly(
                        tuple("/", "/"), tuple("/boot/efi", "/boot/efi"), tuple("/srv/my data", "/srv/my data"));
        assertThat(plan.left())
                .extracting(LeftOut::mountPoint, LeftOut::kind)
                .containsExactly(
                        tuple("/proc", LeftOut.Kind.PSEUDO),
                        tuple("/var/www", LeftOut.Kind.BIND),
                        tuple("/media/stick", LeftOut.Kind.REMOVABLE),
                        tuple("/tmp", LeftOut.Kind.PSEUDO));
        assertThat(plan.target().merged()).containsExactly("/boot/efi", "/srv/my data");
    }

    @Test
    void carriesEachSubvolumeThatIsMounted() {
        Box box = Box.of("sles12", directory)
                .fact("host-name", "sles12")
                .fact("kernel", "4.12.14-122-default")
                .mount("/dev/sda2", "/", "btrfs", 3000, 0)
                .other("/dev/sda2", "/.snapshots", "btrfs", "rw,subvol=/@/.snapshots")
                .mount("/dev/sda2", "/opt", "btrfs", 3000, 0)
                .mount("/dev/sda3", "/home", "xfs", 100, 100)
                .other("/dev/sda3", "/mnt/again", "xfs", "rw")
                .text("/proc/self/mountinfo", """
                        20 1 0:20 /@/.snapshots/1/snapshot / rw - btrfs /dev/sda2 rw
                        21 20 0:20 /@/.snapshots /.snapshots rw - btrfs /dev/sda2 rw
                        22 20 0:20 /@/opt /opt rw - btrfs /dev/sda2 rw
                        """)
                .fact("subvolumes /opt", "ID 300 gen 9 top level 260 path @/opt/inner\n");

        ClonePlan plan = ClonePlan.of(box.facts(), USUAL);

        assertThat(plan.merged()).extracting(MergedMount::mountPoint).containsExactly("/", "/home", "/opt");
        assertThat(plan.left())
                .filteredOn(left -> left.kind() != LeftOut.Kind.PSEUDO)
                .extracting(LeftOut::mountPoint, LeftOut::reason)
                .contains(
                        tuple("/.snapshots", "has snapshots of what is carried"),
                        tuple("/mnt/again", "is not in /etc/fstab"));
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("@/opt/inner"));
        assertThat(plan.root().size()).isLessThan(ByteSize.gibibytes(8));
    }

    @Test
    void readsAMachineThatIsMountedElsewhere() {
        Box box = Box.of("rhel6", directory)
                .fact("root", "/mnt/old")
                .fact("host-name", "live")
                .text("/etc/sysconfig/network", "HOSTNAME=web6.example.org\n")
                .other("/dev/mapper/vg_web-lv_root", "/mnt/old", "ext4", "ro")
                .other("/dev/sda1", "/mnt/old/boot", "ext4", "ro")
                .with("blocks /", "F\n/dev/x 9 1000 1 1% /mnt/old\n")
                .with("blocks /boot", "F\n/dev/x 9 1000 1 1% /mnt/old/boot\n");

        ClonePlan plan = ClonePlan.of(box.facts(), USUAL);

        assertThat(plan.name()).isEqualTo("web6");
        assertThat(plan.merged())
                .extracting(MergedMount::mountPoint, MergedMount::directory)
                .containsExactly(tuple("/", "/mnt/old"), tuple("/boot", "/mnt/old/boot"));
        assertThat(plan.swap()).hasValue(new SwapVolume(ByteSize.gibibytes(1), SWAP));
    }

    @Test
    void saysTheVersionOfAnUnknownSystemOnce() {
        Box box = box("unknown").text("/etc/os-release", "ID=nebula\nVERSION_ID=3\nPRETTY_NAME=\"Nebula Linux 3\"\n");

        assertThat(ClonePlan.of(box.facts(), USUAL).text()).contains("\n  Nebula Linux 3\n");
    }

    @Test
    void startsTheKernelThatTheMachineStarts() throws IOException {
        Box box = box("rhel6");
        Path menu = directory.resolve("boot/grub/grub.conf");
        box.text("/boot/grub/grub.conf", Files.readString(menu).replace("default=0", "default=1"));

        assertThat(ClonePlan.of(box.facts(), USUAL).boot().summary())
                .endsWith("starts its own /boot/vmlinuz-2.6.32-696.el6.x86_64");
    }

    @Test
    void hasWhatTheHostCanGive() {
        CloneWishes small = new CloneWishes(
                Optional.of("other"),
                Optional.of(ByteSize.gibibytes(40)),
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                ByteSize.gibibytes(2),
                2,
                Optional.empty(),
                ROOT,
                SWAP);

        ClonePlan plan = ClonePlan.of(box("rhel6").facts(), small);

        assertThat(plan.name()).isEqualTo("other");
        assertThat(plan.memory()).isEqualTo(ByteSize.gibibytes(2));
        assertThat(plan.processors()).isEqualTo(2);
        assertThat(plan.root().size()).isEqualTo(ByteSize.gibibytes(40));
        assertThat(plan.cards())
                .containsExactly(new PlannedCard("eth0", Optional.empty()), new PlannedCard("eth1", Optional.empty()));
        assertThat(plan.warnings()).contains("the host has 2 GiB for it, the machine has 4 GiB");
    }

    /** By mke2fs itself, where it is there. */
    @ParameterizedTest
    @FieldSource("SYSTEMS")
    void makesAFileSystemOfJustTheseFeatures(Case system) throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/sbin/mkfs.ext4")));
        SourceFacts facts = box(system.name()).facts();
        ClonePlan plan = ClonePlan.of(
                facts, WISHES.sized(ClonePlan.of(facts, USUAL).root().smallest()));
        Path disk = directory.resolve("disk");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(plan.root().smallest().bytes());
        }

        List<String> argv = new ArrayList<>(
                plan.root().mkfs(disk.toString(), plan.boot().beforeRoot()).argv());
        argv.set(0, "/sbin/" + argv.get(0));
        assertThat(new ProcessBuilder(argv)
                        // A warning about inodes without room for times after 2038, which are what such a system knows.
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
        Process dump = new ProcessBuilder(
                        "/sbin/dumpe2fs",
                        "-h",
                        disk + "?offset=" + plan.boot().beforeRoot().bytes())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        String features = said.lines()
                .filter(line -> line.startsWith("Filesystem features:"))
                .findFirst()
                .orElseThrow();
        assertThat(List.of(features.replaceFirst(".*:\\s*", "").split(" ")))
                .containsExactlyInAnyOrderElementsOf(plan.root().features());
        assertThat(said).containsPattern("Inode size:\\s+" + plan.root().inodeSize());
        assertThat(said).contains(ROOT.toString());
        long content = plan.merged().stream().mapToLong(MergedMount::bytes).sum();
        long files = plan.merged().stream().mapToLong(MergedMount::files).sum();
        assertThat((number(said, "Free blocks") - number(said, "Reserved block count")) * 4096)
                .isGreaterThan(content + files * 2048);
        assertThat(number(said, "Free inodes")).isGreaterThan(files);
    }

    private static long number(String dump, String name) {
        return dump.lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceFirst(".*:\\s*", "")))
                .findFirst()
                .orElseThrow();
    }
}
