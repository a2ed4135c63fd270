package org.domzero.tests;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What the scenarios of one run have left to each other, by name. */
final class Products {
    private final Map<String, Path> paths = new HashMap<>();

    void put(String name, Path path) {
        paths.put(name, path);
    }

    /** What a scenario left that then failed is not to be built on. */
    void remove(Collection<String> names) {
        paths.keySet().removeAll(names);
    }

    boolean has(String name) {
        return paths.containsKey(name);
    }

    Path get(String name) {
        Path path = paths.get(name);
        if (path == null) {
            throw new IllegalStateException("nobody has left \"" + name + "\"");
        }
        return path;
    }
}
