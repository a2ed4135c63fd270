package org.domzero.partitioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.domzero.partitioner.DiskContent.Layer;
import org.domzero.partitioner.DiskSelector.Pick;
import org.domzero.partitioner.Policy.ExistingData;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Place;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiskChoiceTest {
    private static final Policy CAREFUL = policy(ExistingData.REFUSE, null);
    private static final Policy ERASING = policy(ExistingData.ERASE, null);
    private static final DiskSelector ANY = new DiskSelector(null, null, null, null, null, null, null, null);
    private static final DiskSelector SMALLEST = picking(Pick.SMALLEST);
    private static final DiskSelector LARGEST = picking(Pick.LARGEST);
    private static final Disk SDA = Sample.disk("/dev/sda", ByteSize.gibibytes(20));
    private static final Disk SDB = Sample.disk("/dev/sdb", ByteSize.gibibytes(40));
    private static final Format EXT4 = new Format.Filesystem("ext4", "data", "1");
    private static final String RAID_A = "/dev/sda (1.8 TiB, ST2000NM0008-2F3100, serial ZDH1AAA7)";
    private static final String RAID_B = "/dev/sdb (1.8 TiB, ST2000NM0008-2F3100, serial ZDH1AAA8)";
    private static final String NVME_0 =
            "/dev/nvme0n1 (465.8 GiB, Samsung SSD 970 EVO Plus 500GB, serial S4EWNX0R100001)";
    private static final String NVME_1 =
            "/dev/nvme1n1 (465.8 GiB, Samsung SSD 970 EVO Plus 500GB, serial S4EWNX0R100002)";

    private static Policy policy(ExistingData existingData, @Nullable String eraseRepository) {
        return new Policy(
                existingData,
                Optional.ofNullable(eraseRepository).map(UUID::fromString),
                Set.of(),
                Policy.MINIMUM_SYSTEM_DISK);
    }

    private static Policy bootedFrom(String device) {
        return new Policy(ExistingData.ERASE, Optional.empty(), Set.of(device), Policy.MINIMUM_SYSTEM_DISK);
    }

    private static DiskSelector picking(Pick pick) {
        return new DiskSelector(null, null, null, null, null, null, null, pick);
    }

    private static DiskSelector path(String path) {
        return DiskSelector.byPath(path);
    }

    private static DiskChoice choose(List<Disk> disks, Policy policy, DiskSelector system, DiskSelector... repository) {
        return DiskChoice.choose(disks, system, List.of(repository), policy, key -> null);
    }

    private static UserError refusal(List<Disk> disks, Policy policy, DiskSelector system, DiskSelector... repository) {
        return catchThrowableOfType(UserError.class, () -> choose(disks, policy, system, repository));
    }

    private static void assertWrong(UserError error, String... rendered) {
        assertError(error, ExitCode.USAGE, rendered);
    }

    private static void assertRefused(UserError error, String... rendered) {
        assertError(error, ExitCode.REFUSED, rendered);
    }

    private static void assertError(UserError error, ExitCode exitCode, String... rendered) {
        assertThat(error).isNotNull();
        assertThat(error.render()).isEqualTo(String.join("\n", rendered));
        assertThat(error.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void takesEmptyDisks() {
        List<Disk> disks = Sample.virtio();

        DiskChoice choice = choose(disks, CAREFUL, path("/dev/vda"), path("/dev/disk/by-id/virtio-guests01"));

        assertThat(choice).isEqualTo(new DiskChoice(disks.get(0), List.of(disks.get(1))));
        assertThat(choice.disks()).isEqualTo(disks);
    }

    @Test
    void theOnlyDiskNeedsNoCondition() {
        assertThat(choose(List.of(SDA), CAREFUL, ANY).system()).isEqualTo(SDA);
    }

    @Test
    void picksBySize() {
        assertThat(choose(List.of(SDB, SDA), CAREFUL, SMALLEST).system()).isEqualTo(SDA);
        assertThat(choose(List.of(SDB, SDA), CAREFUL, LARGEST).system()).isEqualTo(SDB);
    }

    @Test
    void picksTheSameOfTwoEqualDisksWhateverTheirOrder() {
        Disk first = Sample.disk("/dev/sdy", ByteSize.gibibytes(20));
        Disk second = Sample.disk("/dev/sdz", ByteSize.gibibytes(20));

        assertThat(choose(List.of(first, second), CAREFUL, SMALLEST, LARGEST))
                .isEqualTo(choose(List.of(second, first), CAREFUL, SMALLEST, LARGEST))
                .isEqualTo(new DiskChoice(first, List.of(second)));
    }

    @Test
    void picksNeitherTheBootMediumNorWhatIsTooSmall() {
        Disk tiny = Sample.disk("/dev/sdc", ByteSize.gibibytes(4));
        Disk stick = Sample.disk("/dev/sdd", ByteSize.gibibytes(16), Sample.partition("/dev/sdd1", EXT4));

        assertThat(choose(List.of(tiny, stick, SDA, SDB), bootedFrom("/dev/sdd1"), SMALLEST)
                        .system())
                .isEqualTo(SDA);
    }

    @Test
    void erasesForeignDataWhenToldTo() {
        assertThat(choose(Sample.raid(), ERASING, path("/dev/sda"), path("/dev/sdb"))
                        .disks())
                .isEqualTo(Sample.raid());
    }

    @Test
    void erasesARepositoryThatIsNamed() {
        Policy policy = policy(ExistingData.ERASE, Sample.REPOSITORY);

        assertThat(choose(Sample.nvme(), policy, path("/dev/nvme0n1"), path("/dev/nvme1n1"))
                        .disks())
                .isEqualTo(Sample.nvme());
    }

    @Test
    void leavesARepositoryOnOtherDisksAlone() {
        Disk other = Sample.nvme().get(1);

        assertThat(choose(List.of(SDA, other), ERASING, path("/dev/sda")).system())
                .isEqualTo(SDA);
    }

    @Test
    void namesTheDisksHereWhereNoneMatches() {
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> DiskChoice.choose(
                        Sample.virtio(),
                        path("/dev/sda"),
                        List.of(),
                        CAREFUL,
                        key -> key.equals("storage.system-disk") ? new Place("answers.toml", 12, 8) : null));

        assertWrong(
                error,
                "error: answers.toml:12:8: storage.system-disk matches no disk",
                "  hint: it asks for path /dev/sda; the disks here are /dev/vda (20 GiB), "
                        + "/dev/vdb (40 GiB, serial guests01); see 'domzero probe'");
    }

    @Test
    void showsOfTheDisksHereWhatWasAskedFor() {
        DiskSelector selector = new DiskSelector(null, null, "0x5", null, null, null, "nvme", null);

        assertThat(refusal(Sample.usb().subList(0, 1), CAREFUL, selector)
                        .problems()
                        .get(0)
                        .hint())
                .isEqualTo("it asks for wwn 0x5, transport nvme; the disks here are /dev/sda (447.1 GiB,"
                        + " INTEL SSDSC2KB480G8, serial PHYF910200AB480BGN) with wwn "
                        + Sample.usb().get(0).wwn()
                        + " by sata; see 'domzero probe'");
    }

    @Test
    void saysWhenThereIsNoDiskAtAll() {
        assertWrong(
                refusal(List.of(), CAREFUL, ANY),
                "error: storage.system-disk matches no disk",
                "  hint: it asks for any disk; there is no disk here at all: is the controller in a mode that Linux"
                        + " knows (AHCI rather than RAID), and are its arrays made? 'lspci -nn' and dmesg tell more");
    }

    @Test
    void wantsToKnowWhichOfSeveralDisks() {
        assertWrong(
                refusal(List.of(SDA, SDB), CAREFUL, ANY),
                "error: storage.system-disk matches 2 disks: /dev/sda (20 GiB, Model, serial serial-/dev/sda), "
                        + "/dev/sdb (40 GiB, Model, serial serial-/dev/sdb)",
                "  hint: add what tells them apart, such as serial = \"…\", or pick = \"smallest\" or \"largest\"");
    }

    @Test
    void rejectsDisksThatAreTooSmall() {
        Disk small = Sample.disk("/dev/sda", ByteSize.gibibytes(8));
        Disk tiny = Sample.disk("/dev/sdb", ByteSize.mebibytes(512));

        assertWrong(
                refusal(List.of(small, tiny), CAREFUL, path("/dev/sda"), path("/dev/sdb")),
                "error: storage.system-disk matches /dev/sda (8 GiB, Model, serial serial-/dev/sda), "
                        + "which is too small: a system disk has at least 10 GiB",
                "  hint: the disks here are /dev/sda (8 GiB, Model, serial serial-/dev/sda), "
                        + "/dev/sdb (512 MiB, Model, serial serial-/dev/sdb); see 'domzero probe'",
                "error: storage.repository-disks[0] matches /dev/sdb (512 MiB, Model, serial serial-/dev/sdb), "
                        + "which is too small: a repository disk has at least 1 GiB",
                "  hint: the disks here are /dev/sda (8 GiB, Model, serial serial-/dev/sda), "
                        + "/dev/sdb (512 MiB, Model, serial serial-/dev/sdb); see 'domzero probe'");
    }

    @Test
    void tenGibibytesAreEnough() {
        Disk exact = Sample.disk("/dev/sda", ByteSize.gibibytes(10));
        Disk short1 =
                Sample.disk("/dev/sda", new ByteSize(ByteSize.gibibytes(10).bytes() - 1));

        assertThat(DiskChoice.whyNotSystemDisk(exact, CAREFUL)).isEmpty();
        assertThat(DiskChoice.whyNotSystemDisk(short1, CAREFUL))
                .contains("is too small: a system disk has at least 10 GiB");
        assertThat(DiskChoice.whyNotRepositoryDisk(short1, CAREFUL)).isEmpty();
    }

    @Test
    void rejectsAReadOnlyDisk() {
        Disk readOnly = new Disk(
                "/dev/sda",
                ByteSize.gibibytes(20),
                null,
                null,
                null,
                null,
                false,
                false,
                true,
                512,
                List.of(),
                List.of());

        assertWrong(
                refusal(List.of(readOnly), CAREFUL, ANY),
                "error: storage.system-disk matches /dev/sda (20 GiB), which is read-only",
                "  hint: the disks here are /dev/sda (20 GiB); see 'domzero probe'");
    }

    @Test
    void refusesTheMediumItRunsFrom() {
        assertRefused(
                refusal(Sample.usb(), bootedFrom("/dev/sdb1"), path("/dev/sdb")),
                "error: storage.system-disk matches /dev/sdb (14.5 GiB, Cruzer Blade, serial 4C530001230914108112), "
                        + "which is a medium that this installer or its answers come from",
                "  hint: the disks here are /dev/sda (447.1 GiB, INTEL SSDSC2KB480G8, serial PHYF910200AB480BGN), "
                        + "/dev/sdb (14.5 GiB, Cruzer Blade, serial 4C530001230914108112), "
                        + "/dev/sdc (10.9 TiB, HGST HUH721212ALN600, serial 2AGJ5XYZ); see 'domzero probe'");
    }

    @Test
    void refusesAMountedDiskEvenWhenToldToErase() {
        Disk mounted =
                Sample.disk("/dev/sda", ByteSize.gibibytes(20), Sample.partition("/dev/sda1", EXT4, "/mnt", "/srv"));

        assertRefused(
                refusal(List.of(mounted), ERASING, ANY),
                "error: storage.system-disk matches /dev/sda (20 GiB, Model, serial serial-/dev/sda), "
                        + "and /dev/sda1 on it is mounted at /mnt, /srv",
                "  hint: unmount it, or choose another disk; "
                        + "the disks here are /dev/sda (20 GiB, Model, serial serial-/dev/sda); see 'domzero probe'");
    }

    @Test
    void refusesADiskThatSomethingHasOpen() {
        Disk open = Sample.disk(
                "/dev/sda",
                ByteSize.gibibytes(20),
                new DiskContent("/dev/mapper/secret", Layer.OTHER, EXT4, null, List.of()));

        assertRefused(
                refusal(List.of(open), ERASING, ANY),
                "error: storage.system-disk matches /dev/sda (20 GiB, Model, serial serial-/dev/sda), "
                        + "and /dev/mapper/secret has it open",
                "  hint: close that device, or choose another disk; "
                        + "the disks here are /dev/sda (20 GiB, Model, serial serial-/dev/sda); see 'domzero probe'");
    }

    @Test
    void refusesADiskThatHoldsData() {
        assertRefused(
                refusal(Sample.raid(), CAREFUL, path("/dev/sda")),
                "error: storage.system-disk matches " + RAID_A + ", which holds data: gpt partition table, "
                        + "/dev/sda1 (EFI System Partition) vfat \"EFI SYS\", /dev/sda2 RAID member \"old:0\", "
                        + "/dev/md127 LVM group vg0, /dev/mapper/vg0-swap swap, /dev/mapper/vg0-root xfs \"root\"",
                "  hint: choose another disk, or say existing-data = \"erase\" under [storage] to lose all of it");
    }

    @Test
    void refusesADiskOfWhichNobodyKnowsWhatIsOnIt() {
        Disk unknown = Sample.withContents(
                SDB, new DiskContent("/dev/sdb", Layer.DISK, new Format.Unknown(), null, List.of()));

        assertRefused(
                refusal(List.of(unknown), CAREFUL, ANY),
                "error: storage.system-disk matches /dev/sdb (40 GiB, Model, serial serial-/dev/sdb), "
                        + "which holds data: /dev/sdb data of unknown kind",
                "  hint: choose another disk, or say existing-data = \"erase\" under [storage] to lose all of it");
        assertThat(choose(List.of(unknown), ERASING, ANY).system()).isEqualTo(unknown);
    }

    @Test
    void refusesAVolumeOfAGroupThatCannotBeReadEvenWhenToldToErase() {
        Disk volume =
                Sample.withContents(SDA, Sample.partition("/dev/sda1", new Format.PhysicalVolume(null, null, true)));

        assertRefused(
                refusal(List.of(volume), policy(ExistingData.ERASE, Sample.REPOSITORY), ANY),
                "error: storage.system-disk matches /dev/sda (20 GiB, Model, serial serial-/dev/sda), and /dev/sda1 on "
                        + "it is a physical volume of an LVM group that cannot be read, which may be a storage "
                        + "repository",
                "  hint: see what 'pvs' says of it; its other disks may be missing, and 'vgck --updatemetadata' may "
                        + "mend it; if it is really worthless, run 'wipefs --all /dev/sda1' and start again; "
                        + "or choose another disk");
    }

    @Test
    void refusesToEraseHalfOfAnArray() {
        assertRefused(
                refusal(Sample.raid(), ERASING, path("/dev/sda")),
                "error: storage.system-disk matches " + RAID_A
                        + ", which shares the RAID array old:0 and the LVM group vg0 with " + RAID_B
                        + ", a disk that is not chosen",
                "  hint: choose both disks or neither: erasing the one would damage what is on the other");
    }

    @Test
    void refusesToEraseHalfOfAForeignGroup() {
        Disk one = Sample.withContents(SDA, Sample.partition("/dev/sda1", Sample.physicalVolume("vg0", "u1")));
        Disk two = Sample.withContents(SDB, Sample.partition("/dev/sdb1", Sample.physicalVolume("vg0", "u1")));

        assertRefused(
                refusal(List.of(one, two), ERASING, path("/dev/sda")),
                "error: storage.system-disk matches /dev/sda (20 GiB, Model, serial serial-/dev/sda), "
                        + "which shares the LVM group vg0 with /dev/sdb (40 GiB, Model, serial serial-/dev/sdb), "
                        + "a disk that is not chosen",
                "  hint: choose both disks or neither: erasing the one would damage what is on the other");
    }

    @Test
    void twoGroupsOfOneNameAreNotOne() {
        Disk one = Sample.withContents(SDA, Sample.partition("/dev/sda1", Sample.physicalVolume("vg0", "u1")));
        Disk two = Sample.withContents(SDB, Sample.partition("/dev/sdb1", Sample.physicalVolume("vg0", "u2")));

        assertThat(choose(List.of(one, two), ERASING, path("/dev/sda")).system())
                .isEqualTo(one);
    }

    @Test
    void refusesToEraseHalfOfABtrfs() {
        Format btrfs = new Format.Filesystem("btrfs", "pool", "u1");
        Disk one = Sample.withContents(SDA, Sample.partition("/dev/sda1", btrfs));
        Disk two = Sample.withContents(SDB, Sample.partition("/dev/sdb1", btrfs));

        assertThat(refusal(List.of(one, two), ERASING, path("/dev/sda")))
                .hasMessage("storage.system-disk matches /dev/sda (20 GiB, Model, serial serial-/dev/sda), "
                        + "which shares the btrfs filesystem pool with "
                        + "/dev/sdb (40 GiB, Model, serial serial-/dev/sdb), a disk that is not chosen");
    }

    @Test
    void refusesADiskTwice() {
        assertWrong(
                refusal(List.of(SDA, SDB), CAREFUL, path("/dev/sda"), path("/dev/sda")),
                "error: storage.repository-disks[0] and storage.system-disk are the same disk: "
                        + "/dev/sda (20 GiB, Model, serial serial-/dev/sda)",
                "  hint: name every disk once; the system disk is part of the repository as it is");
    }

    @Test
    void oneDiskOverTwoPathsIsStillOneDisk() {
        Disk first = Sample.usb().get(0);
        Disk second = new Disk(
                "/dev/sdx",
                first.size(),
                first.model(),
                first.serial(),
                first.wwn(),
                first.transport(),
                false,
                false,
                false,
                512,
                List.of(),
                List.of());

        assertThat(refusal(List.of(first, second), CAREFUL, path("/dev/sda"), path("/dev/sdx")))
                .hasMessage("storage.repository-disks[0] and storage.system-disk are the same disk: "
                        + "/dev/sdx (447.1 GiB, INTEL SSDSC2KB480G8, serial PHYF910200AB480BGN)");
    }

    @Test
    void disksOfOneRepositoryHaveEqualSectors() {
        assertWrong(
                refusal(Sample.usb(), ERASING, path("/dev/sda"), path("/dev/sdc")),
                "error: storage.repository-disks[0] matches /dev/sdc (10.9 TiB, HGST HUH721212ALN600, serial 2AGJ5XYZ), "
                        + "which has sectors of 4096 bytes where the system disk /dev/sda has 512",
                "  hint: the disks of one repository have equal sectors; leave it out, or choose another system disk");
    }

    @Test
    void refusesARepositoryThatIsNotNamedEvenWhenToldToErase() {
        assertRefused(
                refusal(Sample.nvme().subList(0, 1), ERASING, path("/dev/nvme0n1")),
                "error: storage.system-disk matches " + NVME_0 + ", which carries the storage repository "
                        + Sample.REPOSITORY,
                "  hint: to erase that repository and every guest in it, say erase-repository = \"" + Sample.REPOSITORY
                        + "\" under [storage]");
    }

    @Test
    void aRefusalForARepositoryIsTellableFromOthers() {
        StorageRepository repository = new StorageRepository(UUID.fromString(Sample.REPOSITORY));

        for (Policy policy :
                List.of(CAREFUL, ERASING, policy(ExistingData.ERASE, "00000000-0000-4000-8000-000000000000"))) {
            assertThat(refusal(Sample.nvme(), policy, path("/dev/nvme0n1"), path("/dev/sdz")))
                    .isInstanceOfSatisfying(
                            RepositoryRefused.class,
                            refused -> assertThat(refused.repositories()).containsExactly(repository));
        }
        assertThat(refusal(Sample.raid(), CAREFUL, path("/dev/sda"))).isNotInstanceOf(RepositoryRefused.class);
    }

    @Test
    void tellsAllThatErasingARepositoryTakes() {
        assertRefused(
                refusal(Sample.nvme().subList(0, 1), CAREFUL, path("/dev/nvme0n1")),
                "error: storage.system-disk matches " + NVME_0 + ", which carries the storage repository "
                        + Sample.REPOSITORY,
                "  hint: to erase that repository and every guest in it, say erase-repository = \"" + Sample.REPOSITORY
                        + "\" and existing-data = \"erase\" under [storage]");
    }

    @Test
    void namingTheRepositoryDoesNotCoverTheRestOfTheDisk() {
        UserError error = refusal(
                Sample.nvme().subList(0, 1), policy(ExistingData.REFUSE, Sample.REPOSITORY), path("/dev/nvme0n1"));

        assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(error).hasMessageStartingWith("storage.system-disk matches " + NVME_0 + ", which holds data: ");
    }

    @Test
    void refusesWhereAnotherRepositoryIsNamed() {
        assertRefused(
                refusal(
                        Sample.nvme().subList(0, 1),
                        policy(ExistingData.ERASE, "11111111-2222-3333-4444-555555555555"),
                        path("/dev/nvme0n1")),
                "error: storage.erase-repository names 11111111-2222-3333-4444-555555555555, but " + NVME_0
                        + " carries the storage repository " + Sample.REPOSITORY,
                "  hint: choose another disk, or name the repository that is to be erased");
    }

    @Test
    void refusesToEraseHalfOfARepository() {
        assertRefused(
                refusal(Sample.nvme(), policy(ExistingData.ERASE, Sample.REPOSITORY), path("/dev/nvme0n1")),
                "error: storage.erase-repository names " + Sample.REPOSITORY + ", which is on " + NVME_1
                        + ", a disk that is not chosen",
                "  hint: add that disk to repository-disks, or do not erase the repository");
    }

    @Test
    void tellsEverythingAtOnceAndProtectingDataDecidesTheExitCode() {
        UserError error = refusal(
                List.of(Sample.nvme().get(0), SDA), ERASING, path("/dev/nvme0n1"), path("/dev/none"), path("/dev/sda"));

        assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(error)
                .hasMessage("storage.repository-disks[0] matches no disk; storage.system-disk matches " + NVME_0
                        + ", which carries the storage repository " + Sample.REPOSITORY);
    }
}
