package org.domzero.installer.answers;

import java.util.Map;
import org.domzero.toolkit.Place;

/**
 * Answers for cloning a machine, and where in the file they were found.
 *
 * @param places by the key's path: {@code clone.to}; what the file leaves to its default has none
 */
public record ParsedClone(CloneAnswers answers, Map<String, Place> places) implements AnswerFile {
    public ParsedClone {
        places = Map.copyOf(places);
    }
}
