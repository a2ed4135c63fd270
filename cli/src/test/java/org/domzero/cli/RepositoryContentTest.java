package org.domzero.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.RepositoryKind;
import org.domzero.guests.storage.Volume;
import org.domzero.guests.vm.Definition;
import org.domzero.guests.vm.Guest;
import org.domzero.guests.vm.Guests;
import org.domzero.toolkit.ByteSize;
import org.junit.jupiter.api.Test;

class RepositoryContentTest {
    private static final UUID DISK = UUID.fromString("11111111-2222-4333-8444-555555555555");
    private static final UUID SPARE = UUID.fromString("22222222-2222-4333-8444-555555555555");

    private static RepositoryContent content() {
        Repository repository = new Repository(
                UUID.fromString("33333333-2222-4333-8444-555555555555"),
                "files",
                "spare disks",
                RepositoryKind.FILE,
                List.of("/srv/vdi"),
                null,
                Repository.State.READY,
                ByteSize.gibibytes(8),
                ByteSize.gibibytes(3),
                true);
        Volume disk = Volume.in(repository, DISK, ByteSize.gibibytes(2));
        Volume spare = Volume.in(repository, SPARE, ByteSize.gibibytes(1));
        Definition web1 = Definition.parse("/web1.cfg", "name = 'web1'\ndisk = ['" + disk.path() + ",raw,xvda,w']\n");
        Guests guests = new Guests(List.of(new Guest(web1, Optional.empty(), false)), Map.of(), List.of());
        return new RepositoryContent(repository, List.of(disk, spare), guests);
    }

    private static String shown(boolean asJson) {
        StringWriter out = new StringWriter();
        HostTerminal terminal = new HostTerminal(new PrintWriter(out, true), new PrintWriter(new StringWriter()));
        assertThat(terminal.show(asJson, content()::json, content()::text)).isZero();
        return out.toString();
    }

    @Test
    void asText() {
        assertThat(shown(false)).isEqualTo("""
                name         files (the default)
                uuid         33333333-2222-4333-8444-555555555555
                type         file
                state        ready
                location     /srv/vdi
                size         8 GiB, of which 5 GiB are free
                description  spare disks

                VOLUME                                     SIZE  GUEST
                vdi-11111111-2222-4333-8444-555555555555  2 GiB  web1
                vdi-22222222-2222-4333-8444-555555555555  1 GiB  none
                """);
    }

    @Test
    void asJson() {
        assertThat(shown(true)).endsWith("""
                  "default": true,
                  "volumes": [
                    {
                      "uuid": "11111111-2222-4333-8444-555555555555",
                      "path": "/srv/vdi/vdi-11111111-2222-4333-8444-555555555555.raw",
                      "size": 2147483648,
                      "guests": [
                        "web1"
                      ]
                    },
                    {
                      "uuid": "22222222-2222-4333-8444-555555555555",
                      "path": "/srv/vdi/vdi-22222222-2222-4333-8444-555555555555.raw",
                      "size": 1073741824,
                      "guests": []
                    }
                  ]
                }
                """);
    }
}
