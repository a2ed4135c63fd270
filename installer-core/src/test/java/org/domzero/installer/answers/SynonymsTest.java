package org.domzero.installer.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SynonymsTest {
    @Test
    void areFoundAmongTheKeysThatThereAre() {
        assertThat(Synonyms.among(AnswerTables.DISK.keyNames(), "by-id")).containsExactly("path");
        assertThat(Synonyms.among(AnswerTables.DISK.keyNames(), "By_ID")).containsExactly("path");
        assertThat(Synonyms.among(AnswerTables.DISK.keyNames(), "size")).containsExactly("min-size", "max-size");
        assertThat(Synonyms.among(AnswerTables.DISK.keyNames(), "ip")).isEmpty();
        assertThat(Synonyms.among(AnswerTables.DISK.keyNames(), "colour")).isEmpty();
    }

    @Test
    void areOfKeysThatExist() {
        for (List<String> keys : Synonyms.all()) {
            assertThat(keys)
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(isKnown(key)).as(key).isTrue());
        }
    }

    private static boolean isKnown(String key) {
        String home = AnswerTables.homeOf(key, Mode.INSTALL);
        return AnswerTables.DISK.keyNames().contains(key) || (home != null && home.endsWith("." + key));
    }
}
