package org.domzero.iso;

import java.nio.file.Path;
import java.util.List;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * What an ISO is to be.
 *
 * @param output the file to write
 * @param cache where images are kept between builds
 * @param archive where dom0's packages come from
 * @param packages what dom0 gets beside what it always has
 * @param proxy that packages come through; null: the one that apt is set to use
 * @param jars the program that goes onto it: its own jars and those it uses
 * @param completion bash's completion of the program's commands
 * @param answers an answer file to embed
 * @param ca certificates to embed, by which servers of answers are known
 * @param kernelOptions added to every entry of the boot menu; empty for none
 */
public record IsoRequest(
        Path output,
        Path cache,
        Archive archive,
        List<String> packages,
        @Nullable Proxy proxy,
        List<Path> jars,
        String completion,
        @Nullable Path answers,
        @Nullable Path ca,
        String kernelOptions) {
    public IsoRequest {
        packages = packages.stream().distinct().sorted().toList();
        jars = List.copyOf(jars);
    }

    /** @throws UserError naming everything that is wrong, before anything is run */
    void check() {
        List<Problem> problems = packages.stream()
                .filter(name -> !name.matches("[a-z0-9][a-z0-9+.-]*[a-z0-9+.]"))
                .map(name -> Problem.of(
                        "--package \"" + name + "\" is not the name of a Debian package",
                        "one name, as in 'apt-cache show NAME'; repeat the option for more"))
                .toList();
        if (!problems.isEmpty()) {
            throw new UserError(ExitCode.USAGE, problems);
        }
        if (answers != null) {
            EmbeddedAnswers.check(answers);
        }
        if (ca != null) {
            EmbeddedCertificates.check(ca);
        }
        KernelOptions.check(kernelOptions);
    }
}
