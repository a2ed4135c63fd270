package org.domzero.installer.boot;

import org.domzero.toolkit.Sha256;

/**
 * A file that a generation is to have.
 *
 * @param file as it has to be once it is written
 */
record NewFile(BootFile file, FileSource source) {
    static NewFile text(String name, String content) {
        FileSource.Text text = new FileSource.Text(content);
        return new NewFile(new BootFile(name, text.bytes().length, Sha256.of(text.bytes())), text);
    }
}
