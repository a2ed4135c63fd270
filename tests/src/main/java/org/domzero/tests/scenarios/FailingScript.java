package org.domzero.tests.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.domzero.tests.scenarios.InstalledHost.said;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import org.domzero.tests.Lab;
import org.domzero.tests.Scenario;
import org.domzero.tests.machine.Disk;
import org.domzero.tests.machine.Machine;
import org.domzero.tests.machine.MachineSpec;
import org.domzero.tests.machine.Medium;
import org.domzero.tests.machine.Nic;
import org.domzero.tests.machine.Shell;
import org.domzero.tests.machine.WebServer;
import org.domzero.toolkit.ByteSize;

/**
 * The script of the answers fails: so has the install, for those who watch and for the webhook, and a shell follows. The
 * answers come by plain HTTP, over the second of two cards: there is no cable in the first, and nobody named one.
 */
public final class FailingScript implements Scenario {
    private static final String ANSWERS = """
            version = 1
            [host]
            hostname = "xen11"
            root-password = "never-booted"
            [storage]
            system-disk = "/dev/vda"
            [finish]
            webhook = "%s"
            script = \"""
            #!/bin/sh
            echo no such rack >&2
            exit 3
            \"""
            """;

    private static final String WITHOUT_CABLE = "52:54:00:12:34:0b";
    private static final String CARD = "52:54:00:12:34:0c";

    @Override
    public String name() {
        return "failing-script";
    }

    @Override
    public String description() {
        return "answers by HTTP whose script fails: told on the console and to the webhook, a shell, no reboot";
    }

    @Override
    public void run(Lab lab) throws IOException {
        try (WebServer server = WebServer.http()) {
            server.serve("/rack11.toml", ANSWERS.formatted(server.url("/installed")));
            run(lab, server);
        }
    }

    private static void run(Lab lab, WebServer server) throws IOException {
        Machine machine = lab.start(MachineSpec.named("server")
                .withMedium(Medium.cdrom(Iso.withKernelOptions(lab, "domzero.answers=" + server.url("/rack11.toml"))))
                .withDisk(Disk.qcow2(lab.createDisk("system", ByteSize.gibibytes(12))))
                .withNic(Nic.user(WITHOUT_CABLE))
                .withNic(Nic.user(CARD))
                // A machine that restarts would be gone, and the shell with it.
                .withoutReboot());
        machine.qmp().setLink(0, false);
        machine.serial().expect("answers: fetching " + server.url("/rack11.toml"), Limits.LIVE_BOOT);
        machine.serial().expect("management network: ", Limits.COMMAND);
        machine.serial().expect("(" + CARD, Limits.COMMAND);
        machine.serial().expect("error: while it was to run the answers' own script", Limits.INSTALL);
        machine.serial().expect("no such rack", Limits.COMMAND);
        JsonObject told = JsonParser.parseString(
                        server.awaitPost("/installed", Limits.COMMAND).body())
                .getAsJsonObject();
        assertThat(told.get("result").getAsString()).isEqualTo("failed");
        assertThat(told.getAsJsonArray("sshHostKeys")).isEmpty();
        assertThat(told.getAsJsonObject("error").get("step").getAsString()).contains("script");
        assertThat(told.getAsJsonArray("log").toString()).contains("no such rack");
        assertThat(told.toString()).doesNotContain("never-booted", "$6$");

        machine.serial().expect("root@domzero-live", Limits.COMMAND);
        Shell shell = machine.serial().shell();
        shell.run("dmesg -n 1", Limits.COMMAND);
        assertThat(said(shell, "grep -c /run/domzero/target /proc/mounts")).isEqualTo("0");
        shell.run("poweroff", Limits.COMMAND);
        machine.awaitPowerOff(Limits.SHUTDOWN);
    }
}
