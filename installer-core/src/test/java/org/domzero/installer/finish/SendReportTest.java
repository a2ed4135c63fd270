package org.domzero.installer.finish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.installer.answers.Webhook;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ProcessCommandRunner;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.ProgressEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With curl itself and a server on this machine. */
class SendReportTest {
    private final List<ProgressEvent> events = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<String> received = new ArrayList<>();

    @TempDir
    private Path root = Path.of("");

    private void send(int status) throws IOException {
        assumeThat(Path.of("/usr/bin/curl")).exists();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            CommandRunner real = new ProcessCommandRunner(log::add);
            CommandRunner withoutWaiting =
                    (command, onOutput) -> command.argv().get(0).equals("curl")
                            ? real.tryRun(quick(command), onOutput)
                            : new CommandResult(0, "", "");
            SendReport.to(
                    new Webhook(
                            "http://ops:s3cr3t@127.0.0.1:" + server.getAddress().getPort() + "/hook?token=T0KEN"),
                    "{\"result\":\"installed\"}",
                    root.resolve("none.pem"),
                    new Effects(withoutWaiting, root, events::add));
        } finally {
            server.stop(0);
        }
    }

    /** The same without pauses between the tries. */
    private static Command quick(Command command) {
        List<String> argv = new ArrayList<>(command.argv());
        argv.set(argv.indexOf("--retry-delay") + 1, "1");
        return new Command(argv, command.input(), command.limit());
    }

    @Test
    void postsTheReportWithTheCredentialsOfTheUrl() throws IOException {
        send(204);

        assertThat(received)
                .containsExactly("POST /hook?token=T0KEN Basic b3BzOnMzY3IzdA== application/json"
                        + " {\"result\":\"installed\"}");
        assertThat(events)
                .singleElement()
                .asString()
                .contains("INFO", "told http://127.0.0.1:")
                .doesNotContain("hook", "s3cr3t");
        assertThat(log).isNotEmpty().noneMatch(line -> line.contains("s3cr3t") || line.contains("T0KEN"));
        assertThat(root.resolve("run/domzero/report.json")).hasContent("{\"result\":\"installed\"}");
    }

    @Test
    void aServerThatRefusesIsTriedThreeTimesAndThenAWarning() throws IOException {
        send(500);

        assertThat(received).hasSize(3);
        assertThat(events)
                .singleElement()
                .asString()
                .contains("WARNING", "could not be told how it ended: curl: (22)", "500")
                .doesNotContain("s3cr3t", "T0KEN");
        assertThat(Files.exists(root.resolve("run/domzero/report.json"))).isTrue();
        assertThat(log).noneMatch(line -> line.contains("s3cr3t") || line.contains("T0KEN"));
    }
}
