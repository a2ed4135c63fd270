package org.domzero.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedCertificatesTest {
    /** openssl req -x509 -new -key KEY -subj /CN=Example-CA -days 36500; the key is lost. */
    static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBgTCCASegAwIBAgIUNWvefIwIek9WqfdIMWlsXiU/I+swCgYIKoZIzj0EAwIw
            FTETMBEGA1UEAwwKRXhhbXBsZS1DQTAgFw0yNjExMjQxMzA2MjVaGA8yMTI2MTAz
            MTEzMDYyNVowFTETMBEGA1UEAwwKRXhhbXBsZS1DQTBZMBMGByqGSM49AgEGCCqG
            SM49AwEHA0IABDoH2wsdwOKhH2ISXcqZ+gH8BQf9/NR6TAiZPk8vTu6wWMiJVEwB
            w1E9LQ229Oqkp4BiWTLXsoBvty3UvE6oXLajUzBRMB0GA1UdDgQWBBToncy5FzoK
            HQyt/6jjZzUzv5h0BjAfBgNVHSMEGDAWgBToncy5FzoKHQyt/6jjZzUzv5h0BjAP
            BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCID4LHG8RxTHStaulG9EU
            aRiIGYtNJ6SXBtglXikK1tosAiEAi9KnOYkQZq8/rwFz8nRvmKhtiwR9SPHUtL8A
            DJP7ySQ=
            -----END CERTIFICATE-----
            """;

    @TempDir
    private Path directory = Path.of("");

    private String refusal(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), content);
        return refusal(file).replace(directory + "/", "");
    }

    private static String refusal(Path file) {
        UserError error = Objects.requireNonNull(
                catchThrowableOfType(UserError.class, () -> EmbeddedCertificates.check(file)), "no error");
        assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE);
        return error.render();
    }

    @Test
    void takesOneOrMoreWithWhateverStandsBetween() throws IOException {
        Path file = Files.writeString(
                directory.resolve("ca.pem"), "Subject: Example\n" + CERTIFICATE + "# another\r\n" + CERTIFICATE);

        assertThatCode(() -> EmbeddedCertificates.check(file)).doesNotThrowAnyException();
    }

    @Test
    void refusesWhatIsNone() throws IOException {
        for (String none : new String[] {"", "version = 1\n", CERTIFICATE.substring(0, CERTIFICATE.length() - 10)}) {
            assertThat(refusal(none)).startsWith("error: ca.pem holds no certificate in PEM\n  hint: it begins with ");
        }
    }

    @Test
    void namesTheOneThatIsDamaged() throws IOException {
        String damaged = CERTIFICATE.replaceFirst("MII", "MIH");

        assertThat(refusal(CERTIFICATE + damaged))
                .isEqualTo("error: ca.pem: certificate 2 of 2 is damaged\n"
                        + "  hint: 'openssl x509 -in FILE -noout -text' tells more");
    }

    @Test
    void refusesToGiveAwayAPrivateKey() throws IOException {
        assertThat(refusal(CERTIFICATE + "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n"))
                .startsWith("error: ca.pem holds a private key, which is for nobody to read\n");
    }

    @Test
    void refusesWhatCannotBeRead() {
        assertThat(refusal(directory.resolve("missing.pem")))
                .isEqualTo("error: " + directory + "/missing.pem cannot be read: no such file or directory\n"
                        + "  hint: --ca takes a file of certificates in PEM");
        assertThat(refusal(directory)).contains(" cannot be read: ");
    }
}
