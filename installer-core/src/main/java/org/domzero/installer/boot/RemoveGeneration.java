package org.domzero.installer.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;

/**
 * Removes a generation that no entry names, its description first: what is left after a power cut is then known to be
 * incomplete.
 *
 * @param folder of the generation
 * @param what it is, for people
 */
record RemoveGeneration(String folder, String what) implements Action {
    @Override
    public String summary() {
        return "remove " + folder + " (" + what + ")";
    }

    @Override
    public boolean destructive() {
        return true;
    }

    @Override
    public void perform(Effects effects) {
        effects.onFile(folder, path -> {
            Files.deleteIfExists(path.resolve(Generation.FILE));
            for (Path each : deepestFirst(path)) {
                Files.delete(each);
            }
        });
    }

    private static List<Path> deepestFirst(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
