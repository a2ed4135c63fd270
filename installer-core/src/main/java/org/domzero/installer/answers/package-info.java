/**
 * The answer file: TOML, version 1, read, checked, written and documented from one declaration per key.
 *
 * <p>{@link org.domzero.installer.answers.AnswersParser} reads it, {@link org.domzero.installer.answers.AnswersWriter}
 * writes it, {@link org.domzero.installer.answers.AnswersGuide} explains it. Whether the answers fit the machine at hand
 * is not decided here.
 */
@NullMarked
package org.domzero.installer.answers;

import org.jspecify.annotations.NullMarked;
