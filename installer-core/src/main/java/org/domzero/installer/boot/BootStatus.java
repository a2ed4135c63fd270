package org.domzero.installer.boot;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.bootloader.extlinux.ExtlinuxConfig;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * What is on the boot partition of a running host, and whether it is what its slot wants.
 *
 * @param defaultLabel the entry that boots by default; null where the settings do not say
 * @param running the slot that this system runs from
 * @param problems why the partition is not in step with that slot; empty when it is
 */
public record BootStatus(BootPartition partition, @Nullable String defaultLabel, Slot running, List<String> problems) {
    public BootStatus {
        problems = List.copyOf(problems);
    }

    /**
     * Looks at everything, and writes nothing.
     *
     * @throws UserError when this is no domzero host, or the boot partition is not there
     */
    public static BootStatus read(Effects effects) {
        Slot running = RunningHost.slot(effects.commands());
        RunningHost.checkBootPartition(effects.commands(), false);
        BootPartition partition = BootPartition.read(effects, BootPartition.MOUNT_POINT);
        List<String> problems = new ArrayList<>();
        String defaultLabel = null;
        try {
            defaultLabel = Optional.ofNullable(partition.extlinuxConf())
                    .flatMap(text -> ExtlinuxConfig.parse(BootPartition.EXTLINUX_CONF, text)
                            .defaultLabel())
                    .orElse(null);
            BootUpdate update = BootUpdate.of(
                    partition, InstalledSlot.read(effects, running, "", InstalledSlot.WithoutSettings.FAIL));
            if (update.boots().isNew()) {
                problems.add("/boot holds " + update.boots().current().versions()
                        + " as no generation has it; run 'domzero boot update'");
            } else if (!update.isInStep()) {
                problems.add("the boot loaders' settings are not as they should be; run 'domzero boot update'");
            }
        } catch (UserError error) {
            error.problems().stream().map(BootStatus::line).forEach(problems::add);
        }
        return new BootStatus(partition, defaultLabel, running, problems);
    }

    private static String line(Problem problem) {
        return (problem.place() == null ? "" : problem.place() + ": ") + problem.message();
    }

    public boolean inStep() {
        return problems.isEmpty();
    }

    private String role(Slot slot, int number) {
        if (!partition.isNamed(slot, number)) {
            return "unused";
        }
        String extlinux = Optional.ofNullable(partition.extlinuxConf()).orElse("");
        int entry = extlinux.indexOf("\nlabel " + slot.label() + "\n");
        int end = entry < 0 ? -1 : extlinux.indexOf("\nlabel ", entry + 1);
        String current = entry < 0 ? "" : extlinux.substring(entry, end < 0 ? extlinux.length() : end);
        return current.contains(slot.folder(number) + "/") ? "current" : "previous";
    }

    /** For people: a heading for each slot, a line for each of its generations. */
    public String render() {
        StringBuilder text = new StringBuilder();
        for (Slot slot : Slot.values()) {
            List<BootPartition.Folder> folders = partition.folders(slot);
            List<String> notes = new ArrayList<>();
            if (slot == running) {
                notes.add("running");
            }
            if (slot.label().equals(defaultLabel)) {
                notes.add("default");
            }
            text.append(slot)
                    .append(notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")")
                    .append(folders.isEmpty() ? ": nothing to boot\n" : "\n");
            for (BootPartition.Folder folder : folders) {
                Generation generation = folder.generation();
                text.append(String.format(
                        java.util.Locale.ROOT,
                        "  generation %-4d %-9s %s\n",
                        folder.number(),
                        role(slot, folder.number()),
                        generation == null ? folder.problem() : generation.versions()));
            }
        }
        text.append("boot partition: ").append(partition.free()).append(" of ").append(partition.size());
        text.append(" free\n");
        if (inStep()) {
            text.append("in step with /boot of ").append(running).append('\n');
        }
        problems.forEach(problem -> text.append("NOT in step: ").append(problem).append('\n'));
        return text.toString();
    }

    /**
     * For programs: {@code running}, {@code default}, {@code inStep}, {@code problems}, {@code size} and {@code free}
     * (bytes), and {@code generations}, each with {@code slot}, {@code number}, {@code role} (current, previous or
     * unused), {@code whole}, and {@code kernelRelease}, {@code xenVersion} or, of one that is not whole, {@code
     * problem}.
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("running", running.label());
        if (defaultLabel != null) {
            json.addProperty("default", defaultLabel);
        }
        json.addProperty("inStep", inStep());
        JsonArray reasons = new JsonArray();
        problems.forEach(reasons::add);
        json.add("problems", reasons);
        json.addProperty("size", partition.size().bytes());
        json.addProperty("free", partition.free().bytes());
        JsonArray generations = new JsonArray();
        for (Slot slot : Slot.values()) {
            partition.folders(slot).forEach(folder -> generations.add(toJson(slot, folder)));
        }
        json.add("generations", generations);
        return json;
    }

    private JsonObject toJson(Slot slot, BootPartition.Folder folder) {
        JsonObject json = new JsonObject();
        json.addProperty("slot", slot.label());
        json.addProperty("number", folder.number());
        json.addProperty("role", role(slot, folder.number()));
        Generation generation = folder.generation();
        json.addProperty("whole", generation != null);
        if (generation == null) {
            json.addProperty("problem", folder.problem());
        } else {
            json.addProperty("kernelRelease", generation.kernelRelease());
            json.addProperty("xenVersion", generation.xenVersion());
        }
        return json;
    }
}
