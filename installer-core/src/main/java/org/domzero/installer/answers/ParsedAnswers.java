package org.domzero.installer.answers;

import java.util.Map;
import org.domzero.toolkit.Place;

/**
 * Answers and where in the file they were found, so that a later stage can point at the line.
 *
 * @param places by the key's path: {@code storage}, {@code storage.system-disk}, {@code storage.system-disk.min-size},
 *     {@code storage.repository-disks[0]}; what the file leaves to its default has none
 */
public record ParsedAnswers(Answers answers, Map<String, Place> places) implements AnswerFile {
    public ParsedAnswers {
        places = Map.copyOf(places);
    }
}
