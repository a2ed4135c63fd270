package org.domzero.partitioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.RecordingCommandRunner;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.junit.jupiter.api.Test;

class ConfirmUnchangedTest {
    private static final String LSBLK = Sample.text("nvme-2.41.lsblk.json");
    private static final String NVME_0 =
            "/dev/nvme0n1 (465.8 GiB, Samsung SSD 970 EVO Plus 500GB, serial S4EWNX0R100001)";
    private static final String NVME_1 =
            "/dev/nvme1n1 (465.8 GiB, Samsung SSD 970 EVO Plus 500GB, serial S4EWNX0R100002)";
    private static final String HINT =
            "  hint: see 'domzero probe' for what is there now, and start again: the disks are then chosen anew";

    /** Looks again at both disks of the sample where {@code lsblk} now says this. */
    private static void look(String lsblk) {
        RecordingCommandRunner runner = new RecordingCommandRunner()
                .answer("lsblk", lsblk)
                .answer("pvs", Sample.text("nvme.pvs.json"))
                .answer("find", Sample.text("nvme.links"));
        new ConfirmUnchanged(Sample.nvme()).perform(new Effects(runner, Path.of("/nowhere"), Progress.SILENT));
    }

    private static void assertRefused(String lsblk, String... rendered) {
        UserError error = catchThrowableOfType(UserError.class, () -> look(lsblk));

        assertThat(error).isNotNull();
        assertThat(error.render()).isEqualTo(String.join("\n", rendered));
        assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    private static String changed(String before, String now) {
        assertThat(LSBLK).containsPattern(before);
        return LSBLK.replaceFirst(before, now);
    }

    @Test
    void theSameDisksPass() {
        look(LSBLK);
    }

    @Test
    void whatHappensToOtherDisksDoesNotMatter() {
        RecordingCommandRunner runner =
                new RecordingCommandRunner().answer("lsblk", Sample.text("usb-2.41.lsblk.json"));
        runner.answer("pvs", Sample.text("usb.pvs.json")).answer("find", Sample.text("usb.links"));

        new ConfirmUnchanged(List.of(Sample.usb().get(0)))
                .perform(new Effects(runner, Path.of("/nowhere"), Progress.SILENT));

        assertThat(runner.lines()).isNotEmpty();
    }

    @Test
    void refusesAnotherDiskOfTheSameName() {
        assertRefused(
                changed("S4EWNX0R100001", "S9"),
                "error: " + NVME_0 + " has changed since it was chosen: its serial number was S4EWNX0R100001 and is "
                        + "S9; nothing has been written",
                HINT);
        assertRefused(
                changed("eui.002538570142e3c0", "eui.1"),
                "error: " + NVME_0 + " has changed since it was chosen: its WWN was eui.002538570142e3c0 and is eui.1; "
                        + "nothing has been written",
                HINT);
        assertRefused(
                changed("\"size\": 500107862016", "\"size\": 1073741824"),
                "error: " + NVME_0 + " has changed since it was chosen: its size was 465.8 GiB and is 1 GiB; "
                        + "nothing has been written",
                HINT);
    }

    @Test
    void refusesADiskThatIsMountedByNow() {
        assertRefused(
                changed("(?s)(\"label\": \"domzero-a\".*?\"mountpoints\": \\[)[^]]*]", "$1\"/mnt\"]"),
                "error: " + NVME_0 + " has changed since it was chosen: "
                        + "/dev/nvme0n1p2 (domzero-a) ext4 \"domzero-a\" is mounted at /mnt by now; "
                        + "nothing has been written",
                HINT);
    }

    @Test
    void refusesADiskThatHoldsSomethingElseByNow() {
        assertRefused(
                changed("\"label\": \"domzero-a\"", "\"label\": \"photos\""),
                "error: " + NVME_0 + " has changed since it was chosen: "
                        + "/dev/nvme0n1p2 (domzero-a) ext4 \"photos\" is new, "
                        + "/dev/nvme0n1p2 (domzero-a) ext4 \"domzero-a\" is gone; nothing has been written",
                HINT);
    }

    @Test
    void refusesDisksThatAreGoneAllAtOnce() {
        assertRefused(
                Sample.text("empty-2.41.lsblk.json"),
                "error: " + NVME_0 + " is no longer there; nothing has been written",
                HINT,
                "error: " + NVME_1 + " is no longer there; nothing has been written",
                HINT);
    }
}
