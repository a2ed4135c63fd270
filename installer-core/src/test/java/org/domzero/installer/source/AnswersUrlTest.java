package org.domzero.installer.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://deploy.example.org/rack7.toml | https://deploy.example.org/rack7.toml | deploy.example.org",
                "http://192.0.2.1:8080 | http://192.0.2.1:8080 | 192.0.2.1:8080",
                "HTTP://[2001:db8::1]:80/a | HTTP://[2001:db8::1]:80/a | [2001:db8::1]:80",
                "https://ops:secret@my_host/a | https://my_host/a | my_host",
                "https://ops@host?token=secret | https://host?… | host",
                "https://ops:secret@host/a@b?x=y@z#f | https://z#f | host",
            })
    void showsNoSecrets(String text, String shown, String server) {
        AnswersUrl url = AnswersUrl.parse(text);

        assertThat(url.shown()).isEqualTo(shown);
        assertThat(url).hasToString(shown);
        assertThat(url.text()).isEqualTo(text);
        assertThat(url.server()).isEqualTo(server);
        assertThat(url.origin()).endsWith("://" + server + "/").doesNotContain("secret");
    }

    @Test
    void knowsWhichAreEncrypted() {
        assertThat(AnswersUrl.parse("HTTPS://host/").isEncrypted()).isTrue();
        assertThat(AnswersUrl.parse("http://host/https://").isEncrypted()).isFalse();
    }
}
