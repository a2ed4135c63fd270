package org.domzero.partitioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.CommandAction;
import org.domzero.toolkit.plan.Phase;
import org.junit.jupiter.api.Test;

class RepositoryDisksTest {
    private static final StorageRepository REPOSITORY = new StorageRepository(UUID.fromString(Sample.REPOSITORY));
    private static final Disk SDA = Sample.disk("/dev/sda", ByteSize.gibibytes(20));
    private static final Disk NVME = Sample.disk("/dev/nvme0n1", ByteSize.gibibytes(40));

    private static UserError refusal(List<Disk> here, String... paths) {
        return catchThrowableOfType(UserError.class, () -> RepositoryDisks.choose(here, List.of(paths)));
    }

    private static String commands(List<Phase> phases) {
        return phases.stream()
                .flatMap(Phase::all)
                .filter(CommandAction.class::isInstance)
                .flatMap(action -> ((CommandAction) action).commands().stream())
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void becomeOneGroup() {
        RepositoryDisks disks = RepositoryDisks.choose(List.of(SDA, NVME), List.of("/dev/sda", "/dev/nvme0n1"));
        assertThat(disks.physicalVolumes()).containsExactly("/dev/sda1", "/dev/nvme0n1p1");
        assertThat(commands(disks.create(REPOSITORY))).isEqualTo("""
                wipefs --all --force /dev/sda
                udevadm settle --timeout=60
                wipefs --all --force /dev/nvme0n1
                udevadm settle --timeout=60
                sfdisk --wipe always --wipe-partitions always /dev/sda
                udevadm settle --timeout=60
                sfdisk --wipe always --wipe-partitions always /dev/nvme0n1
                udevadm settle --timeout=60
                pvcreate -ff -y /dev/sda1
                pvcreate -ff -y /dev/nvme0n1p1
                vgcreate VG_XenStorage-%s /dev/sda1 /dev/nvme0n1p1""".formatted(Sample.REPOSITORY));
    }

    @Test
    void extendAGroup() {
        RepositoryDisks disks = RepositoryDisks.choose(List.of(SDA, NVME), List.of("/dev/sda"));
        assertThat(commands(disks.extend(REPOSITORY)))
                .endsWith("pvcreate -ff -y /dev/sda1\nvgextend VG_XenStorage-" + Sample.REPOSITORY + " /dev/sda1");
    }

    @Test
    void areLookedAtOnceMoreBeforeTheyAreWrittenTo() {
        RepositoryDisks disks = RepositoryDisks.choose(List.of(SDA), List.of("/dev/sda"));
        assertThat(disks.create(REPOSITORY).get(0).actions().get(0)).isEqualTo(new ConfirmUnchanged(List.of(SDA)));
    }

    @Test
    void withAnythingOnThemAreRefused() {
        Disk used = Sample.nvme().get(0);
        UserError error = refusal(List.of(used, SDA), used.path());
        assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(error.render())
                .startsWith("error: " + used.describe() + " carries data: gpt partition table, ")
                .contains("\n  hint: choose another disk; if all of that is worthless, 'blkdiscard --force --zeroout ");
    }

    @Test
    void thatAreNoneAreAllNamed() {
        Disk used = Sample.nvme().get(0);
        UserError error = refusal(List.of(used, SDA), "/dev/sdz", used.path() + "p1", "/dev/sda", "/dev/sda");
        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(error.problems())
                .extracting("message")
                .containsExactly(
                        "/dev/sdz is no disk of this machine",
                        used.path() + "p1 is a part of " + used.describe(),
                        SDA.describe() + " is named twice");
    }

    @Test
    void thatAreTooSmallAreTold() {
        Disk small = Sample.disk("/dev/sdb", ByteSize.mebibytes(512));
        assertThat(refusal(List.of(small), "/dev/sdb").render())
                .startsWith("error: " + small.describe() + " is too small: a repository disk has at least 1 GiB");
    }
}
