package org.domzero.tests.machine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.domzero.toolkit.CommandRunner;
import org.jspecify.annotations.Nullable;

/**
 * A web server on this machine's loopback, which a machine with a {@link Nic#user} card reaches as {@code 10.0.2.2}: it
 * hands out what it was given, badly if it was told so, and keeps what is posted to it.
 */
public final class WebServer implements AutoCloseable {
    /** This machine, as seen by its guests. */
    public static final String ADDRESS = "10.0.2.2";

    private static final String PASSWORD = "domzero";

    private final HttpServer server;
    private final String scheme;
    private final @Nullable Path ca;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What came in. */
    public record Request(String method, String path, String body) {}

    /** What becomes of a GET or a HEAD. */
    private interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    private WebServer(HttpServer server, String scheme, @Nullable Path ca) {
        this.server = server;
        this.scheme = scheme;
        this.ca = ca;
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "web server");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    public static WebServer http() throws IOException {
        return new WebServer(HttpServer.create(anyPort(), 0), "http", null);
    }

    /** With a certificate for {@link #ADDRESS} by a CA of its own, both made in {@code directory} with openssl. */
    public static WebServer https(Path directory, CommandRunner commands) throws IOException {
        Files.createDirectories(directory);
        Path ca = directory.resolve("ca.pem");
        Path store = directory.resolve("server.p12");
        commands.run(
                "sh",
                "-c",
                "cd \"$1\" && openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=rack CA' -keyout ca.key"
                        + " -out ca.pem && openssl req -newkey rsa:2048 -nodes -subj '/CN=rack' -keyout server.key"
                        + " -out server.csr && printf 'subjectAltName=IP:%s' \"$2\" > san && openssl x509 -req"
                        + " -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile san"
                        + " -out server.pem && openssl pkcs12 -export -in server.pem -inkey server.key"
                        + " -out server.p12 -passout pass:" + PASSWORD,
                "certificates",
                directory.toString(),
                ADDRESS);
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return new WebServer(server, "https", ca);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** What a guest puts in front of a path, which begins with a slash. */
    public String url(String path) {
        return scheme + "://" + ADDRESS + ":" + server.getAddress().getPort() + path;
    }

    /** The certificate of the CA that signed this server's. */
    public Path ca() {
        if (ca == null) {
            throw new IllegalStateException("plain HTTP needs no CA");
        }
        return ca;
    }

    /** Answers GET of {@code path} with what is in a file from now on. */
    public void serve(String path, Path file) {
        replies.put(path, exchange -> {
            exchange.sendResponseHeaders(200, Files.size(file));
            try (OutputStream body = exchange.getResponseBody()) {
                Files.copy(file, body);
            }
        });
    }

    /** Answers GET of {@code path} with this text from now on. */
    public void serve(String path, String text) {
        byte[] page = text.getBytes(StandardCharsets.UTF_8);
        replies.put(path, exchange -> send(exchange, page, page.length));
    }

    /** Answers GET of {@code path} with half of this text, having promised all of it, and hangs up. */
    public void serveHalf(String path, String text) {
        byte[] page = text.getBytes(StandardCharsets.UTF_8);
        replies.put(path, exchange -> send(exchange, Arrays.copyOf(page, page.length / 2), page.length));
    }

    /** Sends whoever asks for {@code path} on to {@code location}, a URL or another path. */
    public void redirect(String path, String location) {
        replies.put(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    /** Takes the request for {@code path} and says nothing until this server is closed. */
    public void keepSilent(String path) {
        replies.put(path, exchange -> {
            try {
                closed.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** All requests so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Waits for the first POST to {@code path}, which may have come already. */
    public synchronized Request awaitPost(String path, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            for (Request request : requests) {
                if (request.method().equals("POST") && request.path().equals(path)) {
                    return request;
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new UnmetExpectation("nothing was posted to " + path + "; there were " + requests);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnmetExpectation("interrupted while waiting for a POST to " + path);
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            synchronized (this) {
                requests.add(new Request(exchange.getRequestMethod(), path, body));
                notifyAll();
            }
            Reply reply = replies.get(path);
            if (exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(204, -1);
            } else if (reply == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                reply.to(exchange);
            }
        }
    }

    /** @param promised how many bytes it says are going to come */
    private static void send(HttpExchange exchange, byte[] page, int promised) throws IOException {
        // To this server -1 means that nothing comes, 0 that nobody knows how much.
        if (promised == 0 || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, promised);
        exchange.getResponseBody().write(page);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
