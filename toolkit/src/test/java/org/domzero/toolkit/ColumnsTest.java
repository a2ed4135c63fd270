package org.domzero.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void areAsWideAsTheirWidestWord() {
        Columns columns = new Columns("NAME", "SIZE>", "DESCRIPTION");
        columns.add("local", "12 GiB", "");
        columns.add("a-longer-name", "1.5 TiB", "spare disks");
        assertThat(columns.render()).isEqualTo("""
                NAME              SIZE  DESCRIPTION
                local           12 GiB
                a-longer-name  1.5 TiB  spare disks
                """);
    }

    @Test
    void wantAWordForEach() {
        Columns columns = new Columns("NAME", "SIZE>");
        assertThatIllegalArgumentException().isThrownBy(() -> columns.add("local"));
    }
}
