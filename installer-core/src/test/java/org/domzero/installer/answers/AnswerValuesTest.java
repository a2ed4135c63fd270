package org.domzero.installer.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.domzero.bootloader.extlinux.SerialDirective;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Golden;
import org.domzero.toolkit.SerialPort;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerValuesTest {
    private static final String LONG = "a".repeat(60);

    /** Lines that are wrong, each beside answers that are right. */
    private static final List<String> WRONG = List.of(
            "[host] hostname = ''",
            "[host] hostname = 'xen_01'",
            "[host] hostname = '-xen'",
            "[host] hostname = 'xen..org'",
            "[host] hostname = 'xen.org.'",
            "[host] hostname = '192.0.2.300'",
            "[host] hostname = '" + LONG + "aaaa'",
            "[host] hostname = '" + LONG + ".abcde'",
            "[host] hostname = 'LocalHost.localdomain'",
            "[host] timezone = 'Europe/Belin'",
            "[host] timezone = 'berlin'",
            "[host] timezone = 'UTC'",
            "[host] timezone = 'CET-1CEST'",
            "[host] keymap = 'German'",
            "[host] keymap = 'de(nodeadkeys'",
            "[host] root-password-hash = 'hunter2'",
            "[host] root-password-hash = '$1$abcdefgh$B2bQw8i1aT6AZ3uKGBmIm0'",
            "[host] root-password-hash = '$6$zaMjnFZaNLx3bp8c$TuH/5NMSG'",
            "[host] root-password = ''",
            "[host] root-password = \"two\\nlines\"",
            "[host] root-password = '" + "\u00fc".repeat(129) + "'",
            "[host] root-password = 'both'\nroot-password-hash = '" + AnswerFiles.HASH + "'",
            "[host] ssh-authorized-keys = []",
            "[host] ssh-authorized-keys = ['-----BEGIN OPENSSH PRIVATE KEY-----']",
            "[host] ssh-authorized-keys = ['ssh-dss AAAAB3NzaC1kc3M=']",
            "[host] ssh-authorized-keys = ['ssh-rsa']",
            "[host] ssh-authorized-keys = ['ssh-rsa AAAA!']",
            "[host] ssh-authorized-keys = ['" + AnswerFiles.ED25519 + "', '" + AnswerFiles.ED25519.replace("aE+", "")
                    + "']",
            "[host] ssh-authorized-keys = ['" + AnswerFiles.ED25519.replace("ssh-ed25519", "ssh-rsa") + "']",
            "[host] ssh-authorized-keys = [\"" + AnswerFiles.ED25519 + "\\nssh-rsa\"]",
            "[host] ntp-servers = ['ntp.example.org', 'ntp example', '192.0.2.256', '2001:db8::g', '127.0.0.1', 'fe80::1']",
            "[network] interface = 'enp*/x'",
            "[network] interface = 'a-name-too-long-for-linux'",
            "[network] interface = '01:00:5e:00:00:01'",
            "[network] address = '192.0.2.10'",
            "[network] address = '192.0.2.10/255.255.255.0'",
            "[network] address = '192.0.2.10/0'",
            "[network] address = '192.0.2.10/33'",
            "[network] address = '192.0.2.0/24'",
            "[network] address = '192.0.2.255/24'",
            "[network] address = '224.0.0.5/24'",
            "[network] address = '127.0.0.1/8'",
            "[network] address = '0.0.0.0/8'",
            "[network] address = '250.1.2.3/8'",
            "[network] address = '255.255.255.255/32'",
            "[network] address = '192.0.2.010/24'",
            "[network] address = '2001:db8::10/64'",
            "[network] address = 'DHCP'",
            "[network] gateway = '192.0.2.1'",
            "[network] address = 'dhcp'\ngateway = '192.0.2.1'",
            "[network] address = '192.0.2.10/24'\ngateway = '192.0.3.1'",
            "[network] address = '192.0.2.10/24'\ngateway = '192.0.2.10'",
            "[network] address = '192.0.2.10/24'\ngateway = '192.0.2.255'",
            "[network] address = '192.0.2.10/24'\ngateway = '192.0.2'",
            "[network] address = '192.0.2/24'\ngateway = '198.51.100.1'",
            "[network] dns = ['192.0.2.53', 'fe80::1%eth0', 'dns.example.org']",
            "[network] dns = ['192.0.2.53/24', 'ff02::fb']",
            "[network] mtu = 9000",
            "[network] address = 'static'",
            "[network] address = 'nome'",
            "[network] address = 'none'\ngateway = '192.0.2.1'",
            "[network] address = 'none'\naddress6 = 'none'\ngateway6 = 'fe80::1'",
            "[network] address = 'none'\ndns = ['192.0.2.53', '2001:db8::53']",
            "[network] address6 = 'none'\ndns = ['192.0.2.53', '2001:db8::53']",
            "[network] address6 = 'dhcp'",
            "[network] address6 = 'Auto'",
            "[network] address6 = '2001:db8::10'",
            "[network] address6 = '2001:db8::10/'",
            "[network] address6 = '2001:db8::10/0'",
            "[network] address6 = '2001:db8::10/129'",
            "[network] address6 = '2001:db8::/64'",
            "[network] address6 = '192.0.2.10/24'",
            "[network] address6 = 'fe80::10/64'",
            "[network] address6 = '2001:db8::10%eth0/64'",
            "[network] address6 = 'ff02::1/64'",
            "[network] address6 = '::1/128'",
            "[network] address6 = '::/64'",
            "[network] address6 = '::ffff:192.0.2.10/96'",
            "[network] address6 = '::192.0.2.10/96'",
            "[network] address6 = '2001:db8:::10/64'",
            "[network] address6 = '2001:db8::10::1/64'",
            "[network] address6 = '2001:db8:0:0:0:0:10/64'",
            "[network] address6 = '2001:db8:0:0:0:0:0:0:10/64'",
            "[network] address6 = '2001:db8:0:0::0:0:0:10/64'",
            "[network] address6 = '2001:db8::00010/64'",
            "[network] address6 = '2001:db8::g/64'",
            "[network] address6 = '2001:db8::192.0.2.300/64'",
            "[network] address6 = '192.0.2.1::2001/64'",
            "[network] address6 = '[2001:db8::10]/64'",
            "[network] gateway6 = 'fe80::1'",
            "[network] address6 = 'auto'\ngateway6 = '2001:db8::1'",
            "[network] address6 = 'none'\ngateway6 = 'fe80::1'",
            "[network] address6 = '2001:db8::10/64'\ngateway6 = '2001:db8:0:1::1'",
            "[network] address6 = '2001:db8::10/64'\ngateway6 = '2001:db8::10'",
            "[network] address6 = '2001:db8::10/64'\ngateway6 = '2001:db8::'",
            "[network] address6 = '2001:db8::10/64'\ngateway6 = 'fe80::1%eno1'",
            "[network] address6 = '2001:db8::10/64'\ngateway6 = '192.0.2.1'",
            "[network] address6 = '2001:db8::10/64'\ngateway6 = 'fe80::1/64'",
            "[network] address = '192.0.2.10/24'\ngateway = 'fe80::1'\naddress6 = '2001:db8::/64'\ngateway6 = '::'",
            "[network] vlan = 0",
            "[network] vlan = 4095",
            "[network] vlan = -1",
            "[network] vlan = 9223372036854775807",
            "[network] vlan = 12.5",
            "[network] vlan = [12, 13]",
            "[network] bond = 'lacp'",
            "[network] bond = {}",
            "[network] bond = { interfaces = [] }",
            "[network] bond = { interfaces = ['eno1'] }",
            "[network] bond = { interfaces = ['eno1', 'eno1'] }",
            "[network] bond = { interfaces = ['52:54:00:12:34:56', '52-54-00-12-34-56', 'eno2'] }",
            "[network] bond = { interfaces = ['en*', 'a name', 7], mode = '802.3ad', miimon = 100 }",
            "[network] bond = { interfaces = 'en*', mode = 'active_backup' }",
            "[network] bond = { interfaces = ['en*'] }\ninterface = 'eno1'\nvlan = 4095\naddress = 'dhcpp'",
            "[storage] system-disk = 'sda'",
            "[storage] system-disk = '/dev/../etc/passwd'",
            "[storage] system-disk = '/dev/disk/by-id/ata-INTEL*'",
            "[storage] system-disk = {}",
            "[storage] system-disk = { model = '', serial = \"a\\tb\" }",
            "[storage] system-disk = { min-size = '2TiB', max-size = '1TiB' }",
            "[storage] system-disk = { min-size = '999999999TiB', transport = 'stata', pick = 'first' }",
            "[storage] system-disk = { min-size = 100 }",
            "[storage] system-disk = { min-size = '500', pick = 'smallest' }",
            "[storage] repository-disks = ['/dev/sdb', '/dev/sda', '/dev/sdb']",
            "[storage] existing-data = 'errase'",
            "[storage] erase-repository = 'VG_XenStorage-1'",
            "[xen] dom0-memory = '511MiB'",
            "[xen] dom0-memory = 'automatic'",
            "[xen] dom0-memory = '1073741824'",
            "[xen] options = \"a\\nb\"",
            "[xen] options = \"a\\tb\"",
            "[xen] options = 'a#b'",
            "[xen] options = 'a=\"b c\"'",
            "[xen] options = \"a='b'\"",
            "[xen] options = 'gr\u00fcn'",
            "[xen] options = 'a \\ '",
            "[xen] options = 'a --- b'",
            "[xen] options = 'a -- b'",
            "[xen] options = 'dom0_mem=2G'",
            "[xen] options = 'iommu=verbose console=com1'",
            "[xen] options = 'com1=115200'",
            "[xen] options = 'com2=115200'",
            "[console] serial = 'ttyS0'",
            "[console] serial = 'com3'",
            "[console] serial = 'com4,115200,8n1'",
            "[console] serial = 'com1,230400'",
            "[console] serial = 'com1,000'",
            "[console] serial = 'com2,9600,7e1'",
            "[finish] action = 'halt'",
            "[finish] script = ''",
            "[finish] script = 'echo t0ken'",
            "[finish] script = '#!'",
            "[finish] script = '#!sh'",
            "[finish] script = \"#!/bin/sh\\r\\necho t0ken\"",
            "[finish] script = \"#!/bin/sh\\u0000\"",
            "[finish] script = 7",
            "[finish] webhook = 'deploy.example.org'",
            "[finish] webhook = 'ftp://ops:t0ken@deploy.example.org/'",
            "[finish] webhook = 'https:///t0ken'",
            "[finish] webhook = 'https://deploy.example.org/a b'",
            "[finish] webhook = 'https://deploy.example.org/%zz'",
            "[finish] webhook = 'https://deploy.example.org:0/t0ken'",
            "[finish] webhook = 'https://deploy.example.org:65536/t0ken'",
            "[finish] webhook = ['https://deploy.example.org/t0ken']");

    @Test
    void tellsWhatIsWrongWithEveryValueAndTheWayOut() {
        List<String> said = new ArrayList<>();
        for (String wrong : WRONG) {
            said.add(wrong.replaceFirst("] ", "]\n") + "\n" + AnswerFiles.complaints(fileWith(wrong)));
        }
        // The first lines of each are the file's own.
        assertThat(said.stream().flatMap(String::lines))
                .filteredOn(line -> line.startsWith("error: ") || line.startsWith("  hint: "))
                .noneMatch(line -> line.contains("t0ken"));
        Golden.assertMatches("answers/wrong-values.txt", String.join("\n", said));
    }

    /** The smallest file with the lines of {@code wrong} in the place of its own. */
    private static String fileWith(String wrong) {
        String table = wrong.substring(0, wrong.indexOf(' '));
        String lines = wrong.substring(wrong.indexOf(' ') + 1) + "\n";
        String key = lines.substring(0, lines.indexOf(' '));
        String file = AnswerFiles.SMALLEST.replaceFirst("(?m)^" + key + " = .*\n", "");
        return file.contains(table) ? file.replace(table + "\n", table + "\n" + lines) : file + table + "\n" + lines;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostname = 'a'",
                "hostname = '3com.example.org'",
                "hostname = 'XEN-01'",
                "timezone = 'Etc/UTC'",
                "timezone = 'America/Argentina/Buenos_Aires'",
                "keymap = 'latam'",
                "keymap = 'us(alt-intl)'",
                "root-password-hash = '$y$j9T$F5Jx5fExrKuPp53xLKQ..1$79loZfbnLsy21CForC0MGHrjr3SSPg5rY33S2lNUU7B'",
                "root-password-hash = '$2b$10$abcdefghijklmnopqrstuuISHmBNGmRTrUJCxE.dZPM9BVQqYmH6.'",
                "root-password-hash = '$5$k9j1TbnYMbP0n7K0$xqXBPcUT67a5dGLSnMOun8dGFfDaQL8w6BfLsGcXWWB'",
                "root-password-hash = '$5$rounds=5000$k9j1TbnYMbP0n7K0$xqXBPcUT67a5dGLSnMOun8dGFfDaQL8w6BfLsGcXWWB'",
                "ntp-servers = ['192.0.2.1', 'pool.ntp.org', '2001:db8::123']",
            })
    void takesWhatIsRight(String line) {
        String key = line.substring(0, line.indexOf(' '));
        String file = AnswerFiles.SMALLEST.replaceFirst("(?m)^" + key + " = .*\n", "");
        Answers answers = AnswerFiles.answers(file.replace("[host]\n", "[host]\n" + line + "\n"));
        assertThat(AnswersWriter.write(answers).replace('"', '\'')).contains(line);
    }

    @Test
    void readsTheTypesOfSshKeys() {
        String ecdsa = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBA+WlcQMahLStpTs4qdk"
                + "rL8yu/Y00jxnE+HPLJqy1JyV4OMabxYHWCd3hJ0KjYq3q1DrvQKsnBugzUZIrsZP7WE=";
        assertThat(SshPublicKey.parse(ecdsa + "   two words ").comment()).isEqualTo("two words");
        assertThat(SshPublicKey.parse(ecdsa)).hasToString(ecdsa);
    }

    @Test
    void tellsInterfacesFromAddresses() {
        assertThat(InterfaceChoice.parse("52-54-00-AB-cd-ef")).isEqualTo(new InterfaceChoice.Mac("52:54:00:ab:cd:ef"));
        assertThat(InterfaceChoice.parse("enp?s0f*")).isEqualTo(new InterfaceChoice.Name("enp?s0f*"));
        assertThat(InterfaceChoice.parse("enp?s0").isGlob()).isTrue();
        assertThat(InterfaceChoice.parse("eno1").isGlob()).isFalse();
        assertThat(InterfaceChoice.parse("52:54:00:ab:cd:ef").isGlob()).isFalse();
    }

    @Test
    void readsSerialChoices() {
        assertThat(SerialChoice.parse("none")).isEqualTo(new SerialChoice.None());
        assertThat(SerialChoice.parse("auto")).isEqualTo(new SerialChoice.Auto());
        assertThat(SerialChoice.parse("com1")).isEqualTo(new SerialChoice.Port(SerialPort.COM1));
    }

    @Test
    void takesOptionsForXenThatOnlyLookLikeItsOwn() {
        for (String options : List.of("", "com1_irq=4", "console_to_ring", "dom0_max_vcpus=4 dom0=pvh", "a=\\b c")) {
            assertThat(XenOptions.check(options)).isEqualTo(options);
        }
    }

    /** On the machine, the boot loader decides. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com1",
                "com2,9600",
                "com1,57600,8n1",
                "com1,300",
                "com1,14400",
                "com1,230400",
                "com1,100000",
                "com1,9600,8n2",
                "com1,9600,7e1",
                "com1,9600,8e1"
            })
    void agreesWithTheBootLoaderOnSerialPorts(String text) {
        SerialPort port = SerialPort.parse(text);

        assertThat(SerialChoice.isUsable(port)).isEqualTo(extlinuxTakes(port));
    }

    private static boolean extlinuxTakes(SerialPort port) {
        try {
            return SerialDirective.of(port).baud() == port.speed();
        } catch (UserError refused) {
            return false;
        }
    }

    @Test
    void knowsWhichAddressesANetworkContains() {
        Ipv4Network network = Ipv4Network.parse("198.51.100.130/26");
        assertThat(network.networkAddress()).hasToString("198.51.100.128");
        assertThat(network.broadcastAddress()).hasToString("198.51.100.191");
        assertThat(network.contains(Ipv4Address.parse("198.51.100.129"))).isTrue();
        assertThat(network.contains(Ipv4Address.parse("198.51.100.127"))).isFalse();
        assertThat(network.contains(Ipv4Address.parse("198.51.100.192"))).isFalse();
        assertThat(Ipv4Network.parse("192.0.2.1/32").contains(Ipv4Address.parse("192.0.2.2")))
                .isFalse();
        assertThat(Ipv4Network.parse("192.0.2.0/31").broadcastAddress()).hasToString("192.0.2.1");
        assertThat(Ipv4Network.parse("200.1.2.3/1").networkAddress()).hasToString("128.0.0.0");
    }

    /** RFC 5952, sections 1 and 4. */
    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0db8:0:0:1::1, 2001:db8::1:0:0:1",
        "2001:DB8::AaAa:0000:1, 2001:db8::aaaa:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "1::, 1::",
        "::2:0:0:0:0:0:0, 0:2::",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void writesIpv6AddressesInTheirOneForm(String text, String canonical) {
        assertThat(Ipv6Address.parse(text)).hasToString(canonical);
        assertThat(Ipv6Address.parse(canonical)).isEqualTo(Ipv6Address.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", ":::", "1", "1:", ":1", "::1:", "1:::2", "1.2.3.4::", "::1.2.3.4:5", "::-1", "a.b::"})
    void takesNothingElseForAnIpv6Address(String text) {
        assertThatThrownBy(() -> Ipv6Address.parse(text))
                .isInstanceOf(WrongValue.class)
                .hasMessage("\"" + text + "\" is not an IPv6 address");
    }

    @Test
    void knowsWhichAddressesAnIpv6NetworkReaches() {
        Ipv6Network network = Ipv6Network.parse("2001:db8:0:12::10/60");
        assertThat(network.networkAddress()).hasToString("2001:db8:0:10::");
        assertThat(network.reaches(Ipv6Address.parse("2001:db8:0:1f::"))).isTrue();
        assertThat(network.reaches(Ipv6Address.parse("2001:db8:0:20::1"))).isFalse();
        assertThat(network.reaches(Ipv6Address.parse("febf::1"))).isTrue();
        assertThat(network.reaches(Ipv6Address.parse("fec0::1"))).isFalse();
        Ipv6Network small = Ipv6Network.parse("2001:db8::12/124");
        assertThat(small.contains(Ipv6Address.parse("2001:db8::1f"))).isTrue();
        assertThat(small.contains(Ipv6Address.parse("2001:db8::20"))).isFalse();
        assertThat(Ipv6Network.parse("2001:db8::/127").reaches(Ipv6Address.parse("2001:db8::1")))
                .isTrue();
        assertThat(Ipv6Network.parse("2001:db8::/128").reaches(Ipv6Address.parse("2001:db8::1")))
                .isFalse();
        assertThat(Ipv6Network.parse("2001:db8::1/1").networkAddress()).hasToString("::");
    }

    @Test
    void writesSizesExactly() {
        assertThat(Sizes.exact(ByteSize.parse("1536MiB"))).isEqualTo("1536MiB");
        assertThat(Sizes.exact(ByteSize.parse("2TB"))).isEqualTo("1953125000KiB");
        assertThat(Sizes.exact(new ByteSize(1023))).isEqualTo("1023B");
        assertThat(Sizes.exact(new ByteSize(0))).isEqualTo("0B");
    }

    @Test
    void refusesValuesThatCodeMadeUpAsWell() {
        assertThatThrownBy(() -> new Ipv4Network(new Ipv4Address(1), 33))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"0.0.0.1/33\" has a prefix length that is not between 1 and 32");
        assertThatThrownBy(() -> new Ipv6Network(new Ipv6Address(0, 1), 129))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"::1/129\" has a prefix length that is not between 1 and 128");
        assertThatThrownBy(() -> AnswerFiles.answers(AnswerFiles.FULL).withRootPasswordHash("geheim"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the value is not a password hash of a form that begins with $y$, $2b$, $6$ or $5$");
    }
}
