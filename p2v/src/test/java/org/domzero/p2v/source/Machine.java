package org.domzero.p2v.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The probe, run by the shells that this machine has. */
record Machine(List<String> shell) {
    /** What a login may have done before: none of it may reach the script. */
    private static final String HABITS =
            "alias cat='echo aliased'; alias printf=false; set -C -u -f; IFS=/; PATH=/nowhere\n";

    static Stream<Machine> all() {
        return Stream.of(List.of("sh"), List.of("bash", "--posix"), List.of("bash"), List.of("busybox", "sh"))
                .filter(shell ->
                        Stream.of("/bin/", "/usr/bin/").anyMatch(bin -> Files.exists(Path.of(bin + shell.get(0)))))
                .map(Machine::new);
    }

    byte[] says(String... arguments) {
        List<String> argv = new ArrayList<>(shell);
        argv.addAll(List.of("-s", "--"));
        argv.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LANG", "de_DE.UTF-8");
        builder.environment().put("POSIXLY_CORRECT", "1");
        try {
            Process process = builder.start();
            process.getOutputStream().write((HABITS + Probe.script()).getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().close();
            try (InputStream out = process.getInputStream()) {
                byte[] said = out.readAllBytes();
                assertThat(process.waitFor()).isZero();
                return said;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    SourceFacts facts(String... arguments) {
        return SourceFacts.read(new ByteArrayInputStream(says(arguments)));
    }

    @Override
    public String toString() {
        return String.join(" ", shell);
    }
}
