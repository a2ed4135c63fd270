package org.domzero.p2v.copy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the first of what may be many, each once, and counts the others. Heard on several threads. */
final class Named {
    private static final int FIRST = 1000;
    private static final int LAST = 3;
    /** Of a line: a path of 4096 bytes, each written as four, is all that anybody can read. */
    private static final int LONGEST = 1 << 14;

    private final Set<String> first = new LinkedHashSet<>();
    private final Deque<String> last = new ArrayDeque<>();
    private long count;

    /** False when it is one of the first already. */
    synchronized boolean add(String what) {
        String kept = what.length() > LONGEST ? what.substring(0, LONGEST) : what;
        if (last.size() == LAST) {
            last.removeFirst();
        }
        last.addLast(kept);
        if (first.contains(kept)) {
            return false;
        }
        if (first.size() < FIRST) {
            first.add(kept);
        }
        count++;
        return true;
    }

    synchronized void addAll(Excerpt others) {
        // Of those that have no name nobody can tell which were heard of before.
        count += others.count() - others.first().size();
        others.first().forEach(this::add);
    }

    /** The last few that were heard. */
    synchronized List<String> last() {
        return List.copyOf(last);
    }

    synchronized Excerpt excerpt() {
        return new Excerpt(first.stream().toList(), count);
    }
}
