package org.domzero.tests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QmpTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private PipeChannel qemu;
    private Qmp qmp;

    /** Answers as QEMU 7.2 does: {@code eject} is refused, {@code quit} not answered, {@code savevm} grumbles. */
    @BeforeEach
    void connect() throws Exception {
        PipeChannel here = new PipeChannel();
        qemu = here.otherSide();
        Thread monitor = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(Channels.newReader(qemu, StandardCharsets.UTF_8))) {
                qemu.say("{\"QMP\": {\"version\": {}, \"capabilities\": [\"oob\"]}}\r\n");
                String request;
                while ((request = lines.readLine()) != null) {
                    requests.add(request);
                    answer(request);
                }
            } catch (Exception closed) {
                // The test is over.
            }
        });
        monitor.setDaemon(true);
        monitor.start();
        qmp = new Qmp(here);
    }

    private void answer(String request) throws Exception {
        String id = request.replaceAll(".*\"id\":(\\d+).*", "$1");
        if (request.contains("\"quit\"")) {
            qemu.hangUp();
        } else if (request.contains("\"eject\"")) {
            qemu.say("{\"id\": " + id
                    + ", \"error\": {\"class\": \"GenericError\", \"desc\": \"Device 'cdrom' not found\"}}\r\n");
        } else if (request.contains("savevm")) {
            qemu.say(
                    "{\"return\": \"Error: Device 'disk0' does not support snapshots\\r\\n\", \"id\": " + id + "}\r\n");
        } else {
            qemu.say("{\"timestamp\": {}, \"event\": \"RESET\", \"data\": {\"guest\": true}}\r\n");
            qemu.say("{\"return\": {}, \"id\": " + id + "}\r\n");
        }
    }

    @AfterEach
    void close() {
        qmp.close();
    }

    @Test
    void agreesOnTheProtocolFirst() {
        qmp.screendump(Path.of("/lab/screenshot.png"));
        assertThat(requests)
                .containsExactly(
                        "{\"execute\":\"qmp_capabilities\",\"arguments\":{},\"id\":1}",
                        "{\"execute\":\"screendump\",\"arguments\":{\"filename\":\"/lab/screenshot.png\","
                                + "\"format\":\"png\"},\"id\":2}");
    }

    @Test
    void returnsEachEventOnce() {
        assertThat(qmp.awaitEvent("RESET", LONG)
                        .getAsJsonObject("data")
                        .get("guest")
                        .getAsBoolean())
                .isTrue();
        assertThatThrownBy(() -> qmp.awaitEvent("RESET", Duration.ZERO))
                .hasMessage("waited 0 s in vain for the event RESET");
    }

    @Test
    void saysWhyQemuRefused() {
        assertThatThrownBy(qmp::ejectCd)
                .isInstanceOf(UnmetExpectation.class)
                .hasMessage("QEMU refused eject {\"id\":\"cdrom\",\"force\":true}: Device 'cdrom' not found");
    }

    @Test
    void takesWhatTheHumanMonitorSaysForAnError() {
        assertThatThrownBy(() -> qmp.saveSnapshot("installed"))
                .hasMessage("QEMU's monitor answered \"savevm installed\" with:"
                        + " Error: Device 'disk0' does not support snapshots");
    }

    @Test
    void failsAtOnceWhenQemuEnds() {
        assertThatThrownBy(qmp::quit).hasMessage("QEMU ended while waiting for an answer to quit");
    }
}
