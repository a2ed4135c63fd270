package org.domzero.p2v.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamedTest {
    private final Named named = new Named();

    @Test
    void ofManyTheFirstAreNamedAndAllCounted() {
        for (int i = 0; i < 1_000_000; i++) {
            named.add("./file-" + i);
        }
        assertThat(named.excerpt().count()).isEqualTo(1_000_000);
        assertThat(named.excerpt().first()).hasSize(1000).startsWith("./file-0").endsWith("./file-999");
        assertThat(named.last()).containsExactly("./file-999997", "./file-999998", "./file-999999");
    }

    @Test
    void whatWasHeardBeforeIsNotCounted() {
        assertThat(named.add("a")).isTrue();
        assertThat(named.add("a")).isFalse();
        named.addAll(new Excerpt(List.of("a", "b"), 10));
        assertThat(named.excerpt()).isEqualTo(new Excerpt(List.of("a", "b"), 10));
    }

    @Test
    void aLineWithoutEndIsCut() {
        named.add("x".repeat(1 << 20));
        assertThat(named.excerpt().first()).singleElement().asString().hasSize(1 << 14);
    }
}
