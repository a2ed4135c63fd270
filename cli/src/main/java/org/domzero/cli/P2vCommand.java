package org.domzero.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import org.domzero.guests.state.StateVolume;
import org.domzero.p2v.job.CloneRecord;
import org.domzero.p2v.job.Discard;
import org.domzero.toolkit.Columns;
import org.domzero.toolkit.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero p2v …}. */
@Command(
        name = "p2v",
        description = {
            "Clone physical Linux machines to guests of a Xen host.",
            "",
            "The machine's files are carried into a new file system, compared with the machine's, and changed as little as a"
                    + " guest needs: docs/p2v.md tells all of it. Nothing is written to the machine.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {P2vPullCommand.class, P2vPushCommand.class, P2vReceiveCommand.class},
        footer = {
            "",
            "Examples:",
            "  domzero p2v pull --from root@oldbox --plan",
            "  domzero p2v pull --from root@oldbox",
            "  domzero p2v list",
            "  domzero p2v push --to root@xen01    on the machine itself, booted from the ISO",
        })
final class P2vCommand {
    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "list",
            description = {"Show the clones that are under way, and those that have become guests or templates.", ""},
            footer = {"", "Examples:", "  domzero p2v list", "  domzero p2v list --json"})
    int list(@Option(names = "--json", description = "As JSON.") boolean json) {
        HostTerminal terminal = HostTerminal.of(spec);
        StateVolume.require(terminal.looking());
        List<CloneRecord> all = CloneRecord.all(terminal.looking());
        return terminal.show(json, () -> json(all), () -> columns(all).render());
    }

    private static Columns columns(List<CloneRecord> all) {
        Columns columns = new Columns("NAME", "FROM", "STATE", "SIZE>");
        all.forEach(one ->
                columns.add(one.name(), one.from(), word(one), one.root().size().toString()));
        return columns;
    }

    private static String word(CloneRecord record) {
        return record.template() && record.stage() == CloneRecord.Stage.DEFINED
                ? "template"
                : record.stage().name().toLowerCase(Locale.ROOT);
    }

    private static JsonArray json(List<CloneRecord> all) {
        JsonArray list = new JsonArray();
        for (CloneRecord one : all) {
            JsonObject json = new JsonObject();
            json.addProperty("name", one.name());
            json.addProperty("from", one.from());
            json.addProperty("state", word(one));
            json.addProperty("size", one.root().size().bytes());
            json.addProperty("guest", one.guest().toString());
            list.add(json);
        }
        return list;
    }

    @Command(
            name = "discard",
            description = {
                "Remove what has been copied of a clone that is under way, with its disks.",
                "",
                "Of one that has become a guest only what is known of its origin is forgotten: 'domzero vm delete' deletes"
                        + " it. A template in a repository is removed with its disk; guests made of it stay.",
                ""
            },
            footer = {"", "Examples:", "  domzero p2v discard old1", "  domzero p2v discard old1 --yes"})
    int discard(
            @Parameters(paramLabel = "NAME", description = "The name that the guest, or the template, was to have.")
                    String name,
            @Option(names = "--yes", description = "Without asking.") boolean yes) {
        HostTerminal terminal = HostTerminal.of(spec);
        Discard discard = new Discard(terminal.changing(false), name);
        terminal.show(discard.summary() + "\n");
        if (!yes && !VmCommand.Consent.asked("Go on? [y/N] ")) {
            terminal.show("nothing has been removed\n");
            return ExitCode.DONE.status();
        }
        discard.run();
        return ExitCode.DONE.status();
    }
}
