package org.domzero.p2v.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemarksTest {
    @Test
    void namesThatFindQuotesAreTheFilesOwn() {
        List<String> unreadable = new ArrayList<>();
        Remarks remarks = new Remarks(unreadable::add, path -> {}, path -> {});
        SourceTree root = new SourceTree("/", "/");
        assertThat(remarks.ofFind(root, "find: './caf\\351/it\\'s\\na \\\\': Permission denied"))
                .isTrue();
        // An old one, which says them as they are.
        assertThat(remarks.ofFind(root, "find: ./caf\\351: Permission denied")).isTrue();
        assertThat(unreadable).containsExactly("./caf\u00e9/it's\na \\", "./caf\\351");
    }
}
