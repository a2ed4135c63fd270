package org.domzero.installer.answers;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.UserError;

/** Answer files for tests, and what is said about them. */
final class AnswerFiles {
    static final String HASH =
            "$6$zaMjnFZaNLx3bp8c$TuH/5NMSGfHVhfDRUFPPj8fJrScJRM6y6L0.89rdFS8ZBnrc6U2W61RURwP0NyvEunVKzxXZvs/BJO8mUwKUM1";
    static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHIwdAKZcBzicGM12J10RLXGtUSxN7W/dvPUU+Yq7aE+ ops@example.org";

    /** The least that is enough. */
    static final String SMALLEST = """
            version = 1
            [host]
            hostname = "xen01"
            ssh-authorized-keys = ["%s"]
            [storage]
            system-disk = "/dev/sda"
            """.formatted(ED25519);

    /** Every key that there is, but those that exclude one of these. */
    static final String FULL = """
            version = 1

            [host]
            hostname = "xen01.example.org"
            timezone = "Europe/Berlin"
            keymap = "de(nodeadkeys)"
            root-password-hash = "%s"
            ssh-authorized-keys = ["%s"]
            ntp-servers = ["ntp.example.org", "192.0.2.123", "2001:DB8:0::123"]

            [network]
            bond = { interfaces = ["52:54:00:12:34:AB", "enp2s0"], mode = "lacp" }
            vlan = 12
            address = "192.0.2.10/24"
            gateway = "192.0.2.1"
            address6 = "2001:DB8:0:0::10/64"
            gateway6 = "FE80::1"
            dns = ["192.0.2.53", "2001:db8::53"]

            [storage]
            system-disk = { model = "INTEL*", min-size = "100GiB", pick = "smallest" }
            repository-disks = [
              "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4",
              { serial = "S3Z8NB0K123456", transport = "nvme", max-size = "2TB", wwn = "0x5", path = "/dev/sdb" },
            ]
            existing-data = "erase"
            erase-repository = "0B6F3A52-7f0c-4d3e-9a41-2c5d8e6f7a90"

            [xen]
            dom0-memory = "1536MiB"
            options = "iommu=verbose"

            [console]
            serial = "com2,9600,8n1"

            [finish]
            action = "poweroff"
            script = '''
            #!/bin/sh
            echo 'done'
            '''
            webhook = "https://ops:s3cr3t@deploy.example.org/hook?x=1"
            """.formatted(HASH, ED25519);

    private AnswerFiles() {}

    static Answers answers(String text) {
        return AnswersParser.parse("answers.toml", text).answers();
    }

    /** All that is said about a file that is wrong. */
    static String complaints(String text) {
        return complaints(catchThrowableOfType(UserError.class, () -> AnswersParser.parse("answers.toml", text)));
    }

    static String complaints(byte[] content) {
        return complaints(catchThrowableOfType(UserError.class, () -> AnswersParser.parse("answers.toml", content)));
    }

    private static String complaints(UserError error) {
        if (error.exitCode() != ExitCode.USAGE) {
            throw new AssertionError("exit code " + error.exitCode());
        }
        return error.render() + "\n";
    }
}
