package org.domzero.bootloader.extlinux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration files under {@code src/test/resources/samples}. */
final class Samples {
    static final List<String> NAMES = List.of("xenserver-5.conf", "xenserver-continued.conf", "menu.conf");

    private Samples() {}

    static String read(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/samples", name), ExtlinuxConfig.CHARSET);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
