package org.domzero.installer.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.domzero.partitioner.Disk;
import org.domzero.partitioner.Disks;
import org.domzero.partitioner.Look;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Golden;
import org.domzero.toolkit.SerialPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineFactsTest {
    @TempDir
    Path root;

    @Test
    void aVirtualMachineBootedFromCd() throws IOException {
        MachineFacts facts = virtualMachine();

        assertThat(facts.firmware()).isEqualTo(Firmware.BIOS);
        assertThat(facts.secureBoot()).isFalse();
        assertThat(facts.bootMedium()).isEqualTo("/dev/sr0");
        assertThat(facts.underXen()).isFalse();
        assertThat(facts.processor()).isEqualTo(new Processor("AMD EPYC", 2, true, Virtualization.NONE));
        Golden.assertMatches("facts/virtual-machine.txt", facts.render());
        Golden.assertMatches("facts/virtual-machine.json", pretty(facts));
    }

    @Test
    void aServerThatRunsXen() throws IOException {
        MachineFacts facts = server();

        assertThat(facts.firmware()).isEqualTo(Firmware.UEFI);
        assertThat(facts.secureBoot()).isTrue();
        assertThat(facts.bootMedium()).isNull();
        assertThat(facts.underXen()).isTrue();
        assertThat(facts.processor().virtualization()).isEqualTo(Virtualization.VMX);
        assertThat(facts.firmwareConsole()).isEqualTo(FirmwareConsole.at(SerialPort.parse("com2")));
        Golden.assertMatches("facts/server.txt", facts.render());
    }

    @Test
    void marksTheDiskItRunsFrom() throws IOException {
        MachineFacts facts = virtualMachine();
        MachineFacts fromUsb = new MachineFacts(
                facts.product(),
                facts.firmware(),
                facts.secureBoot(),
                facts.processor(),
                facts.memory(),
                "/dev/vda1",
                facts.underXen(),
                facts.firmwareConsole(),
                facts.networkCards(),
                facts.disks());

        assertThat(fromUsb.render()).contains("virtio  this installer: gpt partition table, /dev/vda1");
    }

    @Test
    void comesBackFromJsonAsItWas() throws IOException {
        for (MachineFacts facts : List.of(virtualMachine(), server())) {
            String text = facts.toJson().toString();
            assertThat(MachineFacts.fromJson(JsonParser.parseString(text).getAsJsonObject()))
                    .isEqualTo(facts);
        }
    }

    @Test
    void aConsoleOfTheFirmwareComesBackFromJsonAlsoWhenItCannotBeUsed() throws IOException {
        JsonObject json = virtualMachine().toJson();
        assertThat(json.has("firmwareConsole")).isFalse();
        JsonObject console = new JsonObject();
        console.addProperty("unusable", "it is no 16550 UART");
        json.add("firmwareConsole", console);

        MachineFacts facts = MachineFacts.fromJson(json);

        assertThat(facts.firmwareConsole()).isEqualTo(FirmwareConsole.unusable("it is no 16550 UART"));
        assertThat(facts.toJson()).isEqualTo(json);
        assertThat(facts.render())
                .contains("Console      none that can be used: it is no 16550 UART (by the firmware)\n");

        console.addProperty("port", "lpt1");
        assertThatThrownBy(() -> MachineFacts.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("firmwareConsole.port cannot be \"lpt1\"");
    }

    @Test
    void refusesFactsOfAnotherVersion() throws IOException {
        JsonObject json = virtualMachine().toJson();
        json.addProperty("version", 2);

        assertThatThrownBy(() -> MachineFacts.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("these facts are of version 2, and this domzero reads 1;"
                        + " was 'domzero probe --json' that of another version?");
    }

    @Test
    void namesTheMemberThatIsMissingOrUnusable() throws IOException {
        JsonObject without = virtualMachine().toJson();
        without.remove("firmware");
        assertThatThrownBy(() -> MachineFacts.fromJson(without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("firmware is missing");

        JsonObject odd = virtualMachine().toJson();
        odd.addProperty("firmware", "coreboot");
        assertThatThrownBy(() -> MachineFacts.fromJson(odd))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("firmware cannot be \"coreboot\"");

        JsonObject wrongType = virtualMachine().toJson();
        wrongType.getAsJsonArray("networkCards").set(0, new JsonPrimitive("eth0"));
        assertThatThrownBy(() -> MachineFacts.fromJson(wrongType))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("networkCards[0] cannot be \"eth0\"");
    }

    private MachineFacts virtualMachine() throws IOException {
        return MachineFacts.of(
                CapturedTree.layOut("virtual-machine.tree", Files.createTempDirectory(root, "vm")),
                new OshiFacts(
                        new Product("QEMU", "Standard PC (i440FX + PIIX, 1996) (version: pc-i440fx-7.2)", ""),
                        "AMD EPYC",
                        2,
                        ByteSize.mebibytes(7936)),
                disks());
    }

    private MachineFacts server() throws IOException {
        Path tree = Files.createTempDirectory(root, "server");
        SystemTree captured = CapturedTree.layOut("server.tree", tree);
        Path variable = tree.resolve(KernelFacts.SECURE_BOOT);
        Files.createDirectories(variable.resolveSibling(""));
        Files.write(variable, new byte[] {6, 0, 0, 0, 1});
        Path spcr = tree.resolve(Spcr.PATH);
        Files.createDirectories(spcr.resolveSibling(""));
        Files.copy(SpcrTest.COM2, spcr);
        return MachineFacts.of(
                captured,
                new OshiFacts(
                        new Product("Dell Inc.", "PowerEdge R640", "7H3K2M2"),
                        "Intel(R) Xeon(R) Silver 4110 CPU @ 2.10GHz",
                        1,
                        ByteSize.gibibytes(2)),
                List.of());
    }

    private static List<Disk> disks() {
        return Disks.parse("""
                {"blockdevices": [
                  {"name": "vda", "path": "/dev/vda", "kname": "vda", "type": "disk", "size": 21474836480,
                   "rota": true, "rm": false, "ro": false, "log-sec": 512, "pttype": "gpt",
                   "children": [
                     {"name": "vda1", "path": "/dev/vda1", "kname": "vda1", "type": "part", "size": 536870912,
                      "fstype": "vfat", "label": "EFI SYS", "pttype": "gpt", "mountpoints": [null]}]},
                  {"name": "sda", "path": "/dev/sda", "kname": "sda", "type": "disk", "size": 4294967296,
                   "model": "QEMU HARDDISK", "serial": "QM00001", "tran": "sata",
                   "rota": true, "rm": false, "ro": false, "log-sec": 512}]}
                """, "", "", Map.of("/dev/sda", Look.BLANK));
    }

    private static String pretty(MachineFacts facts) {
        return new GsonBuilder().setPrettyPrinting().create().toJson(facts.toJson()) + "\n";
    }
}
