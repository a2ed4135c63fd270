package org.domzero.installer.answers;

import java.util.Map;
import org.domzero.toolkit.Place;

/** An answer file that was read, whatever it is for. */
public sealed interface AnswerFile permits ParsedAnswers, ParsedClone {
    /** Where in the file each key was found, by its path. */
    Map<String, Place> places();
}
