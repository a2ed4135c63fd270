package org.domzero.iso;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;

/**
 * {@code 10-dom0.squashfs} and, beside it, what boots it: a directory of the cache.
 *
 * @param directory holds the files that the accessors name
 */
record Dom0Image(Path directory) {
    private static final String SQUASHFS = "10-dom0.squashfs";
    /** To be changed whenever this class makes something else of the same ingredients. */
    private static final String RECIPE = "recipe 2";

    Path squashfs() {
        return directory.resolve(SQUASHFS);
    }

    Path kernel() {
        return directory.resolve("vmlinuz");
    }

    Path initrd() {
        return directory.resolve("initrd.img");
    }

    Path xen() {
        return directory.resolve("xen.gz");
    }

    /** As Debian ships it, with its debug data. */
    Path xenEfi() {
        return directory.resolve("xen.efi");
    }

    /** {@code PACKAGE VERSION} lines, sorted. */
    Path packages() {
        return directory.resolve("packages.txt");
    }

    /** As in the names of Debian's files in {@code /boot}: {@code 4.20-amd64}. */
    String xenVersion() throws IOException {
        String prefix = "xen-hypervisor-";
        return Files.readAllLines(packages()).stream()
                .filter(line -> line.matches(prefix + "[0-9.]+-amd64 .*"))
                .map(line -> line.substring(prefix.length(), line.indexOf(' ')))
                .findFirst()
                .orElseThrow(() -> new IOException(packages() + " lists no hypervisor"));
    }

    /** The kernel's release, as {@code uname -r} will have it: the name of its modules' directory. */
    String kernelRelease() throws IOException {
        return Files.readString(directory.resolve("kernel-release")).strip();
    }

    /** @param asked packages beside those that dom0 always has */
    static Dom0Image build(ImageCache cache, BuildContext context, List<String> asked) {
        List<String> packages = Stream.concat(Resource.list("dom0/packages.txt").stream(), asked.stream())
                .distinct()
                .toList();
        String customize = Resource.text("dom0/customize.sh");
        List<String> ingredients = new ArrayList<>(packages);
        ingredients.addAll(List.of(RECIPE, customize));
        InitramfsFile.ALL.forEach(file -> ingredients.add(file.content()));
        ingredients.addAll(context.archive().sources());
        ingredients.addAll(context.archive().hostSources());
        ingredients.addAll(context.releases().ingredients());
        Path directory = cache.get("dom0", ingredients, making -> make(making, packages, asked, customize, context));
        return new Dom0Image(directory);
    }

    private static void make(
            Path making, List<String> packages, List<String> asked, String customize, BuildContext context)
            throws IOException {
        Progress progress = context.effects().progress();
        progress.info("dom0 image: installing " + packages.size() + " packages and what they need");
        Path tar = making.resolve("dom0.tar");
        // All of these shape the initrd, which is made as soon as the kernel is installed.
        List<Path> early = new ArrayList<>();
        List<String> earlyHooks = new ArrayList<>();
        // Settings that are there before their package are kept, without asking; customize.sh takes this away.
        earlyHooks.add("echo force-confold > \"$1\"/etc/dpkg/dpkg.cfg.d/domzero-build");
        for (InitramfsFile file : InitramfsFile.ALL) {
            Path copy = making.resolve(file.name());
            Files.writeString(copy, file.content());
            Files.setPosixFilePermissions(
                    copy, PosixFilePermissions.fromString(file.executable() ? "rwxr-xr-x" : "rw-r--r--"));
            early.add(copy);
            earlyHooks.add("mkdir -p \"$1\"" + file.directory());
            earlyHooks.add("copy-in " + Bootstrap.quoted(copy) + " " + file.directory());
            // Else it belongs to whoever builds, by number: on a host that is somebody else.
            earlyHooks.add("chown 0:0 \"$1\"" + file.directory() + "/" + file.name());
        }
        StringBuilder sources = new StringBuilder();
        context.archive()
                .hostSources()
                .forEach(line -> sources.append("echo '").append(line).append("'; "));
        List<String> hooks = List.of(
                "{ " + sources + "} > \"$1\"/etc/apt/sources.list",
                "cp \"$1\"/boot/vmlinuz-* \"$1\"/boot/vmlinuz && cp \"$1\"/boot/initrd.img-* \"$1\"/boot/initrd.img"
                        + " && cp \"$1\"/boot/xen-*.gz \"$1\"/boot/xen.gz && cp \"$1\"/boot/xen-*.efi \"$1\"/boot/xen.efi"
                        + " && ls \"$1\"/usr/lib/modules > \"$1\"/boot/kernel-release"
                        + " && chroot \"$1\" dpkg-query -W -f '${Package} ${Version}\\n' > \"$1\"/boot/packages.txt",
                "copy-out /boot/vmlinuz /boot/initrd.img /boot/xen.gz /boot/xen.efi /boot/kernel-release"
                        + " /boot/packages.txt " + Bootstrap.quoted(making),
                "rm \"$1\"/boot/vmlinuz \"$1\"/boot/initrd.img \"$1\"/boot/xen.gz \"$1\"/boot/xen.efi"
                        + " \"$1\"/boot/kernel-release \"$1\"/boot/packages.txt",
                customize);
        context.bootstrap(new Bootstrap(context.archive(), packages, earlyHooks, hooks, tar), asked, making);
        checkMicrocode(making.resolve("initrd.img"));
        progress.info("dom0 image: packing");
        pack(tar, making, context);
        Files.delete(tar);
        for (Path copy : early) {
            Files.delete(copy);
        }
    }

    /**
     * Ownership and modes come from the tar, but for those of the root directory: its owner is whoever packs. (sqfstar
     * would be the shorter way; that of Debian 12 does not understand a compression level.)
     */
    private static void pack(Path tar, Path making, BuildContext context) throws IOException {
        try (Scratch scratch = Scratch.create(making, context.effects().commands())) {
            Path directory = Files.createDirectory(scratch.directory().resolve("packed"));
            Scratch.openToAll(directory);
            Path packed = directory.resolve(SQUASHFS);
            List<String> argv =
                    new ArrayList<>(List.of("sh", "-c", "tar=$1; shift; exec \"$@\" < \"$tar\"", "sh", tar.toString()));
            argv.addAll(context.privileged(List.of(
                    "mksquashfs",
                    "-",
                    packed.toString(),
                    "-tar",
                    "-root-mode",
                    "0755",
                    "-noappend",
                    "-no-progress",
                    "-comp",
                    "zstd",
                    "-Xcompression-level",
                    "15")));
            context.run(context.dated(argv).withLimit(Duration.ofMinutes(30)));
            Files.copy(packed, making.resolve(SQUASHFS));
        }
    }

    private static void checkMicrocode(Path initrd) throws IOException {
        EarlyMicrocode microcode = EarlyMicrocode.in(initrd);
        if (!microcode.forEveryProcessor()) {
            throw UserError.failed(
                    "the initrd of dom0 has microcode for " + microcode.intelModels() + " processors of Intel and "
                            + (microcode.amd() ? "for those" : "for none") + " of AMD",
                    "the archive lacks intel-microcode or amd64-microcode of this suite, or they work otherwise than"
                            + " those of trixie");
        }
    }
}
