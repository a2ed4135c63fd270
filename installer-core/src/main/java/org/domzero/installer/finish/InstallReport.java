package org.domzero.installer.finish;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.Ipv4Choice;
import org.domzero.installer.answers.Ipv6Choice;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.Version;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is told.
 *
 * @param answers null while they are not known, as is {@code facts}
 * @param uuid of the machine (DMI); empty when it is not known
 * @param liveAddresses that the live system has: {@code 192.0.2.7/24}
 * @param hostKeys of the new host
 * @param error null after success
 * @param step at which it failed; null before the first
 * @param seconds since the start of the run
 * @param log its last lines
 */
record InstallReport(
        @Nullable Answers answers,
        @Nullable MachineFacts facts,
        String uuid,
        List<String> liveAddresses,
        List<HostKey> hostKeys,
        @Nullable Throwable error,
        @Nullable String step,
        long seconds,
        List<String> log) {
    private static final int VERSION = 1;

    InstallReport {
        liveAddresses = List.copyOf(liveAddresses);
        hostKeys = List.copyOf(hostKeys);
        log = List.copyOf(log);
    }

    /** The outcome in a word: {@code installed}, {@code refused} (to protect data) or {@code failed}. */
    String result() {
        if (error == null) {
            return "installed";
        }
        return error instanceof UserError user && user.exitCode() == ExitCode.REFUSED ? "refused" : "failed";
    }

    /** As JSON text, without the secrets. */
    String toJson(Secrets secrets) {
        JsonObject json = new JsonObject();
        json.addProperty("version", VERSION);
        json.addProperty("domzero", Version.current());
        json.addProperty("result", result());
        json.add("machine", machine());
        if (answers != null) {
            json.addProperty("hostname", answers.host().hostname());
        }
        JsonObject addresses = new JsonObject();
        addresses.add("live", array(liveAddresses));
        addresses.add("host", array(hostAddresses()));
        json.add("addresses", addresses);
        JsonArray keys = new JsonArray();
        hostKeys.forEach(key -> {
            JsonObject one = new JsonObject();
            one.addProperty("type", key.type());
            one.addProperty("fingerprint", key.fingerprint());
            keys.add(one);
        });
        json.add("sshHostKeys", keys);
        if (error != null) {
            json.add("error", error(error, secrets));
        }
        json.addProperty("seconds", seconds);
        json.add("log", array(log.stream().map(secrets::removedFrom).toList()));
        return new GsonBuilder().disableHtmlEscaping().create().toJson(json);
    }

    private JsonObject machine() {
        JsonObject machine = new JsonObject();
        if (facts != null) {
            machine.addProperty("vendor", facts.product().vendor());
            machine.addProperty("product", facts.product().name());
            machine.addProperty("serial", facts.product().serial());
            machine.add(
                    "macs",
                    array(facts.networkCards().stream().map(NetworkCard::mac).toList()));
        }
        if (!uuid.isEmpty()) {
            machine.addProperty("uuid", uuid.toLowerCase(Locale.ROOT));
        }
        return machine;
    }

    private List<String> hostAddresses() {
        if (answers == null) {
            return List.of();
        }
        List<String> addresses = new ArrayList<>();
        Ipv4Choice ipv4 = answers.network().ipv4();
        if (ipv4 instanceof Ipv4Choice.Static fixed) {
            addresses.add(fixed.network().toString());
        } else if (ipv4 instanceof Ipv4Choice.Dhcp) {
            addresses.add("dhcp");
        }
        if (answers.network().ipv6() instanceof Ipv6Choice.Static fixed) {
            addresses.add(fixed.network().toString());
        }
        return addresses;
    }

    private JsonObject error(Throwable thrown, Secrets secrets) {
        JsonObject json = new JsonObject();
        List<Problem> problems = thrown instanceof UserError user
                ? user.problems()
                : List.of(Problem.of(
                        "domzero itself failed: " + thrown, "this is a mistake in domzero; please report it"));
        json.addProperty(
                "message",
                secrets.removedFrom(problems.stream()
                        .map(problem -> (problem.place() == null ? "" : problem.place() + ": ") + problem.message())
                        .collect(Collectors.joining("\n"))));
        String hints = problems.stream()
                .map(Problem::hint)
                .filter(hint -> hint != null)
                .collect(Collectors.joining("\n"));
        if (!hints.isEmpty()) {
            json.addProperty("hint", secrets.removedFrom(hints));
        }
        if (step != null) {
            json.addProperty("step", step);
        }
        return json;
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
