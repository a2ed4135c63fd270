package org.domzero.installer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.domzero.installer.answers.UplinkChoice;
import org.domzero.installer.facts.Link;
import org.domzero.toolkit.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the golden files hold, systemd-networkd 257.13 (Debian 13) reads without a complaint. */
class NetworkFilesTest {
    private static final String ONE = "interface = 'eno1'\n";
    private static final String BOND = "bond = { interfaces = ['eno2', 'eno1'], mode = 'active-backup' }\n";
    private static final String LACP = "bond = { interfaces = ['eno2', 'eno1'], mode = 'lacp' }\n";
    private static final String STATIC = """
            address = '192.0.2.10/24'
            gateway = '192.0.2.1'
            address6 = '2001:db8::10/64'
            gateway6 = 'fe80::1'
            dns = ['192.0.2.53', '2001:db8::53']
            """;

    private static List<TargetFile> files(String network) {
        var answers = Samples.network(network);
        var one = Samples.card("eno1", Samples.MAC, Link.UP);
        var other = Samples.card("eno2", "52:54:00:12:34:57", Link.UP);
        return NetworkFiles.of(
                answers,
                answers.uplink() instanceof UplinkChoice.Bond bond
                        ? new Uplink.Bond(List.of(other, one), bond.mode())
                        : new Uplink.Card(one));
    }

    private static void assertFiles(String name, String network) {
        String text = files(network).stream()
                .map(file -> "=== " + file.path() + "\n" + file.content())
                .collect(Collectors.joining());
        Golden.assertMatches("install/network/" + name + ".txt", text);
    }

    @Test
    void dhcpAndRouterAdvertisements() {
        assertFiles("auto", ONE);
    }

    @Test
    void fixedAddressesOfBothKinds() {
        assertFiles("static", ONE + STATIC);
    }

    @Test
    void ipv6Only() {
        assertFiles("ipv6-only", ONE + "address = 'none'\naddress6 = '2001:db8::10/64'\ngateway6 = '2001:db8::1'");
    }

    @Test
    void ipv4Only() {
        assertFiles("ipv4-only", ONE + "address6 = 'none'\naddress = '192.0.2.10/24'");
    }

    @Test
    void aVlan() {
        assertFiles("vlan", ONE + "vlan = 12\n" + STATIC);
    }

    @Test
    void aBondWithLacp() {
        assertFiles("bond-lacp", LACP + STATIC);
    }

    @Test
    void aBondWithActiveBackupAndAVlan() {
        assertFiles("bond-active-backup-vlan", BOND + "vlan = 4094\n");
    }

    @ParameterizedTest
    @CsvSource({
        "dhcp, auto, DHCP=ipv4",
        "none, auto, ",
        "dhcp, none, DHCP=ipv4",
        "192.0.2.10/24, auto, Address=192.0.2.10/24"
    })
    void everyMixOfAddressesIsSaid(String address, String address6, String line) {
        String bridge = files(ONE + "address = '" + address + "'\naddress6 = '" + address6 + "'").stream()
                .filter(file -> file.path().endsWith("/30-xenbr0.network"))
                .map(TargetFile::content)
                .collect(Collectors.joining());

        assertThat(bridge)
                .contains(line == null ? "[Network]\nLinkLocal" : "[Network]\n" + line + "\nLinkLocal")
                .contains(
                        address6.equals("none")
                                ? "\nLinkLocalAddressing=no\nIPv6AcceptRA=no\n"
                                : "\nLinkLocalAddressing=ipv6\nIPv6AcceptRA=yes\n")
                .doesNotContain("Gateway");
    }

    /** A cable that is out must not keep anything waiting, and only the bridge is anybody's address. */
    @Test
    void nothingButTheBridgeIsWaitedForOrHasAnAddress() {
        for (String network : List.of(ONE, ONE + "vlan = 12\n", BOND, LACP + "vlan = 12\n" + STATIC)) {
            assertThat(files(network))
                    .filteredOn(file ->
                            file.path().endsWith(".network") && !file.path().endsWith("/30-xenbr0.network"))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file.content())
                            .contains("RequiredForOnline=no\n", "LinkLocalAddressing=no\n")
                            .doesNotContain("Address=1", "DHCP"));
        }
    }
}
