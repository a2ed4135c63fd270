package org.domzero.installer.answers;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.domzero.partitioner.DiskSelector;
import org.domzero.partitioner.Policy;
import org.jspecify.annotations.Nullable;

/** Everything that an installation asks, answered: the content of an answer file with its defaults filled in. */
public record Answers(Host host, Network network, Storage storage, Xen xen, Console console, Finish finish) {
    /** The version of the answer file that this program reads and writes. */
    public static final long VERSION = 1;

    /** The same answers with {@code crypt} in the place of whatever root password they had. */
    public Answers withRootPasswordHash(String crypt) {
        Host changed = new Host(
                host.hostname,
                host.timezone,
                host.keymap,
                new RootPassword.Hash(crypt),
                host.sshAuthorizedKeys,
                host.ntpServers);
        return new Answers(changed, network, storage, xen, console, finish);
    }

    /**
     * Who the host is, and how one logs in to it.
     *
     * @param hostname a name or a fully qualified one (RFC 1123), at most 64 characters
     * @param rootPassword null: root has none and logs in with an SSH key only
     * @param ntpServers names or addresses; empty: the system's own
     */
    public record Host(
            String hostname,
            ZoneId timezone,
            Keymap keymap,
            @Nullable RootPassword rootPassword,
            List<SshPublicKey> sshAuthorizedKeys,
            List<String> ntpServers) {
        public Host {
            sshAuthorizedKeys = List.copyOf(sshAuthorizedKeys);
            ntpServers = List.copyOf(ntpServers);
        }
    }

    /**
     * The management network.
     *
     * @param vlan 1 to 4094; null: the network is not tagged
     * @param dns used in addition to what DHCP and routers bring
     */
    public record Network(
            UplinkChoice uplink, @Nullable Integer vlan, Ipv4Choice ipv4, Ipv6Choice ipv6, List<IpAddress> dns) {
        public Network {
            dns = List.copyOf(dns);
        }
    }

    /**
     * The disks.
     *
     * @param repositoryDisks the disks that become physical volumes of the storage repository, besides the rest of the
     *     system disk
     * @param eraseRepository the one domzero storage repository that may be erased; null: none
     */
    public record Storage(
            DiskSelector systemDisk,
            List<DiskSelector> repositoryDisks,
            Policy.ExistingData existingData,
            @Nullable UUID eraseRepository) {
        public Storage {
            repositoryDisks = List.copyOf(repositoryDisks);
        }
    }

    /**
     * The hypervisor.
     *
     * @param options added to Xen's command line as they are
     */
    public record Xen(Dom0Memory dom0Memory, String options) {}

    /** Where Xen and Linux talk besides the screen. */
    public record Console(SerialChoice serial) {}

    /**
     * The end of the installation.
     *
     * @param script null: none
     * @param webhook null: none
     */
    public record Finish(
            FinishAction action,
            @Nullable FinishScript script,
            @Nullable Webhook webhook) {}
}
