package org.domzero.iso;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Where the dom0's packages come from: a Debian archive.
 *
 * @param suite the release, as {@code trixie}
 * @param mirror of the archive itself, as {@code http://deb.debian.org/debian}; without a slash at the end
 * @param securityMirror of its security updates; null: they are left out
 * @param architecture of the packages, as Debian calls it
 */
public record Archive(String suite, String mirror, @Nullable String securityMirror, String architecture) {
    private static final String USUAL_SECURITY_MIRROR = "http://deb.debian.org/debian-security";

    /** The release domzero is made for: Xen 4.20 and Linux 6.12. */
    public static final Archive TRIXIE = new Archive("trixie", "http://deb.debian.org/debian", USUAL_SECURITY_MIRROR);

    /** The last release that has a kernel for 32-bit PCs. */
    private static final String LEGACY_SUITE = "bookworm";

    private static final String COMPONENTS = "main non-free-firmware";
    /** These get their updates into themselves. */
    private static final Set<String> WITHOUT_UPDATES = Set.of("sid", "unstable", "experimental");

    private static final Set<String> SCHEMES = Set.of("http", "https", "file");

    /** apt's method for a directory whose packages are to be copied out of it. */
    private static final String COPY = "copy:";

    /** One of packages for the processors that dom0 runs on. */
    public Archive(String suite, String mirror, @Nullable String securityMirror) {
        this(suite, mirror, securityMirror, "amd64");
    }

    /** That of the system for 32-bit machines, on the same mirrors. */
    Archive legacy(String itsArchitecture) {
        return new Archive(LEGACY_SUITE, mirror, securityMirror, itsArchitecture);
    }

    Archive withoutSecurity() {
        return new Archive(suite, mirror, null, architecture);
    }

    /**
     * That of {@link #TRIXIE} with what the user wants otherwise.
     *
     * @throws UserError of {@link ExitCode#USAGE} with everything that is wrong
     */
    public static Archive of(@Nullable String suite, @Nullable String mirror, @Nullable String securityMirror) {
        List<Problem> problems = new ArrayList<>();
        if (suite != null && !suite.matches("[a-z][a-z0-9-]*")) {
            problems.add(Problem.of(
                    "--suite \"" + suite + "\" is not the name of a release",
                    "as " + TRIXIE.suite + ", in lower case"));
        }
        String main = mirror(mirror, "--mirror", TRIXIE.mirror, problems);
        String security = mirror(securityMirror, "--security-mirror", USUAL_SECURITY_MIRROR, problems);
        if (!problems.isEmpty()) {
            throw new UserError(ExitCode.USAGE, problems);
        }
        return new Archive(suite == null ? TRIXIE.suite : suite, main, security);
    }

    private static String mirror(@Nullable String given, String option, String usual, List<Problem> problems) {
        if (given == null) {
            return usual;
        }
        try {
            URI uri = new URI(given);
            boolean local = "file".equals(uri.getScheme());
            if (uri.getUserInfo() != null) {
                problems.add(Problem.of(
                        option + " holds a user name",
                        "every host would get it in its sources.list; put it into apt_auth.conf(5) of this machine"));
            } else if (uri.getScheme() == null
                    || !SCHEMES.contains(uri.getScheme())
                    || local != (uri.getHost() == null)
                    || uri.getPath() == null
                    || (local && uri.getPath().length() < 2)
                    || uri.getQuery() != null
                    || uri.getFragment() != null
                    || given.contains("'")) {
                problems.add(notAMirror(given, option));
            }
        } catch (URISyntaxException e) {
            problems.add(notAMirror(given, option));
        }
        return given.replaceFirst("/+$", "");
    }

    private static Problem notAMirror(String given, String option) {
        return Problem.of(
                option + " \"" + given + "\" is not the address of an archive",
                "as " + TRIXIE.mirror + ", or file:///srv/debian for one on this machine");
    }

    /** Whether anybody has tried it. */
    boolean tested() {
        return suite.equals(TRIXIE.suite);
    }

    /** The lines of {@code sources.list(5)} that the image is made from. */
    List<String> sources() {
        return sources(forApt(mirror), securityMirror == null ? null : forApt(securityMirror));
    }

    /** Those of the hosts that are installed from the image: a directory of the build machine is nothing to them. */
    List<String> hostSources() {
        return sources(
                isLocal(mirror) ? TRIXIE.mirror : mirror,
                securityMirror != null && isLocal(securityMirror) ? USUAL_SECURITY_MIRROR : securityMirror);
    }

    private List<String> sources(String main, @Nullable String security) {
        List<String> sources = new ArrayList<>();
        sources.add("deb " + main + " " + suite + " " + COMPONENTS);
        if (!WITHOUT_UPDATES.contains(suite)) {
            sources.add("deb " + main + " " + suite + "-updates " + COMPONENTS);
        }
        if (security != null && !WITHOUT_UPDATES.contains(suite)) {
            sources.add("deb " + security + " " + suite + "-security " + COMPONENTS);
        }
        return sources;
    }

    /** The signed indexes of these: they change when, and only when, a package did. */
    List<String> releaseFiles() {
        List<String> files = new ArrayList<>();
        files.add(forApt(mirror) + "/dists/" + suite + "/InRelease");
        if (!WITHOUT_UPDATES.contains(suite)) {
            files.add(forApt(mirror) + "/dists/" + suite + "-updates/InRelease");
        }
        securityReleaseFile().ifPresent(files::add);
        return files;
    }

    /** That of its security updates, if there are any. */
    Optional<String> securityReleaseFile() {
        return securityMirror == null || WITHOUT_UPDATES.contains(suite)
                ? Optional.empty()
                : Optional.of(forApt(securityMirror) + "/dists/" + suite + "-security/InRelease");
    }

    /** Whether one of {@link #releaseFiles} is in a directory of the build machine. */
    static boolean isDirectory(String releaseFile) {
        return releaseFile.startsWith(COPY);
    }

    private static boolean isLocal(String mirror) {
        return mirror.startsWith("file:");
    }

    /** With {@code file:} apt leaves packages where they are, out of reach of the root they are to be unpacked in. */
    private static String forApt(String mirror) {
        return isLocal(mirror) ? COPY + mirror.substring("file:".length()) : mirror;
    }
}
