package org.domzero.tests.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.tests.Lab;
import org.domzero.toolkit.Command;

/** The ISO under test with answers or options put in, as a user puts them in: with {@code domzero iso customize}. */
final class Iso {
    private Iso() {}

    static Path withAnswers(Lab lab, String answers) throws IOException {
        Path file = lab.directory().resolve("answers.toml");
        Files.writeString(file, answers);
        return customized(lab, "--answers", file.toString());
    }

    static Path withKernelOptions(Lab lab, String options) {
        return customized(lab, "--kernel-options", options);
    }

    private static Path customized(Lab lab, String... changes) {
        Path iso = lab.directory().resolve("customized.iso");
        List<String> argv = new ArrayList<>(
                List.of("./domzero", "iso", "customize", lab.iso().toString(), "--output", iso.toString()));
        argv.addAll(List.of(changes));
        lab.commands().run(Command.of(argv));
        return iso;
    }
}
