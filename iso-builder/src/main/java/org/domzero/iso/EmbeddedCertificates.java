package org.domzero.iso;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.UserError;

/** The certificates that go onto a medium, in PEM (RFC 7468), looked at before they do. */
final class EmbeddedCertificates {
    private static final long LARGEST = 4 * 1024 * 1024;
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");

    private EmbeddedCertificates() {}

    /** @throws UserError when the file cannot be read, holds no certificate, a damaged one, or a private key */
    static void check(Path file) {
        String text = read(file);
        if (PRIVATE_KEY.matcher(text).find()) {
            throw UserError.usage(
                    file + " holds a private key, which is for nobody to read",
                    "copy the certificates into a file of their own: openssl x509 -in FILE -out ca.pem");
        }
        List<String> certificates =
                CERTIFICATE.matcher(text).results().map(MatchResult::group).toList();
        if (certificates.isEmpty()) {
            throw UserError.usage(
                    file + " holds no certificate in PEM",
                    "it begins with -----BEGIN CERTIFICATE-----; openssl x509 -inform DER -in FILE -out ca.pem makes it"
                            + " of the binary form");
        }
        for (int i = 0; i < certificates.size(); i++) {
            try {
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(certificates.get(i).getBytes(StandardCharsets.US_ASCII)));
            } catch (CertificateException damaged) {
                throw UserError.usage(
                        file + ": certificate " + (i + 1) + " of " + certificates.size() + " is damaged",
                        "'openssl x509 -in FILE -noout -text' tells more");
            }
        }
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw UserError.usage(file + " is larger than 4 MiB", "is it a file of certificates that was meant?");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw UserError.usage(
                    file + " cannot be read: " + IoReason.of(e), "--ca takes a file of certificates in PEM");
        }
    }
}
