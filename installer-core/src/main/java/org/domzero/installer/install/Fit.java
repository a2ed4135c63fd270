package org.domzero.installer.install;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.Dom0Memory;
import org.domzero.installer.answers.FinishScript;
import org.domzero.installer.answers.Keymap;
import org.domzero.installer.answers.ParsedAnswers;
import org.domzero.installer.answers.SerialChoice;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.partitioner.Disk;
import org.domzero.partitioner.DiskChoice;
import org.domzero.partitioner.Policy;
import org.domzero.toolkit.progress.Progress;

/** What answers lead to on a machine that was recorded by {@code domzero probe --json}. */
public record Fit(Answers answers, MachineFacts facts, Decision decision) {
    /**
     * Tries the answers. The console is the one of an installer that was booted without a {@code console=} option.
     *
     * @throws org.domzero.toolkit.UserError as {@link Decision#of} does, so as the install on that machine would
     */
    public static Fit of(ParsedAnswers parsed, MachineFacts facts, Progress progress) {
        return new Fit(parsed.answers(), facts, Decision.of(parsed, facts, new KernelCommandLine(""), progress));
    }

    /** What only the medium knows, of which the host is made: nothing but an install on it can tell. */
    public static List<String> notLookedAt(Answers answers) {
        List<String> left = new ArrayList<>();
        if (!answers.host().keymap().equals(Keymap.parse("us"))) {
            left.add("host.keymap = \"" + answers.host().keymap() + "\"");
        }
        FinishScript script = answers.finish().script();
        if (script != null) {
            left.add("the interpreter of finish.script, " + script.interpreter());
        }
        return left;
    }

    /** For people, a line for each thing that was chosen. */
    public String render() {
        StringBuilder text = new StringBuilder();
        chosen(text, "System disk", decision.disks().system());
        decision.disks().repository().forEach(disk -> chosen(text, "Repository disk", disk));
        Policy policy = Decision.policy(answers.storage(), facts);
        for (Disk disk : facts.disks()) {
            if (!decision.disks().disks().contains(disk)) {
                Optional<String> whyNot = DiskChoice.whyNotRepositoryDisk(disk, policy);
                line(
                        text,
                        "Left alone",
                        disk.describe() + whyNot.map(why -> ", which " + why).orElse(""));
            }
        }
        line(text, "Network", ManagementInterface.explain(decision.uplink(), answers.network()));
        boolean guessed = facts.underXen() && answers.xen().dom0Memory() instanceof Dom0Memory.Auto;
        line(
                text,
                "dom0 memory",
                decision.dom0Memory().mebibytes() + " MiB"
                        + (guessed ? ", if the machine had no more than what Xen showed to the probe" : ""));
        boolean follows = answers.console().serial() instanceof SerialChoice.Auto;
        line(
                text,
                "Serial console",
                decision.console().port().map(Object::toString).orElse("none")
                        + (follows ? ", unless the installer is booted with another one" : ""));
        return text.toString();
    }

    private static void chosen(StringBuilder text, String role, Disk disk) {
        line(text, role, disk.describe());
        line(text, "", disk.contents().isEmpty() ? "empty" : "erased: " + disk.describeContents());
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-15s  %s\n", name, value));
    }

    /**
     * The same as JSON: {@code systemDisk} and {@code repositoryDisks} as {@code domzero probe --json} has them,
     * {@code erased} (paths of those among them that hold data), {@code networkCards} (more than one make
     * a bond) with {@code name} and {@code mac}, {@code dom0Memory} in bytes, {@code serial} as in the answer file; without one it is left out.
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("version", 1);
        json.add("systemDisk", decision.disks().system().toJson());
        JsonArray repository = new JsonArray();
        decision.disks().repository().forEach(disk -> repository.add(disk.toJson()));
        json.add("repositoryDisks", repository);
        JsonArray erased = new JsonArray();
        decision.disks().disks().stream()
                .filter(Disk::holdsData)
                .map(Disk::path)
                .forEach(erased::add);
        json.add("erased", erased);
        JsonArray cards = new JsonArray();
        for (NetworkCard one : decision.uplink().all()) {
            JsonObject card = new JsonObject();
            card.addProperty("name", one.name());
            card.addProperty("mac", one.mac());
            cards.add(card);
        }
        json.add("networkCards", cards);
        json.addProperty("dom0Memory", decision.dom0Memory().bytes());
        decision.console().port().ifPresent(port -> json.addProperty("serial", port.toString()));
        return json;
    }
}
