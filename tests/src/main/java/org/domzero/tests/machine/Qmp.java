package org.domzero.tests.machine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * QEMU's monitor, spoken to in its machine protocol (qemu-qmp-ref(7)).
 *
 * <p>Commands throw {@link UnmetExpectation} when QEMU refuses them, is gone, or does not answer.
 */
public final class Qmp implements AutoCloseable {
    private static final Duration REPLY_LIMIT = Duration.ofMinutes(1);
    /** Memory is written to, or read from, a disk image. */
    private static final Duration SNAPSHOT_LIMIT = Duration.ofMinutes(10);

    private final ByteChannel channel;
    private final Thread reader = new Thread(this::read, "qmp");

    private final Arrivals arrivals = new Arrivals("QEMU");
    private final Map<Long, JsonObject> replies = new HashMap<>();
    private final Deque<JsonObject> events = new ArrayDeque<>();
    private long lastId;

    /**
     * Agrees on the protocol.
     *
     * @param channel the other end; closed with this
     */
    public Qmp(ByteChannel channel) {
        this.channel = channel;
        reader.setDaemon(true);
        reader.start();
        execute("qmp_capabilities");
    }

    public JsonElement execute(String command) {
        return execute(command, new JsonObject());
    }

    /** Runs a command and returns what it returned, often an empty object. */
    public JsonElement execute(String command, JsonObject arguments) {
        return execute(command, arguments, REPLY_LIMIT);
    }

    public JsonElement execute(String command, JsonObject arguments, Duration limit) {
        long id = write(command, arguments);
        JsonObject reply = await(() -> replies.remove(id), limit, "an answer to " + command);
        if (reply.has("error")) {
            throw new UnmetExpectation("QEMU refused " + command + " " + arguments + ": "
                    + reply.getAsJsonObject("error").get("desc").getAsString());
        }
        return reply.get("return");
    }

    /**
     * Waits for an event such as {@code SHUTDOWN} or {@code RESET} and returns it. One that came earlier and was not
     * waited for counts; each is returned once.
     */
    public JsonObject awaitEvent(String name, Duration limit) {
        return await(() -> takeEvent(name), limit, "the event " + name);
    }

    /** Writes what the screen shows to a PNG file. */
    public void screendump(Path png) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("filename", png.toAbsolutePath().toString());
        arguments.addProperty("format", "png");
        execute("screendump", arguments);
    }

    /**
     * Keeps the machine's whole state in its disks under a name; every writable image must be qcow2. The machine
     * stands still meanwhile.
     */
    public void saveSnapshot(String tag) {
        humanCommand("savevm " + tag);
    }

    /** Puts the machine back to what it was when {@code tag} was saved. */
    public void loadSnapshot(String tag) {
        humanCommand("loadvm " + tag);
    }

    /** Takes the CD out, even if the guest has locked the drive. */
    public void ejectCd() {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("id", QemuCommandLine.CDROM);
        arguments.addProperty("force", true);
        execute("eject", arguments);
    }

    /** Puts another CD in, even if the guest has locked the drive. */
    public void insertCd(Path iso) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("id", QemuCommandLine.CDROM);
        arguments.addProperty("filename", iso.toAbsolutePath().toString());
        arguments.addProperty("format", "raw");
        arguments.addProperty("read-only-mode", "read-only");
        arguments.addProperty("force", true);
        execute("blockdev-change-medium", arguments);
    }

    /** Whether there is a CD in the drive. */
    public boolean hasCd() {
        for (JsonElement device : execute("query-block").getAsJsonArray()) {
            JsonObject drive = device.getAsJsonObject();
            if (drive.has("qdev") && drive.get("qdev").getAsString().equals(QemuCommandLine.CDROM)) {
                return drive.has("inserted");
            }
        }
        return false;
    }

    /** Pulls, or plugs in, the cable of a card, counted from 0. */
    public void setLink(int nic, boolean up) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("name", "net" + nic);
        arguments.addProperty("up", up);
        execute("set_link", arguments);
    }

    /** Presses the power button. */
    public void powerDown() {
        execute("system_powerdown");
    }

    /** Presses the reset button. */
    public void reset() {
        execute("system_reset");
    }

    /** Ends QEMU at once, as a power cut does. */
    public void quit() {
        execute("quit");
    }

    /** Presses keys together; names as in QEMU's {@code QKeyCode}: {@code ctrl}, {@code ret}, {@code f2}. */
    public void sendKeys(String... keys) {
        JsonArray pressed = new JsonArray();
        for (String key : keys) {
            JsonObject code = new JsonObject();
            code.addProperty("type", "qcode");
            code.addProperty("data", key);
            pressed.add(code);
        }
        JsonObject arguments = new JsonObject();
        arguments.add("keys", pressed);
        execute("send-key", arguments);
    }

    /** A line for the monitor meant for people; what it says instead of nothing is taken for an error. */
    private void humanCommand(String commandLine) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("command-line", commandLine);
        String said =
                execute("human-monitor-command", arguments, SNAPSHOT_LIMIT).getAsString();
        if (!said.isBlank()) {
            throw new UnmetExpectation("QEMU's monitor answered \"" + commandLine + "\" with: " + said.strip());
        }
    }

    private long write(String command, JsonObject arguments) {
        long id = ++lastId;
        JsonObject request = new JsonObject();
        request.addProperty("execute", command);
        request.add("arguments", arguments);
        request.add("id", new JsonPrimitive(id));
        ByteBuffer bytes = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException gone) {
            throw new UnmetExpectation("QEMU is gone and cannot be told to " + command);
        }
        return id;
    }

    private @Nullable JsonObject takeEvent(String name) {
        for (Iterator<JsonObject> all = events.iterator(); all.hasNext(); ) {
            JsonObject event = all.next();
            if (event.get("event").getAsString().equals(name)) {
                all.remove();
                return event;
            }
        }
        return null;
    }

    private JsonObject await(Supplier<@Nullable JsonObject> take, Duration limit, String what) {
        return arrivals.await(take, limit, what, UnmetExpectation::new);
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                accept(JsonParser.parseString(line).getAsJsonObject());
            }
        } catch (IOException closed) {
            // QEMU is gone, or this was closed.
        } finally {
            arrivals.end();
        }
    }

    private void accept(JsonObject message) {
        arrivals.add(() -> {
            if (message.has("event")) {
                events.add(message);
            } else if (message.has("id")) {
                replies.put(message.get("id").getAsLong(), message);
            }
        });
    }

    @Override
    public void close() {
        try {
            channel.close();
            reader.join(2000);
        } catch (IOException alreadyGone) {
            // Nothing was to be kept open.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
