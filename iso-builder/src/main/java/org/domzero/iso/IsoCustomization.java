package org.domzero.iso;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * Changing what an ISO does without building it anew.
 *
 * @param iso to start from; it stays as it is
 * @param output to write
 * @param answers to embed, in the place of any that are there
 * @param ca certificates to embed, in the place of any that are there
 * @param kernelOptions to add to every entry of the boot menu; empty for none
 */
public record IsoCustomization(
        Path iso,
        Path output,
        @Nullable Path answers,
        @Nullable Path ca,
        String kernelOptions) {
    /** Both boot menus, by their paths on the medium. */
    private static final List<String> MENUS = List.of("isolinux/isolinux.cfg", "boot/grub/grub.cfg");

    /**
     * Writes the changed ISO.
     *
     * @throws UserError when the ISO is not one of domzero, the answers are wrong, or there is nothing to do
     */
    public static void run(IsoCustomization request, Effects effects) {
        try {
            request.perform(effects);
        } catch (IOException e) {
            throw UserError.failed(request.output + ": " + IoReason.of(e), "is there enough free space?", e);
        }
    }

    private void perform(Effects effects) throws IOException {
        check();
        BuildTools.require(effects.commands(), "xorriso");
        Path directory = Objects.requireNonNull(output.toAbsolutePath().getParent());
        Path work = Files.createTempDirectory(directory, ".domzero-iso-");
        try {
            List<String> changes = new ArrayList<>();
            extract(effects, MediumManifest.PATH, work.resolve("manifest.json"));
            MediumManifest.parse(Files.readString(work.resolve("manifest.json")));
            if (answers != null) {
                changes.addAll(List.of("-map", answers.toString(), "/" + MediumManifest.ANSWERS_PATH));
            }
            if (ca != null) {
                changes.addAll(List.of("-map", ca.toString(), "/" + MediumManifest.CA_PATH));
            }
            if (!kernelOptions.isBlank()) {
                for (String menu : MENUS) {
                    Path file = work.resolve(menu.replace('/', '-'));
                    extract(effects, menu, file);
                    Files.writeString(file, KernelOptions.append(Files.readString(file), kernelOptions));
                    changes.addAll(List.of("-map", file.toString(), "/" + menu));
                }
            }
            Path changed = work.resolve("customized.iso");
            List<String> argv = new ArrayList<>(List.of(
                    "xorriso",
                    "-indev",
                    iso.toString(),
                    "-outdev",
                    changed.toString(),
                    "-boot_image",
                    "any",
                    "replay"));
            argv.addAll(List.of("-overwrite", "on", "-uid", "0", "-gid", "0"));
            argv.addAll(changes);
            effects.commands().run(Command.of(argv).withLimit(Duration.ofMinutes(20)));
            keepPrivate(changed);
            Files.move(changed, output, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            ImageCache.delete(work);
        }
    }

    /** The first ISO may carry answers already: who may not read that one may not read this one. */
    private void keepPrivate(Path changed) throws IOException {
        if (answers != null || KernelOptions.holdSecret(kernelOptions)) {
            EmbeddedAnswers.makePrivate(changed);
            return;
        }
        Set<PosixFilePermission> allowed = EnumSet.copyOf(Files.getPosixFilePermissions(iso));
        allowed.add(PosixFilePermission.OWNER_READ);
        allowed.add(PosixFilePermission.OWNER_WRITE);
        allowed.retainAll(Files.getPosixFilePermissions(changed));
        Files.setPosixFilePermissions(changed, allowed);
    }

    private void check() throws IOException {
        if (answers == null && ca == null && kernelOptions.isBlank()) {
            throw UserError.usage(
                    "nothing to change",
                    "name answers with --answers, certificates with --ca, or options with --kernel-options");
        }
        IsoImage.require(iso);
        if (Files.exists(output) && Files.isSameFile(iso, output)) {
            throw UserError.usage(
                    output + " is the ISO to start from", "write to another file: the first one stays as it is");
        }
        Path directory = Objects.requireNonNull(output.toAbsolutePath().getParent());
        if (!Files.isDirectory(directory)) {
            throw UserError.usage(
                    output + " cannot be written: there is no directory " + directory, "make it, or name another file");
        }
        KernelOptions.check(kernelOptions);
        if (answers != null) {
            EmbeddedAnswers.check(answers);
        }
        if (ca != null) {
            EmbeddedCertificates.check(ca);
        }
    }

    private void extract(Effects effects, String path, Path target) {
        var result = effects.commands()
                .tryRun(Command.of(
                        "xorriso",
                        "-osirrox",
                        "on",
                        "-indev",
                        iso.toString(),
                        "-extract",
                        "/" + path,
                        target.toString()));
        if (!result.succeeded() || !Files.exists(target)) {
            throw UserError.usage(iso + " holds no " + path, "it is not an ISO made by 'domzero iso build'");
        }
    }
}
