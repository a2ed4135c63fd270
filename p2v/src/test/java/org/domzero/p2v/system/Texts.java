package org.domzero.p2v.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A system that is no more than some texts by path. */
record Texts(Map<String, String> texts) implements SystemFiles {
    @Override
    public Optional<String> text(String path) {
        return Optional.ofNullable(texts.get(path));
    }

    @Override
    public List<String> list(String directory) {
        return texts.keySet().stream()
                .filter(path -> path.startsWith(directory + "/"))
                .map(path -> path.substring(directory.length() + 1).split("/", 2)[0])
                .distinct()
                .sorted()
                .toList();
    }
}
