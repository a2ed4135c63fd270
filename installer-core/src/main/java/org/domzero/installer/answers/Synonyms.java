package org.domzero.installer.answers;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What keys are called elsewhere: in other installers' files, in the output of tools, below /dev/disk. */
final class Synonyms {
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("by-id", List.of("path")),
            Map.entry("by-path", List.of("path")),
            Map.entry("device", List.of("path")),
            Map.entry("size", List.of("min-size", "max-size")),
            Map.entry("bus", List.of("transport")),
            Map.entry("name", List.of("hostname")),
            Map.entry("fqdn", List.of("hostname")),
            Map.entry("tz", List.of("timezone")),
            Map.entry("keyboard", List.of("keymap")),
            Map.entry("layout", List.of("keymap")),
            Map.entry("password", List.of("root-password", "root-password-hash")),
            Map.entry("ssh-keys", List.of("ssh-authorized-keys")),
            Map.entry("ntp", List.of("ntp-servers")),
            Map.entry("nic", List.of("interface")),
            Map.entry("mac", List.of("interface")),
            Map.entry("ip", List.of("address")),
            Map.entry("ipv6", List.of("address6")),
            Map.entry("nameserver", List.of("dns")),
            Map.entry("nameservers", List.of("dns")),
            Map.entry("disk", List.of("system-disk")),
            Map.entry("disks", List.of("system-disk", "repository-disks")),
            Map.entry("memory", List.of("dom0-memory")));

    private Synonyms() {}

    static Collection<List<String>> all() {
        return KEYS.values();
    }

    /** Those of the keys that {@code name} may stand for; none when it is not known as another word for any. */
    static List<String> among(Collection<String> keys, String name) {
        return KEYS.getOrDefault(Suggestion.fold(name), List.of()).stream()
                .filter(keys::contains)
                .toList();
    }
}
