package org.domzero.installer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.domzero.installer.boot.FatState.Condition;
import org.domzero.toolkit.CommandResult;
import org.junit.jupiter.api.Test;

/** Output captured from dosfstools 4.2. */
class FatStateTest {
    private static final String EXTLINUX = """
            There are differences between boot sector and its backup.
            This is mostly harmless. Differences: (offset:original/backup)
              3:53/6d, 4:59/6b, 5:53/66, 6:4c/73, 7:49/2e, 8:4e/66, 9:55/61, 10:58/74
              , 65:01/00
              Not automatically fixing this.
            """;
    private static final String FLAG = """
            Dirty bit is set. Fs was not properly unmounted and some data may be corrupt.
             Automatically removing dirty bit.

            Leaving filesystem unchanged.
            """;
    private static final String END = "/dev/sda1: 31 files, 18033/130811 clusters\n";

    private static FatState of(int status, String output, String errors) {
        return FatState.of(new CommandResult(status, "fsck.fat 4.2 (2021-01-31)\n" + output, errors));
    }

    @Test
    void whole() {
        assertThat(of(0, EXTLINUX + END, "").condition()).isEqualTo(Condition.WHOLE);
    }

    @Test
    void notUnmountedIsNoDamage() {
        assertThat(of(1, EXTLINUX + FLAG + END, "").condition()).isEqualTo(Condition.DIRTY);
        assertThat(of(1, FLAG + END, "").condition()).isEqualTo(Condition.DIRTY);
    }

    @Test
    void damageIsNamed() {
        assertThat(of(1, """
                FATs differ but appear to be intact.
                  Using first FAT.
                Cluster 254 out of range (264474709 > 130812). Setting to EOF.
                """ + FLAG + END, ""))
                .isEqualTo(new FatState(Condition.DAMAGED, "FATs differ but appear to be intact."));
        assertThat(of(1, "", "Logical sector size is zero.\n"))
                .isEqualTo(new FatState(Condition.DAMAGED, "Logical sector size is zero."));
        assertThat(of(8, "", "")).isEqualTo(new FatState(Condition.DAMAGED, "it ended with status 8"));
    }
}
