package org.domzero.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is done by xe, XenServer's command, in domzero's words. */
final class XeWords {
    /** Commands that do the same. */
    private static final Map<String, List<String>> COMMANDS = Map.ofEntries(
            Map.entry("vm list", List.of("vm-list")),
            Map.entry(
                    "vm show GUEST",
                    List.of("vm-param-list", "vm-param-get", "vm-disk-list", "vm-vif-list", "vbd-list", "vif-list")),
            Map.entry("vm create NAME --disk SIZE", List.of("vm-create", "vm-install")),
            Map.entry(
                    "vm set GUEST --memory SIZE",
                    List.of("vm-memory-set", "vm-memory-limits-set", "vm-param-set", "vm-vcpu-hotplug")),
            Map.entry("vm start GUEST", List.of("vm-start")),
            Map.entry("vm stop GUEST", List.of("vm-shutdown")),
            Map.entry("vm reboot GUEST", List.of("vm-reboot")),
            Map.entry("vm console GUEST", List.of("console")),
            Map.entry("vm clone GUEST NAME", List.of("vm-clone", "vm-copy")),
            Map.entry("vm delete GUEST", List.of("vm-uninstall")),
            Map.entry("vm export GUEST FILE", List.of("vm-export")),
            Map.entry("vm import FILE", List.of("vm-import")),
            Map.entry("vm cd insert GUEST ISO", List.of("vm-cd-insert", "vm-cd-add", "vbd-insert")),
            Map.entry("vm cd eject GUEST", List.of("vm-cd-eject", "vm-cd-remove", "vbd-eject")),
            Map.entry("vm disk add GUEST SIZE", List.of("vm-disk-add", "vdi-create", "vbd-create", "vbd-plug")),
            Map.entry("vm disk grow GUEST DEVICE SIZE", List.of("vm-disk-resize", "vdi-resize")),
            Map.entry(
                    "vm disk remove GUEST DEVICE",
                    List.of("vm-disk-remove", "vdi-destroy", "vbd-destroy", "vbd-unplug")),
            Map.entry("vm nic add GUEST --bridge BRIDGE", List.of("vif-create", "vif-plug")),
            Map.entry("vm nic remove GUEST MAC", List.of("vif-destroy", "vif-unplug")),
            Map.entry("sr list", List.of("sr-list", "pbd-list")),
            Map.entry("sr show REPOSITORY", List.of("sr-param-list", "sr-param-get", "vdi-list", "sr-scan")),
            Map.entry("sr create NAME WHERE", List.of("sr-create", "pbd-create")),
            Map.entry("sr introduce NAME WHERE", List.of("sr-introduce")),
            Map.entry("sr attach REPOSITORY", List.of("pbd-plug")),
            Map.entry("sr detach REPOSITORY", List.of("pbd-unplug")),
            Map.entry("sr forget REPOSITORY", List.of("sr-forget", "pbd-destroy")),
            Map.entry("sr default REPOSITORY", List.of("pool-param-set")),
            Map.entry("probe", List.of("host-list", "host-param-list", "host-cpu-list", "pif-list")),
            Map.entry("bundle", List.of("host-bugreport-upload", "host-get-system-status")));

    private static final String XL_PAUSE = "'xl pause GUEST' and 'xl unpause GUEST' work beside domzero";
    private static final String XL_SAVE = "'xl save GUEST FILE' and 'xl restore FILE' work beside domzero";
    private static final String SYSTEMCTL = "'systemctl reboot' and 'systemctl poweroff' shut guests down before";

    /** What is otherwise here. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("sr-destroy", "'domzero sr forget REPOSITORY' lets go of it, and removes nothing in it"),
            Map.entry("sr-param-set", "'domzero sr rename REPOSITORY NAME', or 'domzero sr describe REPOSITORY TEXT'"),
            Map.entry(
                    "sr-probe",
                    "'domzero sr create NAME iscsi://SERVER' says which targets and disks a server has; 'domzero probe'"
                            + " shows the disks here"),
            // xl's word for pulling the plug.
            Map.entry(
                    "vm-destroy",
                    "'domzero vm delete GUEST' deletes it and its disks; 'domzero vm stop GUEST --force' pulls the plug"),
            Map.entry(
                    "vm-snapshot",
                    "there are no snapshots; 'domzero vm clone GUEST NAME' copies one that does not run"),
            Map.entry(
                    "vm-migrate",
                    "'domzero vm export GUEST - | ssh root@HOST domzero vm import -' moves one that does not run"),
            Map.entry("vm-pause", XL_PAUSE),
            Map.entry("vm-unpause", XL_PAUSE),
            Map.entry("vm-suspend", XL_SAVE),
            Map.entry("vm-resume", XL_SAVE),
            Map.entry(
                    "template-list",
                    "there are no templates: 'domzero vm create NAME' takes options, 'domzero vm clone GUEST NAME'"
                            + " copies a guest"),
            Map.entry(
                    "cd-list",
                    "TAB in the place of ISO in 'domzero vm cd insert GUEST ISO' shows what is in the libraries"),
            Map.entry(
                    "network-list",
                    "bridges are systemd-networkd's: 'networkctl' shows them, and 'domzero vm nic add GUEST --bridge"
                            + " BRIDGE' takes one"),
            Map.entry("host-reboot", SYSTEMCTL),
            Map.entry("host-shutdown", SYSTEMCTL));

    private XeWords() {}

    /**
     * The hint for a command that there is not; empty when xe has none of that name either.
     *
     * @param words of the command line, with hyphens between them as xe has them, or without
     */
    static Optional<String> hint(List<String> words) {
        List<String> own = words.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.startsWith("-") && !word.equals("xe"))
                .limit(3)
                .toList();
        for (int count = own.size(); count > 0; count--) {
            Optional<String> hint = hint(String.join("-", own.subList(0, count)));
            if (hint.isPresent()) {
                return hint;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> hint(String word) {
        return Optional.ofNullable(OTHERWISE.get(word))
                .or(() -> COMMANDS.entrySet().stream()
                        .filter(command -> command.getValue().contains(word))
                        .map(command -> "'domzero " + command.getKey() + "' does what xe's " + word + " does")
                        .findFirst());
    }

    /** Every hint there is. */
    static List<String> all() {
        return Stream.concat(COMMANDS.values().stream().flatMap(List::stream), OTHERWISE.keySet().stream())
                .flatMap(word -> hint(word).stream())
                .toList();
    }
}
