package org.domzero.iso;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;

/**
 * The system that 32-bit machines are cloned from: a kernel, and an initramfs with all of the system. A directory of the
 * cache.
 */
record LegacyImage(Path directory) {
    /** To be changed whenever this class makes something else of the same ingredients. */
    private static final String RECIPE = "recipe 1";

    private static final String ARCHITECTURE = "i386";
    /** These run here, whatever {@link #ARCHITECTURE} is. */
    private static final String TOOLS_ARCHITECTURE = "amd64";

    private static final List<String> TOOLS = List.of("binutils", "cpio", "kmod", "zstd");

    /** The packages with their versions, by the names of their files. */
    private static final String LIST = "(cd \"$1\"/var/cache/apt/archives && ls *.deb"
            + " | sed 's/_\\([^_]*\\)_[^_]*$/ \\1/; s/%3a/:/g' | LC_ALL=C sort) > \"$1\"/packages.txt";

    private static final List<String> FILES = List.of(
            "programs.txt",
            "modules.txt",
            "init",
            "console",
            "screen",
            "network",
            "lease",
            "sshd_config",
            "modprobe.conf");

    Path kernel() {
        return directory.resolve("vmlinuz");
    }

    Path initrd() {
        return directory.resolve("initrd.img");
    }

    /** {@code PACKAGE VERSION} lines, sorted. */
    Path packages() {
        return directory.resolve("packages.txt");
    }

    /**
     * Makes it from the packages of the last release of Debian for these machines, on the mirrors that dom0's come from.
     *
     * @return empty where they have none of it: an own mirror may hold nothing but what dom0 needs
     */
    static Optional<LegacyImage> build(ImageCache cache, BuildContext context, Path cacheDirectory) throws IOException {
        Archive archive = context.archive().legacy(ARCHITECTURE);
        Effects effects = context.effects();
        for (Archive usable : usable(archive, context.apt(), cacheDirectory, effects)) {
            ArchiveReleases releases = new ArchiveReleases(usable, context.apt(), cacheDirectory);
            Optional<Releases> read = read(releases, effects);
            if (read.isPresent()) {
                LegacyImage image =
                        build(cache, new BuildContext(usable, read.get(), context.apt(), context.asRoot(), effects));
                releases.remember(read.get());
                return Optional.of(image);
            }
        }
        effects.progress()
                .warn("the ISO will not start 32-bit machines: there is no " + archive.suite() + " at "
                        + archive.mirror());
        return Optional.empty();
    }

    private static Optional<Releases> read(ArchiveReleases releases, Effects effects) throws IOException {
        try {
            return Optional.of(releases.read(effects));
        } catch (UserError none) {
            effects.progress().detail(String.valueOf(none.getMessage()));
            return Optional.empty();
        }
    }

    /** With its security updates, unless their mirror is not in step with itself. */
    private static List<Archive> usable(Archive archive, AptSettings apt, Path cacheDirectory, Effects effects)
            throws IOException {
        Optional<String> security = archive.securityReleaseFile();
        if (security.isEmpty() || new ArchiveReleases(archive, apt, cacheDirectory).isInStep(security.get(), effects)) {
            return List.of(archive, archive.withoutSecurity());
        }
        effects.progress()
                .warn("the system for 32-bit machines goes without security updates: the mirror's list of them is not"
                        + " the one that " + security.get() + " names");
        return List.of(archive.withoutSecurity());
    }

    private static LegacyImage build(ImageCache cache, BuildContext context) {
        List<String> packages = Resource.list("legacy/packages.txt");
        String script = Resource.text("legacy/assemble.sh");
        List<String> ingredients = new ArrayList<>(packages);
        ingredients.addAll(TOOLS);
        ingredients.addAll(List.of(RECIPE, LIST, script));
        FILES.forEach(file -> ingredients.add(text(file)));
        ingredients.addAll(context.archive().sources());
        ingredients.addAll(context.releases().ingredients());
        Path directory = cache.get("legacy", ingredients, making -> make(making, packages, script, context));
        return new LegacyImage(directory);
    }

    private static String text(String file) {
        return Resource.text("legacy/" + file);
    }

    private static void make(Path making, List<String> packages, String script, BuildContext context)
            throws IOException {
        Progress progress = context.effects().progress();
        progress.info("system for 32-bit machines: unpacking " + packages.size() + " packages and what they need");
        long start = System.nanoTime();
        Path tar = making.resolve("system.tar");
        context.bootstrap(
                new Bootstrap(context.archive(), packages, List.of(), List.of(LIST), tar, Bootstrap.Kind.FILES),
                List.of(),
                making);
        List<String> hooks =
                new ArrayList<>(List.of("mkdir -p \"$1\"/in/files", "copy-in " + Bootstrap.quoted(tar) + " /in"));
        Path files = Files.createDirectory(making.resolve("files"));
        for (String name : FILES) {
            Path file = Files.writeString(files.resolve(name), text(name));
            hooks.add("copy-in " + Bootstrap.quoted(file) + " /in/files");
        }
        hooks.add(script);
        hooks.add("sync-out /out " + Bootstrap.quoted(making));
        Archive tools = context.archive().legacy(TOOLS_ARCHITECTURE).withoutSecurity();
        context.bootstrap(new Bootstrap(tools, TOOLS, List.of(), hooks, null, Bootstrap.Kind.FILES), List.of(), making);
        ImageCache.delete(files);
        Files.delete(tar);
        LegacyImage image = new LegacyImage(making);
        ByteSize packed = new ByteSize(Files.size(image.kernel()) + Files.size(image.initrd()));
        ByteSize unpacked = new ByteSize(
                Long.parseLong(Files.readString(making.resolve("unpacked-size")).strip()));
        progress.info(String.format(
                Locale.ROOT,
                "system for 32-bit machines: %s on the ISO, %s in memory, made in %d s",
                packed,
                unpacked,
                Duration.ofNanos(System.nanoTime() - start).toSeconds()));
    }
}
