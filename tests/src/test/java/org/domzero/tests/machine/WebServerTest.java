package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebServerTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeEach
    void start() throws IOException {
        server = WebServer.http();
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** From here, where the server's machine has another address than its guests have for it. */
    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url(path).replace(WebServer.ADDRESS, "127.0.0.1")));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void handsOutWhatItWasGiven() throws Exception {
        server.serve("/a", "version = 1\n");
        server.serve("/empty", "");

        assertThat(send(request("/a")).body()).isEqualTo("version = 1\n");
        assertThat(send(request("/empty")).body()).isEmpty();
        assertThat(send(request("/empty")).statusCode()).isEqualTo(200);
        assertThat(send(request("/b")).statusCode()).isEqualTo(404);
        assertThat(send(request("/a").method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepsWhatIsPosted() throws Exception {
        assertThat(send(request("/hook").POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(204);

        assertThat(server.awaitPost("/hook", LONG)).isEqualTo(new WebServer.Request("POST", "/hook", "{}"));
    }

    @Test
    void breaksOffInTheMiddle() {
        server.serveHalf("/half", "version = 1\n");

        assertThatThrownBy(() -> send(request("/half")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("6");
    }

    @Test
    void sendsOnToAnotherPlace() throws Exception {
        server.redirect("/round", "/round");

        HttpResponse<String> response = send(request("/round"));

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).contains("/round");
    }
}
