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

    private static final String USUAL = "customized";

    static Path withAnswers(Lab lab, String answers) throws IOException {
        return customized(lab, USUAL, "--answers", file(lab, answers));
    }

    static Path withKernelOptions(Lab lab, String options) {
        return withKernelOptions(lab, USUAL, options);
    }

    /** @param name of one among several */
    static Path withKernelOptions(Lab lab, String name, String options) {
        return customized(lab, name, "--kernel-options", options);
    }

    static Path with(Lab lab, String answers, String options) throws IOException {
        return customized(lab, USUAL, "--answers", file(lab, answers), "--kernel-options", options);
    }

    private static String file(Lab lab, String answers) throws IOException {
        return Files.writeString(lab.directory().resolve("answers.toml"), answers)
                .toString();
    }

    private static Path customized(Lab lab, String name, String... changes) {
        Path iso = lab.directory().resolve(name + ".iso");
        List<String> argv = new ArrayList<>(
                List.of("./domzero", "iso", "customize", lab.iso().toString(), "--output", iso.toString()));
        argv.addAll(List.of(changes));
        lab.commands().run(Command.of(argv));
        return iso;
    }
}
