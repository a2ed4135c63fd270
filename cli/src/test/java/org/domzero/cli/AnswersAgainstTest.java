package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.domzero.toolkit.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers tried on recorded machines: {@code domzero answers check --against}. */
class AnswersAgainstTest {
    private static final String SATA = "sata-bmc";
    private static final String NVME = "nvme-lvm";
    private static final String REPOSITORY = "repository";
    private static final String UUID = "0b6f3a52-7f0c-4d3e-9a41-2c5d8e6f7a90";
    private static final String ERASE = "existing-data = \"erase\"\n";

    @TempDir
    private Path directory = Path.of("");

    private static Path recorded(String machine) {
        return Path.of("src/test/resources/machines", machine + ".json");
    }

    private Ran check(Path probe, String storage, String... more) {
        try {
            Path answers = Files.writeString(directory.resolve("xen01.toml"), """
                    version = 1
                    [host]
                    hostname = "xen01.example.org"
                    root-password = "correct horse"
                    [storage]
                    %s
                    """.formatted(storage.strip()));
            String[] arguments = new String[5 + more.length];
            System.arraycopy(
                    new String[] {"answers", "check", answers.toString(), "--against", probe.toString()},
                    0,
                    arguments,
                    0,
                    5);
            System.arraycopy(more, 0, arguments, 5, more.length);
            Ran ran = Ran.domzero(arguments);
            return new Ran(
                    ran.status(),
                    ran.out().replace(directory + "/", ""),
                    ran.err().replace(directory + "/", ""));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Ran check(String machine, String storage, String... more) {
        return check(recorded(machine), storage, more);
    }

    /** Each request, what came of it, and its exit status, one below the other. */
    private String all(String machine, Map<String, String> requests) {
        StringBuilder text = new StringBuilder();
        requests.forEach((what, storage) -> {
            Ran ran = check(machine, storage);
            text.append("# ").append(what).append('\n');
            storage.strip()
                    .lines()
                    .forEach(line -> text.append("#   ").append(line).append('\n'));
            text.append("exit status ").append(ran.status()).append('\n');
            text.append(ran.out()).append(ran.err()).append('\n');
        });
        return text.toString();
    }

    @Test
    void onASataServerWithAManagementController() {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("the smallest that can be used; the stick it boots from does not count", """
                system-disk = { pick = "smallest" }""");
        requests.put("both disks, by link and by serial number, one of them to be erased", """
                system-disk = "/dev/disk/by-id/wwn-0x55cd2e4150b1c2d3"
                repository-disks = [{ serial = "ZDH1AAA7" }]
                existing-data = "erase\"""");
        requests.put("every condition at once", """
                system-disk = { path = "/dev/disk/by-id/ata-INTEL_SSDSC2KB480G8_PHYF910200AB480BGN", serial = "PHYF910200AB480BGN", wwn = "0x55CD2E4150B1C2D3", model = "INTEL*480*", min-size = "400GB", max-size = "500GB", transport = "sata" }""");
        requests.put("every condition but one", """
                system-disk = { path = "/dev/sda", model = "INTEL*", transport = "nvme" }""");
        requests.put("model and size of different disks", """
                system-disk = { model = "INTEL*", min-size = "1TB" }""");
        requests.put("several disks", """
                system-disk = { transport = "sata" }""");
        requests.put("a disk with a filesystem", """
                system-disk = { model = "ST2000*" }""");
        requests.put("a disk twice, under two names", """
                system-disk = "/dev/sda"
                repository-disks = ["/dev/disk/by-path/pci-0000:00:17.0-ata-1"]""");
        requests.put("the boot medium", """
                system-disk = "/dev/sdc"
                existing-data = "erase\"""");
        requests.put("the boot medium as a further disk, and a link that is not there", """
                system-disk = "/dev/disk/by-id/ata-INTEL_SSDSC2KB480G8_OTHER"
                repository-disks = [{ transport = "usb" }]""");
        requests.put("a card that is not there besides a disk that is not there", """
                system-disk = "/dev/vda"
                [network]
                interface = "eth*\"""");
        requests.put("a card without link, named; memory and console too", """
                system-disk = "/dev/sda"
                [network]
                interface = "eno1"
                [xen]
                dom0-memory = "3GiB"
                [console]
                serial = "com2,57600\"""");

        Golden.assertMatches("against/sata-bmc.txt", all(SATA, requests));
    }

    @Test
    void onAnNvmeServerWithForeignVolumesAndAnArray() {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("the only NVMe disk that is empty", """
                system-disk = { serial = "81E0A00QTGM8" }""");
        requests.put("two that are alike", """
                system-disk = { transport = "nvme" }""");
        requests.put("of two that are alike the one with the smaller serial number", """
                system-disk = { transport = "nvme", pick = "smallest" }""");
        requests.put("the other one: foreign LVM", """
                system-disk = { transport = "nvme", pick = "largest" }""");
        requests.put("foreign LVM that may be erased", """
                system-disk = { wwn = "eui.000000000000001000080d05001a2b3c" }
                repository-disks = ["/dev/disk/by-id/nvme-eui.000000000000001000080d05001a2b3d"]
                existing-data = "erase\"""");
        requests.put("a member of an array", """
                system-disk = "/dev/nvme0n1"
                repository-disks = ["/dev/sda"]""");
        requests.put("half of an array", """
                system-disk = "/dev/nvme0n1"
                repository-disks = ["/dev/sda"]
                existing-data = "erase\"""");
        requests.put("a whole array", """
                system-disk = "/dev/nvme0n1"
                repository-disks = ["/dev/sda", { model = "TOSHIBA*", serial = "X0A1F0ACFJDH" }]
                existing-data = "erase\"""");
        requests.put("a mounted filesystem", """
                system-disk = { max-size = "250GB" }
                existing-data = "erase\"""");

        Golden.assertMatches("against/nvme-lvm.txt", all(NVME, requests));
    }

    @Test
    void onAHostThatHasARepository() {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("the one disk beside it", """
                system-disk = { serial = "S5KCNA0N100003" }""");
        requests.put("not allowed at all", """
                system-disk = "/dev/sda\"""");
        requests.put("allowed for other data", """
                system-disk = "/dev/sda"
                repository-disks = ["/dev/sdb"]
                existing-data = "erase\"""");
        requests.put("another one named", """
                system-disk = "/dev/sda"
                repository-disks = ["/dev/sdb"]
                existing-data = "erase"
                erase-repository = "11111111-2222-3333-4444-555555555555\"""");
        requests.put("half of it", """
                system-disk = "/dev/sda"
                existing-data = "erase"
                erase-repository = "%s\"""".formatted(UUID));
        requests.put("all of it", """
                system-disk = "/dev/sda"
                repository-disks = ["/dev/sdb"]
                existing-data = "erase"
                erase-repository = "%s\"""".formatted(UUID));

        Golden.assertMatches("against/repository.txt", all(REPOSITORY, requests));
    }

    @Test
    void asJson() {
        Ran ran = check(SATA, "system-disk = \"/dev/sda\"\nrepository-disks = [\"/dev/sdb\"]\n" + ERASE, "--json");

        assertThat(ran.status()).isZero();
        assertThat(ran.err()).isEmpty();
        Golden.assertMatches("against/sata-bmc.json", ran.out());
    }

    @Test
    void whatIsWrongIsToldToPeopleEvenWhenJsonIsWanted() {
        Ran ran = check(SATA, "system-disk = \"/dev/sdb\"", "--json");

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("error: xen01.toml:6:1: storage.system-disk matches /dev/sdb ");
    }

    @Test
    void withoutAMachineThereIsNothingToShowAsJson() {
        assertThat(Ran.domzero("answers", "check", "xen01.toml", "--json")).isEqualTo(new Ran(2, "", """
                error: --json shows what would be chosen, and no machine to choose on is named
                  hint: add --against with what 'domzero probe --json' printed there
                """));
    }

    @Test
    void wrongAnswersAreToldBeforeTheMachineIsLookedAt() {
        Ran ran = check(directory.resolve("none.json"), "system-disk = 5");

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).startsWith("error: xen01.toml:6:1: storage.system-disk");
    }

    private Path changed(String machine, String key, String value) throws IOException {
        JsonObject json =
                JsonParser.parseString(Files.readString(recorded(machine))).getAsJsonObject();
        json.add(key, JsonParser.parseString(value));
        return Files.writeString(directory.resolve("probe.json"), json.toString());
    }

    @Test
    void aMachineThatCannotBeAHostEndsWithTheStatusOfAnInstall() throws IOException {
        Ran ran = check(changed(SATA, "secureBoot", "true"), "system-disk = \"/dev/sda\"");

        assertThat(ran).isEqualTo(new Ran(1, "", """
                error: Secure Boot is on; Xen is not signed, so the firmware would refuse to start it
                  hint: turn Secure Boot off in the firmware setup, then boot the installer again
                """));
    }

    @Test
    void whatMayGoWrongIsAWarning() throws IOException {
        Ran ran = check(
                changed(
                        SATA,
                        "processor",
                        "{\"model\": \"x\", \"logicalCores\": 1, \"x86_64\": true, \"virtualization\": \"none\"}"),
                "system-disk = \"/dev/sda\"");

        assertThat(ran.status()).isZero();
        assertThat(ran.err()).startsWith("warning: the processor shows no hardware virtualization");
    }

    @Test
    void aHostsOwnMemoryIsNotKnownWhereXenRuns() throws IOException {
        Path probe = changed(SATA, "underXen", "true");

        assertThat(check(probe, "system-disk = \"/dev/sda\"").out())
                .contains("dom0 memory      2624 MiB, if the machine had no more than what Xen showed to the probe\n");
        assertThat(check(probe, "system-disk = \"/dev/sda\"\n[xen]\ndom0-memory = \"2GiB\"")
                        .out())
                .contains("dom0 memory      2048 MiB\n");
    }

    private static final String WAY_OUT =
            "\n  hint: 'domzero probe --json' on the machine prints what is wanted here\n";

    @Test
    void aProbeThatIsNotThereIsAWrongRequest() {
        Ran missing = check(directory.resolve("none.json"), "system-disk = \"/dev/sda\"");
        Ran folder = check(directory, "system-disk = \"/dev/sda\"");

        assertThat(missing)
                .isEqualTo(new Ran(2, "", "error: none.json cannot be read: no such file or directory" + WAY_OUT));
        assertThat(folder.status()).isEqualTo(2);
        assertThat(folder.err()).startsWith("error: " + directory + " cannot be read: ");
    }

    private Ran against(String probe) throws IOException {
        return check(Files.writeString(directory.resolve("probe.json"), probe), "system-disk = \"/dev/sda\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' '|is empty",
                "Machine      Supermicro|is not JSON",
                "{version: 1}|is not JSON",
                "{\"version\": 1} {}|is not JSON",
                "[1]|does not hold the facts of a machine",
                "\"probe\"|does not hold the facts of a machine",
                "{}|does not hold the facts of a machine: version is missing",
                "{\"version\": 1}|does not hold the facts of a machine: product is missing",
                "{\"format\": 1, \"version\": \"1.2.3\"}|does not hold the facts of a machine: version cannot be \"1.2.3\"",
                "{\"version\": 2}|does not hold the facts of a machine: these facts are of version 2, and this domzero reads 1; was 'domzero probe --json' that of another version?",
            })
    void aFileThatIsNoProbeIsAWrongRequest(String text, String message) throws IOException {
        assertThat(against(text)).isEqualTo(new Ran(2, "", "error: probe.json " + message + WAY_OUT));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 0.6, 0.99})
    void aProbeThatWasCutOffIsAWrongRequest(double part) throws IOException {
        String whole = Files.readString(recorded(NVME)).strip();

        assertThat(against(whole.substring(0, (int) (whole.length() * part))))
                .isEqualTo(new Ran(2, "", "error: probe.json ends in the middle: it was cut off" + WAY_OUT));
    }

    @Test
    void aFileThatIsTooLargeForAProbeIsNotLookedInto() throws IOException {
        assertThat(against(" ".repeat(8 * 1024 * 1024) + "{}"))
                .isEqualTo(new Ran(
                        2,
                        "",
                        "error: probe.json is larger than 8 MiB, too large for the facts of a machine" + WAY_OUT));
    }
}
