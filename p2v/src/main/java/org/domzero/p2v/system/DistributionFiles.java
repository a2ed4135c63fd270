package org.domzero.p2v.system;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.domzero.p2v.text.ShellVariables;

/** The files in which distributions say what they are: os-release(5) where it is there, older ones elsewhere. */
final class DistributionFiles {
    private static final Map<String, Family> FAMILIES = Map.ofEntries(
            Map.entry("rhel", Family.RED_HAT),
            Map.entry("redhat", Family.RED_HAT),
            Map.entry("centos", Family.RED_HAT),
            Map.entry("fedora", Family.RED_HAT),
            Map.entry("scientific", Family.RED_HAT),
            Map.entry("ol", Family.RED_HAT),
            Map.entry("rocky", Family.RED_HAT),
            Map.entry("almalinux", Family.RED_HAT),
            Map.entry("amzn", Family.RED_HAT),
            Map.entry("debian", Family.DEBIAN),
            Map.entry("ubuntu", Family.DEBIAN),
            Map.entry("linuxmint", Family.DEBIAN),
            Map.entry("raspbian", Family.DEBIAN),
            Map.entry("devuan", Family.DEBIAN),
            Map.entry("suse", Family.SUSE),
            Map.entry("sles", Family.SUSE),
            Map.entry("sled", Family.SUSE),
            Map.entry("opensuse", Family.SUSE),
            Map.entry("opensuse-leap", Family.SUSE),
            Map.entry("opensuse-tumbleweed", Family.SUSE),
            Map.entry("gentoo", Family.GENTOO),
            Map.entry("slackware", Family.SLACKWARE));

    /** How releases of the Red Hat family begin, before their word "release"; a name that begins another comes after. */
    private static final List<Map.Entry<String, String>> RED_HAT_IDS = List.of(
            Map.entry("Red Hat Enterprise", "rhel"),
            Map.entry("Red Hat Linux", "redhat"),
            Map.entry("CentOS", "centos"),
            Map.entry("Scientific", "scientific"),
            Map.entry("Fedora", "fedora"),
            Map.entry("Oracle", "ol"),
            Map.entry("Enterprise Linux", "ol"),
            Map.entry("Rocky", "rocky"),
            Map.entry("AlmaLinux", "almalinux"));

    private static final Pattern RELEASE = Pattern.compile("(.*?) release ([0-9][0-9A-Za-z.]*).*");
    private static final Pattern LAST_NUMBER = Pattern.compile("(.*?)\\s*([0-9][0-9.]*)\\D*");

    private final SystemFiles files;

    private DistributionFiles(SystemFiles files) {
        this.files = files;
    }

    static Distribution read(SystemFiles files) {
        DistributionFiles reader = new DistributionFiles(files);
        // Ubuntu has Debian's file as well, and Oracle Red Hat's: who derives is asked first.
        return Stream.<Function<DistributionFiles, Optional<Distribution>>>of(
                        DistributionFiles::osRelease,
                        one -> one.redHat("/etc/oracle-release"),
                        one -> one.redHat("/etc/enterprise-release"),
                        one -> one.redHat("/etc/redhat-release"),
                        DistributionFiles::suse,
                        DistributionFiles::gentoo,
                        DistributionFiles::slackware,
                        DistributionFiles::lsb,
                        DistributionFiles::debian)
                .flatMap(one -> one.apply(reader).stream())
                .findFirst()
                .orElseGet(reader::unknown);
    }

    private Optional<String> line(String path) {
        return files.text(path)
                .flatMap(text -> text.lines().filter(line -> !line.isBlank()).findFirst())
                .map(String::strip);
    }

    private Optional<Distribution> osRelease() {
        return files.text("/etc/os-release")
                .or(() -> files.text("/usr/lib/os-release"))
                .flatMap(text -> {
                    ShellVariables variables = ShellVariables.of(text);
                    String id = variables.value("ID").orElse("").toLowerCase(Locale.ROOT);
                    return family(id, variables.value("ID_LIKE").orElse("")).map(family -> {
                        String name = variables.value("NAME").orElse(id);
                        return new Distribution(
                                family, id, name, variables.value("VERSION_ID").orElse(""));
                    });
                });
    }

    private static Optional<Family> family(String id, String like) {
        return Stream.concat(
                        Stream.of(id), Stream.of(like.toLowerCase(Locale.ROOT).split(" ")))
                .flatMap(word -> Optional.ofNullable(FAMILIES.get(word)).stream())
                .findFirst();
    }

    private Optional<Distribution> redHat(String path) {
        return line(path).flatMap(line -> {
            Matcher matcher = RELEASE.matcher(line);
            return matcher.matches()
                    ? RED_HAT_IDS.stream()
                            .filter(id -> line.startsWith(id.getKey()))
                            .findFirst()
                            .map(id ->
                                    new Distribution(Family.RED_HAT, id.getValue(), matcher.group(1), matcher.group(2)))
                    : Optional.empty();
        });
    }

    /** {@code SUSE Linux Enterprise Server 11 (x86_64)}, then VERSION and PATCHLEVEL. */
    private Optional<Distribution> suse() {
        return line("/etc/SuSE-release").map(line -> {
            ShellVariables variables =
                    ShellVariables.of(files.text("/etc/SuSE-release").orElse("").replace(" = ", "="));
            String name = line.replaceFirst("\\s*\\([^)]*\\)$", "");
            String level =
                    variables.value("PATCHLEVEL").map(number -> "." + number).orElse("");
            String version =
                    variables.value("VERSION").map(number -> number + level).orElse("");
            String id = name.startsWith("SUSE Linux Enterprise Server")
                    ? "sles"
                    : name.startsWith("openSUSE") ? "opensuse" : "suse";
            return new Distribution(Family.SUSE, id, name.replaceFirst("\\s+[0-9.]+$", ""), version);
        });
    }

    private Optional<Distribution> gentoo() {
        return line("/etc/gentoo-release").map(line -> numbered(Family.GENTOO, "gentoo", "Gentoo", line));
    }

    private Optional<Distribution> slackware() {
        return line("/etc/slackware-version").map(line -> numbered(Family.SLACKWARE, "slackware", "Slackware", line));
    }

    private static Distribution numbered(Family family, String id, String name, String line) {
        Matcher matcher = LAST_NUMBER.matcher(line);
        return new Distribution(family, id, name, matcher.matches() ? matcher.group(2) : "");
    }

    private Optional<Distribution> lsb() {
        return files.text("/etc/lsb-release").flatMap(text -> {
            ShellVariables variables = ShellVariables.of(text);
            String name = variables.value("DISTRIB_ID").orElse("");
            String id = name.toLowerCase(Locale.ROOT);
            return family(id, "")
                    .map(family -> new Distribution(
                            family, id, name, variables.value("DISTRIB_RELEASE").orElse("")));
        });
    }

    /** A number, or what a suite that was not released yet has there: {@code squeeze/sid}. */
    private Optional<Distribution> debian() {
        return line("/etc/debian_version").map(line -> new Distribution(Family.DEBIAN, "debian", "Debian", line));
    }

    private Distribution unknown() {
        ShellVariables variables =
                ShellVariables.of(files.text("/etc/os-release").orElse(""));
        String name = variables
                .value("PRETTY_NAME")
                .or(() -> variables.value("NAME"))
                .or(this::ownRelease)
                .or(() -> line("/etc/issue"))
                .orElse("");
        return new Distribution(
                Family.OTHER,
                variables.value("ID").orElse(""),
                name,
                variables.value("VERSION_ID").orElse(""));
    }

    private Optional<String> ownRelease() {
        return files.list("/etc").stream()
                .filter(name -> name.matches(".+[-_](release|version)") && !name.equals("lsb-release"))
                .flatMap(name -> line("/etc/" + name).stream())
                .findFirst();
    }
}
