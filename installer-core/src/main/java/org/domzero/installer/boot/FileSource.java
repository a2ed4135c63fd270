package org.domzero.installer.boot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.domzero.toolkit.plan.Effects;

/** Where the content of a file comes from. */
sealed interface FileSource {
    InputStream open(Effects effects) throws IOException;

    /** For people; empty where the content is made up. */
    String describe();

    /** A file that is taken as it is, by its path of the plan. */
    record Copied(String path) implements FileSource {
        @Override
        public InputStream open(Effects effects) throws IOException {
            return Files.newInputStream(effects.resolve(path));
        }

        @Override
        public String describe() {
            return " from " + path;
        }
    }

    /**
     * As Debian ships {@code xen.efi}: most of it is debug data.
     *
     * @param path of the plan
     */
    record WithoutDebugData(String path) implements FileSource {
        @Override
        public InputStream open(Effects effects) throws IOException {
            return new ByteArrayInputStream(bytes(effects));
        }

        byte[] bytes(Effects effects) throws IOException {
            return PeImage.withoutDebugData(Files.readAllBytes(effects.resolve(path)));
        }

        @Override
        public String describe() {
            return " from " + path + " without its debug data";
        }
    }

    /** ASCII text. */
    record Text(String content) implements FileSource {
        @Override
        public InputStream open(Effects effects) {
            return new ByteArrayInputStream(bytes());
        }

        byte[] bytes() {
            return content.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public String describe() {
            return "";
        }
    }
}
