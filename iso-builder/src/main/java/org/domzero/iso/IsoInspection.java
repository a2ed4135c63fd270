package org.domzero.iso;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.domzero.installer.medium.MediumFile;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/** Telling what is on an ISO, and whether it is whole. */
public final class IsoInspection {

    private final IsoImage image;
    private final Path work;
    private final Effects effects;

    private IsoInspection(IsoImage image, Path work, Effects effects) {
        this.image = image;
        this.work = work;
        this.effects = effects;
    }

    /**
     * Reads an ISO; nothing is mounted.
     *
     * @param verify whether to read every file and to compare those of the manifest with their digests
     * @throws UserError of {@link org.domzero.toolkit.ExitCode#USAGE} when it is no ISO of domzero, else when it is
     *     damaged, naming the files
     */
    public static IsoReport run(Path iso, boolean verify, Effects effects) {
        try {
            IsoImage image = IsoImage.open(iso, effects.commands());
            List<String> cutOff = image.cutOff();
            if (!cutOff.isEmpty()) {
                throw image.damaged(cutOff);
            }
            Path work = Files.createTempDirectory("domzero-inspect-");
            try {
                return new IsoInspection(image, work, effects).report(verify);
            } finally {
                ImageCache.delete(work);
            }
        } catch (IOException e) {
            throw UserError.failed(iso + ": " + IoReason.of(e), "is there free space for its largest file?", e);
        }
    }

    private IsoReport report(boolean verify) throws IOException {
        MediumManifest manifest = MediumManifest.parse(text(MediumManifest.PATH));
        Integer verified = verify ? verify(manifest) : null;
        return new IsoReport(
                manifest.version(),
                manifest.kernelRelease(),
                manifest.xenVersion(),
                lines("domzero/sources.list"),
                image.files(),
                lines("domzero/packages.txt"),
                image.has(MediumManifest.ANSWERS_PATH) ? answers() : null,
                image.has(MediumManifest.CA_PATH) ? authority(text(MediumManifest.CA_PATH)) : null,
                MenuEntries.ofIsolinux(text("isolinux/isolinux.cfg")),
                MenuEntries.ofGrub(text("boot/grub/grub.cfg")),
                verified);
    }

    /** @return how many files were compared */
    private int verify(MediumManifest manifest) throws IOException {
        Map<String, MediumFile> known =
                manifest.files().stream().collect(Collectors.toMap(MediumFile::path, file -> file));
        List<String> wrong = new ArrayList<>(known.keySet().stream()
                .filter(path -> !image.has(path))
                .sorted()
                .toList());
        Path target = work.resolve("file");
        for (IsoImage.Entry entry : image.files()) {
            effects.progress().detail(entry.path());
            MediumFile expected = known.get(entry.path());
            try {
                image.extract(entry.path(), target);
                boolean whole = Files.size(target) == entry.size()
                        && (expected == null
                                || (expected.size() == entry.size()
                                        && expected.sha256().equals(Sha256.ofFile(target))));
                if (!whole) {
                    wrong.add(entry.path());
                }
            } catch (UserError unreadable) {
                wrong.add(entry.path());
            }
            Files.deleteIfExists(target);
        }
        if (!wrong.isEmpty()) {
            throw image.damaged(wrong);
        }
        return known.size();
    }

    private EmbeddedAnswers.Summary answers() throws IOException {
        Path file = work.resolve("answers.toml");
        image.extract(MediumManifest.ANSWERS_PATH, file);
        return EmbeddedAnswers.summary(Files.readAllBytes(file));
    }

    private static @Nullable String authority(String pem) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            return certificate.getSubjectX500Principal().getName();
        } catch (CertificateException | ClassCastException e) {
            return "not a certificate";
        }
    }

    private List<String> lines(String file) throws IOException {
        return image.has(file) ? text(file).lines().toList() : List.of();
    }

    private String text(String file) throws IOException {
        if (!image.has(file)) {
            throw image.damaged(List.of(file));
        }
        return image.text(file, work);
    }
}
