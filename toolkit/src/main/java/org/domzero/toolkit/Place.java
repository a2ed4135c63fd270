package org.domzero.toolkit;

/**
 * A position in a file that a person can open.
 *
 * @param file the file as the user named it
 * @param line counted from 1; 0 where only the file is known
 * @param column counted from 1; 0 where only the line is known
 */
public record Place(String file, int line, int column) {
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    /** {@code answers.toml:12:8}, without the parts that are not known. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
