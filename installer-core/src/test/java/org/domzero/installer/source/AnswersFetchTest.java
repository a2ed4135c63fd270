package org.domzero.installer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.domzero.installer.medium.MediumFile;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.Sha256;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real {@code curl}, against servers in this process. */
class AnswersFetchTest {
    private static final String WHY = "named by domzero.answers= on the kernel command line";
    private static final Path CURL = Path.of("/usr/bin/curl");
    private static final char[] PASSWORD = "changeit".toCharArray();

    private int retries = 0;
    private final List<String> log = new ArrayList<>();
    private final List<ProgressEvent> events = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HttpServer> servers = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void findCurl() {
        assumeThat(CURL).isExecutable();
    }

    @AfterEach
    void stopServers() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }

    /** Runs curl, and takes note of all else. */
    private final class Runner implements CommandRunner {
        private final CommandRunner real = new ProcessCommandRunner(log::add);

        @Override
        public CommandResult tryRun(Command command, Consumer<String> onOutput) {
            if (command.argv().get(0).equals("curl")) {
                return real.tryRun(command, onOutput);
            }
            log.add("$ " + command.line());
            return new CommandResult(0, "", "");
        }
    }

    private AnswersSource fetch(String url, InstantSource clock) {
        return new AnswersFetch(
                        new Effects(new Runner(), directory, events::add), clock, directory.resolve("medium"), retries)
                .fetch(AnswersUrl.parse(url), WHY);
    }

    private AnswersSource fetch(String url) {
        return fetch(url, InstantSource.system());
    }

    private String problem(String url) {
        UserError error = Thrown.by(() -> fetch(url));
        assertThat(error.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(error.problems()).hasSize(1);
        String message = error.problems().get(0).message();
        assertThat(message).startsWith("answers cannot be fetched from " + url + ": ");
        assertThat(directory.resolve("run/domzero")).isEmptyDirectory();
        return message.substring(message.indexOf(url) + url.length() + 2);
    }

    private String serve(HttpServer server, String scheme) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            try (exchange;
                    InputStream body = exchange.getRequestBody()) {
                body.readAllBytes();
                answer(exchange);
            }
        });
        server.start();
        servers.add(server);
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] answers = "version = 1\n".getBytes(StandardCharsets.UTF_8);
        if (path.equals("/ok")) {
            exchange.sendResponseHeaders(200, answers.length);
            exchange.getResponseBody().write(answers);
        } else if (path.startsWith("/to/")) {
            exchange.getResponseHeaders().set("Location", path.substring("/to/".length()));
            exchange.sendResponseHeaders(302, -1);
        } else if (path.equals("/loop")) {
            exchange.getResponseHeaders().set("Location", "/loop");
            exchange.sendResponseHeaders(302, -1);
        } else if (path.equals("/half")) {
            exchange.sendResponseHeaders(200, answers.length * 2L);
            exchange.getResponseBody().write(answers);
            exchange.getResponseBody().flush();
        } else if (path.equals("/empty")) {
            exchange.sendResponseHeaders(200, -1);
        } else if (path.equals("/large")) {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 40; i++) {
                exchange.getResponseBody().write(new byte[64 * 1024]);
            }
        } else if (path.equals("/")) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.sendResponseHeaders(Integer.parseInt(path.substring(1)), -1);
        }
    }

    private String http() throws IOException {
        return serve(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), "http");
    }

    /** A server with a certificate of its own making, which is left in {@code cert.pem}. */
    private String https(String name, String start, int days) throws IOException, GeneralSecurityException {
        Path store = directory.resolve("store.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        assumeThat(keytool).isExecutable();
        new ProcessCommandRunner()
                .run(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=deploy",
                        "-ext",
                        "san=" + name,
                        "-startdate",
                        start,
                        "-validity",
                        String.valueOf(days),
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        Files.writeString(
                directory.resolve("cert.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("server").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return serve(server, "https");
    }

    private void trust() throws IOException {
        Path ca = directory.resolve("medium").resolve(MediumManifest.CA_PATH);
        Files.createDirectories(ca.resolveSibling(""));
        Files.copy(directory.resolve("cert.pem"), ca);
    }

    private void mediumOf(String built) throws IOException {
        MediumFile file = new MediumFile("live/vmlinuz", 1, Sha256.of(new byte[1]));
        Path manifest = directory.resolve("medium").resolve(MediumManifest.PATH);
        Files.createDirectories(manifest.resolveSibling(""));
        Files.writeString(
                manifest,
                new MediumManifest("1.2.3", "6.12", "4.20", List.of(file), file, file, file, file, Instant.parse(built))
                        .toJson());
    }

    private Stream<String> commands() {
        return log.stream().filter(line -> line.startsWith("$ ")).map(line -> line.substring(2));
    }

    @Test
    void waitsForTheNetworkAndFetches() throws IOException {
        String url = http() + "/ok";

        AnswersSource source = fetch(url);

        assertThat(source).hasToString(url + ", " + WHY);
        assertThat(Thrown.by(source::parse).render())
                .startsWith("error: " + url + ":1:1: ")
                .contains("storage.system-disk");
        assertThat(events)
                .containsExactly(
                        new ProgressEvent.Message(ProgressEvent.Level.INFO, "answers: fetching " + url + ", " + WHY));
        assertThat(commands().findFirst())
                .contains("/usr/lib/systemd/systemd-networkd-wait-online --any --operational-state=routable"
                        + " --timeout=60");
        assertThat(directory.resolve("run/domzero")).isEmptyDirectory();
    }

    @Test
    void userAndPasswordAreUsedAndShownNowhere() throws IOException {
        String url = http();

        AnswersSource source = fetch(url.replace("://", "://ops:s%22ecret@") + "/ok?token=secret");

        assertThat(source.name()).isEqualTo(url + "/ok?…");
        assertThat(requests)
                .containsExactly("GET /ok?token=secret Basic "
                        + Base64.getEncoder().encodeToString("ops:s\"ecret".getBytes(StandardCharsets.UTF_8)));
        assertThat(log.toString() + events + source).doesNotContain("ecret");
        Thrown.by(() -> fetch(url.replace("://", "://ops:secret@") + "/404?token=secret"));
        assertThat(log.toString() + events).doesNotContain("secret");
    }

    @Test
    void redirectsAreFollowedButNotForEver() throws IOException {
        String server = http();

        assertThat(fetch(server + "/to//ok").name()).isEqualTo(server + "/to//ok");
        assertThat(problem(server + "/loop")).isEqualTo("it redirects for ever");
        assertThat(requests).hasSize(2 + 11);
        assertThat(problem(server + "/to/ftp://127.0.0.1/ok")).startsWith("it redirects to where answers are not");
        assertThat(problem(server + "/to/file:///etc/passwd")).startsWith("it redirects to where answers are not");
    }

    @Test
    void whatTheServerDoesNotGiveIsTold() throws IOException {
        String server = http();
        for (int status : new int[] {401, 403, 404, 500}) {
            assertThat(problem(server + "/" + status)).isEqualTo("the server answers with status " + status);
        }
        assertThat(problem(server + "/half")).isEqualTo("the connection ended before the file did");
        assertThat(problem(server + "/large")).isEqualTo("it is larger than 1 MiB");
        assertThat(Thrown.by(fetch(server + "/empty")::parse).render()).contains("the file is empty");
    }

    @Test
    void onlyWhatMayPassIsTriedAgain() throws IOException {
        String server = http();
        retries = 1;

        assertThat(problem(server + "/503")).isEqualTo("the server answers with status 503");
        assertThat(problem(server + "/404")).isEqualTo("the server answers with status 404");
        assertThat(requests).containsExactly("GET /503 null", "GET /503 null", "GET /404 null");
    }

    @Test
    void aServerThatIsNotThereIsTold() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(problem("http://127.0.0.1:" + port + "/a"))
                .isEqualTo("127.0.0.1:" + port + " cannot be connected to");
        assertThat(problem("http://nowhere.invalid/a")).isEqualTo("the name of the server cannot be resolved");
    }

    @Test
    void aServerThatHangsUpIsTold() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> {
                try {
                    while (!socket.isClosed()) {
                        try (var connection = socket.accept()) {
                            assertThat(connection.getInputStream().read(new byte[8192]))
                                    .isPositive();
                        }
                    }
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            assertThat(problem("http://127.0.0.1:" + socket.getLocalPort() + "/a"))
                    .isEqualTo("the server ends the connection without a reply");
        }
    }

    @Test
    void aCertificateOfNobodyKnownIsRefusedUnlessTheMediumKnowsIt() throws Exception {
        String server = https("ip:127.0.0.1", "-1d", 30);

        assertThat(problem(server + "/ok"))
                .matches("its certificate is not by an authority that is known here \\(.*self.signed certificate\\)");
        assertThat(requests).isEmpty();

        trust();
        assertThat(fetch(server + "/ok").name()).isEqualTo(server + "/ok");
        assertThat(problem(server + "/to/" + http() + "/ok")).startsWith("it redirects to where answers are not");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws Exception {
        String server = https("dns:deploy.example.org", "-1d", 30);
        trust();

        assertThat(problem(server + "/ok")).startsWith("its certificate is for another name (");
    }

    @Test
    void aMediumWithDamagedCertificatesIsTold() throws Exception {
        String server = https("ip:127.0.0.1", "-1d", 30);
        Files.writeString(directory.resolve("cert.pem"), "nothing");
        trust();

        assertThat(problem(server + "/ok")).startsWith("the certificates of the medium cannot be read (");
    }

    /** The clock of this machine is right, so what comes after it has been set fails in the same way. */
    @Test
    void aClockThatIsWrongIsSetByTheServersOwn() throws Exception {
        String server = https("ip:127.0.0.1", "-60d", 30);
        trust();
        mediumOf("2020-01-01T00:00:00Z");
        Instant before = Instant.now().minusSeconds(2);

        UserError error = Thrown.by(() -> fetch(
                server.replace("://", "://ops:secret@") + "/ok",
                InstantSource.fixed(Instant.parse("2015-05-05T00:00:00Z"))));

        assertThat(error.problems().get(0).message())
                .startsWith("answers cannot be fetched from " + server
                        + "/ok: its certificate has expired; this machine's clock says 2015-05-05T00:00:00Z, the"
                        + " server's 20");
        List<String> run = commands().toList();
        assertThat(run).hasSize(5);
        // Nobody knows whose server it is: it hears no secret, and not what is wanted of it.
        assertThat(run.get(2)).contains("--insecure --head").endsWith(" " + server + "/");
        assertThat(requests).containsExactly("HEAD / null");
        assertThat(run.get(3)).matches("date --set=@\\d+");
        assertThat(Instant.ofEpochSecond(Long.parseLong(run.get(3).substring("date --set=@".length()))))
                .isBetween(before, Instant.now());
        assertThat(run.get(4)).doesNotContain("--insecure");
        assertThat(events.get(1).toString())
                .contains(
                        "WARNING",
                        "the machine's clock says 2015-05-05T00:00:00Z, " + server.substring(8) + "'s 20",
                        "; going by the server's, which is not verified");
    }

    @Test
    void aServersTimeIsNotBelievedWithoutReason() throws Exception {
        String server = https("ip:127.0.0.1", "+30d", 30);
        trust();
        for (String built : List.of("2099-01-01T00:00:00Z", "2020-01-01T00:00:00Z")) {
            mediumOf(built);
            // Of a medium from the future, of which only one clock can be right; and of a certificate that is wrong.
            InstantSource clock = built.startsWith("2099") ? () -> Instant.EPOCH : InstantSource.system();

            UserError error = Thrown.by(() -> fetch(server + "/ok", clock));

            assertThat(error.render())
                    .contains("its certificate is not yet valid; this machine's clock says ", ", the server's 20")
                    .endsWith("\n  hint: set the clock in the firmware setup, or renew the certificate, whichever is"
                            + " wrong");
            assertThat(commands()).noneMatch(line -> line.startsWith("date"));
        }
    }

    @Test
    void whenTheClockIsRightAtLastTheAnswersCome() {
        Map<Integer, CommandResult> replies = Map.of(
                1, new CommandResult(60, "000 9", "curl: (60) SSL certificate problem: certificate is not yet valid\n"),
                2, new CommandResult(0, "HTTP/1.1 404 Not Found\r\nDate: Tue, 24 Nov 2026 12:00:00 GMT\r\n\r\n", ""),
                3, new CommandResult(0, "", ""),
                4, new CommandResult(0, "200 0", ""));
        List<String> run = new ArrayList<>();
        CommandRunner runner = (command, onOutput) -> {
            run.add(command.argv().get(0));
            return replies.getOrDefault(run.size() - 1, new CommandResult(0, "", ""));
        };
        AnswersSource source;
        try {
            mediumOf("2026-11-01T00:00:00Z");
            source = new AnswersFetch(
                            new Effects(runner, directory, events::add),
                            () -> Instant.parse("2011-01-01T00:00:00Z"),
                            directory.resolve("medium"))
                    .fetch(AnswersUrl.parse("https://deploy/a"), WHY);
        } catch (IOException e) {
            throw new AssertionError(e);
        }

        assertThat(source.name()).isEqualTo("https://deploy/a");
        assertThat(run.subList(1, 5)).containsExactly("curl", "curl", "date", "curl");
        assertThat(events)
                .contains(new ProgressEvent.Message(
                        ProgressEvent.Level.WARNING,
                        "the machine's clock says 2011-01-01T00:00:00Z, deploy's 2026-11-24T12:00:00Z; going by the"
                                + " server's, which is not verified"));
    }
}
