package org.domzero.iso;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;

/** What apt said why packages could not be installed, in the user's terms. */
final class BootstrapFailure {
    private static final Pattern UNKNOWN =
            Pattern.compile("E: Unable to locate package (\\S+)|E: Package '([^']+)' has no installation candidate");
    private static final Pattern REASON = Pattern.compile(
            "(E|Err:\\d+|dpkg|dpkg-deb|chroot|cp|rm|tar)(:| ).*|(.* )?(Depends|Conflicts|Breaks|PreDepends): .*");
    /** What mmdebstrap adds to every failure. */
    private static final Pattern NO_REASON =
            Pattern.compile("E: (setup failed: E: apt-get |mmdebstrap failed to run).*");

    private static final int SHOWN = 8;

    private BootstrapFailure() {}

    /** @param asked packages that the user asked for: it is theirs to mend when there is no such package */
    static UserError of(CommandResult result, Archive archive, List<String> asked) {
        List<String> said = Stream.concat(
                        result.output().lines(), result.errors().lines())
                .map(String::strip)
                .toList();
        List<String> unknown = said.stream()
                .map(UNKNOWN::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            return new UserError(
                    asked.containsAll(unknown) ? ExitCode.USAGE : ExitCode.FAILED,
                    unknown.stream()
                            .map(name -> unknown(name, archive, asked.contains(name)))
                            .toList());
        }
        List<String> reasons = said.stream()
                .filter(line -> REASON.matcher(line).matches()
                        && !NO_REASON.matcher(line).matches())
                .toList();
        List<String> last = reasons.isEmpty() ? result.tail(SHOWN).lines().toList() : reasons;
        return UserError.failed(
                "the packages of " + archive.suite() + " could not be installed: mmdebstrap ended with status "
                        + result.status(),
                "it said: " + String.join("\n        ", last.subList(Math.max(0, last.size() - SHOWN), last.size())));
    }

    private static Problem unknown(String name, Archive archive, boolean asked) {
        return Problem.of(
                (asked ? "--package " : "dom0 needs the package ") + name + ": there is none in " + archive.suite()
                        + " at " + archive.mirror(),
                asked
                        ? "packages come from main and non-free-firmware; packages.debian.org knows which there are"
                        : "domzero is made for " + Archive.TRIXIE.suite() + "; or is the mirror incomplete?");
    }
}
