package org.domzero.iso;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.domzero.installer.medium.MediumFile;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.Version;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;

/** Builds the installation medium. */
public final class IsoBuild {
    /** The ISO's volume label, by which the initrd finds the medium. */
    static final String VOLUME = "DOMZERO-ISO";

    private static final int PHASES = 6;

    private final IsoRequest request;
    private final Effects effects;

    private IsoBuild(IsoRequest request, Effects effects) {
        this.request = request;
        this.effects = effects;
    }

    /**
     * Builds the ISO that was asked for and puts it in its place when it is complete.
     *
     * @throws UserError when the answers are wrong, a tool is missing, or the archive cannot be reached and nothing
     *     usable is in the cache
     */
    public static void run(IsoRequest request, Effects effects) {
        try {
            new IsoBuild(request, effects).build();
        } catch (IOException e) {
            throw UserError.failed("the ISO could not be built: " + IoReason.of(e), "is there enough free space?", e);
        }
    }

    private void build() throws IOException {
        request.check();
        if (!request.archive().tested()) {
            effects.progress()
                    .warn(request.archive().suite() + " is untested: domzero is made for " + Archive.TRIXIE.suite());
        }
        BuildTools.require(effects.commands(), "mmdebstrap", "mksquashfs", "xorriso", "mformat", "mmd", "mcopy");
        boolean asRoot = BuildTools.isRoot(effects.commands());
        if (!asRoot) {
            BuildTools.requireNamespaces(effects);
        }
        try (AptSettings apt = AptSettings.write(request.proxy(), effects.commands())) {
            build(apt, asRoot);
        }
    }

    private void build(AptSettings apt, boolean asRoot) throws IOException {
        ImageCache cache = new ImageCache(request.cache(), effects);
        phase(1, "look at the package archive");
        ArchiveReleases releases = new ArchiveReleases(request.archive(), apt, request.cache());
        BuildContext context = new BuildContext(request.archive(), releases.read(effects), apt, asRoot, effects);
        phase(2, "dom0 image");
        Dom0Image dom0 = Dom0Image.build(cache, context, request.packages());
        phase(3, "Java runtime and boot loaders");
        MediumTools tools = MediumTools.build(cache, context, dom0);
        ClassArchive classes = ClassArchive.build(cache, context, tools, request.jars());
        phase(4, "system for 32-bit machines");
        Optional<LegacyImage> legacy = LegacyImage.build(cache, context, request.cache());
        releases.remember(context.releases());
        Path output = request.output().toAbsolutePath();
        Path directory = Files.createDirectories(Objects.requireNonNull(output.getParent()));
        Path work = Files.createTempDirectory(directory, ".domzero-iso-");
        try {
            phase(5, "program and live images");
            Path tree = Files.createDirectories(work.resolve("tree"));
            layOut(tree, work, context, dom0, tools, classes, legacy);
            phase(6, "write the ISO");
            Path iso = work.resolve("domzero.iso");
            xorriso(tree, context, tools, iso);
            if (request.answers() != null || KernelOptions.holdSecret(request.kernelOptions())) {
                EmbeddedAnswers.makePrivate(iso);
            }
            Files.move(iso, output, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            ImageCache.delete(work);
        }
    }

    private void layOut(
            Path tree,
            Path work,
            BuildContext context,
            Dom0Image dom0,
            MediumTools tools,
            ClassArchive classes,
            Optional<LegacyImage> legacy)
            throws IOException {
        Path live = Files.createDirectories(tree.resolve("live"));
        Path domzero = Files.createDirectories(tree.resolve("domzero"));
        link(dom0.squashfs(), live.resolve("10-dom0.squashfs"));
        pack(
                ProgramLayer.layer(tools, request.jars(), classes.file(), request.completion()),
                work.resolve("program"),
                live,
                "20-domzero",
                context);
        pack(LiveLayer.layer(tools), work.resolve("live"), live, "30-live", context);
        link(dom0.kernel(), live.resolve("vmlinuz"));
        link(dom0.initrd(), live.resolve("initrd.img"));
        link(dom0.xen(), domzero.resolve("xen.gz"));
        link(tools.xenEfi(), domzero.resolve("xen.efi"));
        MediumManifest manifest = new MediumManifest(
                Version.current(),
                dom0.kernelRelease(),
                dom0.xenVersion(),
                List.of(file(tree, "live/10-dom0.squashfs"), file(tree, "live/20-domzero.squashfs")),
                file(tree, "live/vmlinuz"),
                file(tree, "live/initrd.img"),
                file(tree, "domzero/xen.gz"),
                file(tree, "domzero/xen.efi"),
                context.releases().date());
        Files.writeString(tree.resolve(MediumManifest.PATH), manifest.toJson());
        Files.copy(dom0.packages(), domzero.resolve("packages.txt"));
        Files.write(domzero.resolve("sources.list"), context.archive().hostSources());
        if (request.answers() != null) {
            Files.copy(request.answers(), tree.resolve(MediumManifest.ANSWERS_PATH));
        }
        if (request.ca() != null) {
            Files.copy(request.ca(), tree.resolve(MediumManifest.CA_PATH));
        }
        if (legacy.isPresent()) {
            Path directory = Files.createDirectories(tree.resolve("legacy"));
            link(legacy.get().kernel(), directory.resolve("vmlinuz"));
            link(legacy.get().initrd(), directory.resolve("initrd.img"));
            Files.copy(legacy.get().packages(), directory.resolve("packages.txt"));
        }
        bootLoaders(tree, context, tools, BootMenu.domzero(Version.current(), legacy.isPresent()));
    }

    private void bootLoaders(Path tree, BuildContext context, MediumTools tools, BootMenu menu) throws IOException {
        Path isolinux = Files.createDirectories(tree.resolve("isolinux"));
        for (String name : List.of("isolinux.bin", "ldlinux.c32", "libcom32.c32", "libutil.c32", "menu.c32")) {
            // Copied, not linked: xorriso writes the boot information table into isolinux.bin.
            Files.copy(tools.isolinux().resolve(name), isolinux.resolve(name));
        }
        Files.writeString(isolinux.resolve("isolinux.cfg"), withOptions(menu.isolinux()));
        Path grub = Files.createDirectories(tree.resolve("boot/grub"));
        Files.writeString(grub.resolve("grub.cfg"), withOptions(menu.grub()));
        Path esp = grub.resolve("efi.img");
        List.of(
                        List.of(
                                "mformat",
                                "-C",
                                "-i",
                                esp.toString(),
                                "-T",
                                "8192",
                                "-N",
                                "D0AE20",
                                "-v",
                                "DOMZERO-EFI",
                                "::"),
                        List.of("mmd", "-i", esp.toString(), "::/EFI", "::/EFI/BOOT"),
                        List.of("mcopy", "-i", esp.toString(), tools.bootx64().toString(), "::/EFI/BOOT/BOOTX64.EFI"))
                .forEach(argv -> context.run(context.dated(argv)));
    }

    private void xorriso(Path tree, BuildContext context, MediumTools tools, Path iso) {
        context.run(context.dated(List.of(
                        "xorriso",
                        "-as",
                        "mkisofs",
                        "-quiet",
                        "-o",
                        iso.toString(),
                        "-V",
                        VOLUME,
                        "--set_all_file_dates",
                        "=" + context.releases().epoch(), // not that of the file
                        "-r",
                        "-J",
                        // The MBR, and a partition table that names the ESP, make the same file a USB stick.
                        "-isohybrid-mbr",
                        tools.isolinux().resolve("isohdpfx.bin").toString(),
                        "-c",
                        "isolinux/boot.cat",
                        "-b",
                        "isolinux/isolinux.bin",
                        "-no-emul-boot",
                        "-boot-load-size",
                        "4",
                        "-boot-info-table",
                        "-eltorito-alt-boot",
                        "-e",
                        "boot/grub/efi.img",
                        "-no-emul-boot",
                        "-isohybrid-gpt-basdat",
                        tree.toString()))
                .withLimit(Duration.ofMinutes(20)));
    }

    private String withOptions(String menu) {
        return request.kernelOptions().isBlank() ? menu : KernelOptions.append(menu, request.kernelOptions());
    }

    private void phase(int number, String title) {
        effects.progress().on(new ProgressEvent.Phase(title, number, PHASES));
    }

    private static void pack(Layer layer, Path directory, Path live, String name, BuildContext context)
            throws IOException {
        layer.writeTo(Files.createDirectories(directory));
        context.pack(directory, live.resolve(name + ".squashfs"));
    }

    private static void link(Path source, Path target) throws IOException {
        try {
            Files.createLink(target, source);
        } catch (IOException | UnsupportedOperationException otherFileSystem) {
            Files.copy(source, target);
        }
    }

    private static MediumFile file(Path tree, String path) throws IOException {
        Path file = tree.resolve(path);
        return new MediumFile(path, Files.size(file), Sha256.ofFile(file));
    }
}
