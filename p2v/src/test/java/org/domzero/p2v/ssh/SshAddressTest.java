package org.domzero.p2v.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshAddressTest {
    @ParameterizedTest
    @CsvSource({
        "db1, root, db1, 22",
        "db1.example.org:2222, root, db1.example.org, 2222",
        "admin@192.0.2.7, admin, 192.0.2.7, 22",
        "[2001:db8::7], root, 2001:db8::7, 22",
        "a@corp@[fe80::1%eth0]:22022, a@corp, fe80::1%eth0, 22022",
    })
    void itHasItsParts(String text, String user, String host, int port) {
        assertThat(SshAddress.parse(text)).isEqualTo(new SshAddress(user, host, port));
        assertThat(SshAddress.parse(SshAddress.parse(text).toString())).isEqualTo(SshAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@db1",
                "db1:",
                "db1:0",
                "db1:65536",
                "2001:db8::7",
                "[db1]",
                "ssh://db1",
                "a b@db1",
                "db1 -x",
                "root@"
            })
    void whatIsNoneIsAWrongRequest(String text) {
        assertThatThrownBy(() -> SshAddress.parse(text))
                .isInstanceOfSatisfying(
                        UserError.class, error -> assertThat(error.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("is not the address of an SSH server");
    }

    @Test
    void openSshKnowsItByTheSameName() {
        assertThat(new SshAddress("root", "DB1", 22).known()).isEqualTo("db1");
        assertThat(new SshAddress("root", "db1", 2222).known()).isEqualTo("[db1]:2222");
        assertThat(new SshAddress("root", "2001:db8::7", 22).known()).isEqualTo("2001:db8::7");
    }
}
