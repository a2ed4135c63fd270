package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.Sha256;

/**
 * The same packages give the same ISO, whoever builds it where: two builds from nothing, the second with another
 * directory, umask, time zone and language.
 */
public final class ReproducibleIso implements Scenario {
    /** A controller's virtual CD crosses a network at a few MB a second, and more files do not get into it unnoticed. */
    private static final ByteSize LARGEST = new ByteSize(450_000_000);

    /** What files of these names begin with; one for each kind of card that servers have, or had, and each processor. */
    private static final List<String> FIRMWARE = List.of(
            "bnx2/bnx2-mips",
            "bnx2x/bnx2x-e2-",
            "cxgb3/",
            "cxgb4/t5fw",
            "e100/d101",
            "intel/ice/ddp/ice",
            "liquidio/lio_",
            "myri10ge_",
            "phanfw.bin",
            "qed/qed_init",
            "ql2500_fw.bin",
            "rtl_nic/rtl8168",
            "tigon/tg3",
            "amd-ucode/",
            "intel-ucode/");

    @Override
    public String name() {
        return "reproducible-iso";
    }

    @Override
    public String description() {
        return "two builds with caches of their own give the same ISO, bit for bit, with all firmware; no machine is started";
    }

    @Override
    public void run(Lab lab) throws IOException {
        Path first = build(lab, "first", "022", "TZ=UTC");
        assertThat(Files.size(first)).as("size of the ISO").isLessThanOrEqualTo(LARGEST.bytes());
        checkFirmware(lab, first);
        Path second =
                build(lab, "second", "077", "TZ=Asia/Tokyo", "LC_ALL=de_DE.UTF-8", "LANG=de_DE.UTF-8", "LANGUAGE=de");
        if (!Sha256.ofFile(first).equals(Sha256.ofFile(second))) {
            assertThat(differences(contents(lab, first), contents(lab, second)))
                    .as("files that differ between %s and %s", first, second)
                    .isEmpty();
        }
        assertThat(Sha256.ofFile(second))
                .as("%s; every file on it is as on %s, so it is the file system around them", second, first)
                .isEqualTo(Sha256.ofFile(first));
    }

    private static Path build(Lab lab, String name, String umask, String... environment) throws IOException {
        Path directory = Files.createDirectories(lab.directory().resolve(name));
        List<String> argv = new ArrayList<>(List.of("env"));
        argv.addAll(List.of(environment));
        argv.addAll(List.of(
                "sh",
                "-c",
                "umask \"$1\" && cd \"$2\" && exec \"$3\" iso build --cache cache --output domzero.iso",
                "sh",
                umask,
                directory.toString(),
                Path.of("domzero").toAbsolutePath().toString()));
        lab.commands().run(Command.of(argv).withLimit(Limits.ISO_BUILD));
        return directory.resolve("domzero.iso");
    }

    private static void checkFirmware(Lab lab, Path iso) {
        Path image = lab.directory().resolve("dom0.squashfs");
        extract(lab, iso, "/live/10-dom0.squashfs", image);
        String files = lab.commands().run("unsquashfs", "-l", image.toString()).output();
        assertThat(FIRMWARE).allSatisfy(name -> assertThat(files).contains("/usr/lib/firmware/" + name));
    }

    /** A file of an ISO, or a directory with all that is in it. */
    private static void extract(Lab lab, Path iso, String path, Path target) {
        lab.commands().run("xorriso", "-osirrox", "on", "-indev", iso.toString(), "-extract", path, target.toString());
    }

    /** Digests of an ISO's files by their paths. */
    private static Map<String, Sha256> contents(Lab lab, Path iso) throws IOException {
        Path directory = Objects.requireNonNull(iso.getParent()).resolve("contents");
        extract(lab, iso, "/", directory);
        Map<String, Sha256> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                digests.put(directory.relativize(file).toString(), Sha256.ofFile(file));
            }
        }
        return digests;
    }

    private static List<String> differences(Map<String, Sha256> one, Map<String, Sha256> other) {
        TreeSet<String> paths = new TreeSet<>(one.keySet());
        paths.addAll(other.keySet());
        return paths.stream()
                .filter(path -> !Objects.equals(one.get(path), other.get(path)))
                .toList();
    }
}
