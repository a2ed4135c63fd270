package org.domzero.p2v.copy;

import java.util.Comparator;
import java.util.List;

/**
 * The file systems of the source that become one. Paths of all of them begin at the root, as {@code ./boot/grub}; those of
 * one begin where it is mounted, as {@code ./grub}.
 */
final class SourceTrees {
    /** Those mounted deepest first, so that the first that fits is the one. */
    private final List<SourceTree> trees;

    private final List<SourceTree> outermostFirst;

    SourceTrees(List<SourceTree> trees) {
        Comparator<SourceTree> byDepth =
                Comparator.comparing(tree -> tree.path().length());
        this.trees = trees.stream().sorted(byDepth.reversed()).toList();
        this.outermostFirst = trees.stream().sorted(byDepth).toList();
        if (this.trees.stream().filter(SourceTree::isRoot).count() != 1) {
            throw new IllegalArgumentException("a system has one root: " + trees);
        }
    }

    /** The root first, and each before those mounted in it. */
    List<SourceTree> outermostFirst() {
        return outermostFirst;
    }

    SourceTree root() {
        return outermostFirst.get(0);
    }

    /** The tree that a path of all is in. */
    SourceTree of(String path) {
        return trees.stream()
                .filter(tree -> tree.isRoot() || path.equals(tree.path()) || path.startsWith(tree.path() + "/"))
                .findFirst()
                .orElseThrow();
    }

    /** A path of one tree as one of all. */
    static String outer(SourceTree tree, String path) {
        return tree.path() + path.substring(1);
    }

    /** A path of all as one of the tree that it is in. */
    static String inner(SourceTree tree, String path) {
        return "." + path.substring(tree.path().length());
    }

    /** What mkfs makes for fsck(8) in each file system, and nobody misses. */
    boolean isLostAndFound(String path) {
        return trees.stream()
                .map(tree -> tree.path() + "/lost+found")
                .anyMatch(lost -> path.equals(lost) || path.startsWith(lost + "/"));
    }
}
