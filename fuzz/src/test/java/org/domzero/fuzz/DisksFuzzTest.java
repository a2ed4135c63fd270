package org.domzero.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.domzero.partitioner.Disk;
import org.domzero.partitioner.Disks;
import org.domzero.toolkit.JsonMembers;
import org.domzero.toolkit.UserError;

class DisksFuzzTest {
    private static final String LSBLK = """
            {"blockdevices": [{"path": "/dev/sda", "kname": "sda", "type": "disk", "size": 479962595328, "log-sec": 512,
              "pttype": "gpt", "children": [{"path": "/dev/sda1", "kname": "sda1", "type": "part",
              "fstype": "LVM2_member"}]}]}
            """;

    @FuzzTest
    void lsblkIsUnderstoodOrNot(byte[] output) {
        check(new String(output, StandardCharsets.UTF_8), "");
    }

    @FuzzTest
    void pvsIsUnderstoodOrNot(byte[] output) {
        check(LSBLK, new String(output, StandardCharsets.UTF_8));
    }

    private static void check(String lsblk, String pvs) {
        List<Disk> disks;
        try {
            disks = Disks.parse(lsblk, pvs, "", Map.of());
        } catch (UserError error) {
            Told.toAUser(error);
            return;
        }
        for (Disk disk : disks) {
            assertThat(Disk.fromJson(JsonMembers.of(disk.toJson()))).isEqualTo(disk);
            assertThat(disk.describe()).startsWith(disk.path());
        }
    }
}
