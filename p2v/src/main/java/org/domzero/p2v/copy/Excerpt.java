package org.domzero.p2v.copy;

import java.util.List;

/**
 * The first of many.
 *
 * @param count how many there are, or were heard of
 */
public record Excerpt(List<String> first, long count) {
    public Excerpt {
        first = List.copyOf(first);
    }

    public boolean isEmpty() {
        return count == 0;
    }
}
