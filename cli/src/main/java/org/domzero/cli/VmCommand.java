package org.domzero.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.Console;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.domzero.guests.storage.Volumes;
import org.domzero.guests.vm.Definition;
import org.domzero.guests.vm.Drive;
import org.domzero.guests.vm.Guest;
import org.domzero.guests.vm.GuestPlans;
import org.domzero.guests.vm.Guests;
import org.domzero.guests.vm.HostGuests;
import org.domzero.guests.xl.XlDisk;
import org.domzero.guests.xl.XlNic;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Columns;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domzero vm …}. */
@Command(
        name = "vm",
        description = {
            "Guests of this host.",
            "",
            "A guest's definition is an ordinary configuration of xl below /var/lib/domzero/guests, which may be edited;"
                    + " its disks are volumes of a storage repository. xl's and LVM's own commands work beside these.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            VmCreateCommand.class,
            VmDiskCommand.class,
            VmNicCommand.class,
            VmCdCommand.class,
            VmExportCommand.class,
            VmImportCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  domzero vm create web1 --type hvm --disk 20GiB --cdrom debian.iso --start",
            "  domzero vm list",
            "  domzero vm console web1                   leave it with Ctrl-]",
            "  domzero vm set web1 --memory 2GiB --autostart",
            "  domzero vm stop web1",
        })
final class VmCommand {
    static final String GUEST = "The guest's name or uuid.";

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "list",
            description = "Show all guests of this host.",
            footer = {"", "Examples:", "  domzero vm list", "  domzero vm list --json"})
    int list(@Option(names = "--json", description = "As JSON.") boolean json) {
        HostTerminal terminal = HostTerminal.of(spec);
        HostGuests.Inventory here = terminal.inventory();
        int status = terminal.show(
                json, () -> json(here), () -> columns(here.guests()).render());
        if (!json) {
            warnings(here.guests()).forEach(warning -> terminal.err().println(warning));
        }
        return status;
    }

    private static Columns columns(Guests guests) {
        Columns columns = new Columns("NAME", "STATE", "TYPE", "MEMORY>", "VCPUS>", "AUTOSTART", "UUID");
        for (Guest guest : guests.guests()) {
            Definition definition = guest.definition();
            columns.add(
                    guest.name(),
                    guest.state(),
                    definition.type().word(),
                    definition.memory().toString(),
                    Integer.toString(definition.vcpus()),
                    guest.autostart() ? "yes" : "no",
                    definition.uuid().map(Object::toString).orElse("-"));
        }
        return columns;
    }

    private static List<String> warnings(Guests guests) {
        List<String> warnings = new ArrayList<>();
        guests.others()
                .forEach(name ->
                        warnings.add("warning: " + name + " runs, and has no definition here: it was started by hand"));
        guests.broken().values().stream()
                .flatMap(List::stream)
                .forEach(problem -> warnings.add(problem.render().replaceFirst("^error", "warning")));
        return warnings;
    }

    private static JsonArray json(HostGuests.Inventory here) {
        JsonArray all = new JsonArray();
        here.guests().guests().forEach(guest -> all.add(guest.toJson(here.volumes())));
        here.guests().broken().forEach((file, problems) -> {
            JsonObject broken = new JsonObject();
            broken.addProperty("definition", file);
            broken.addProperty("state", "broken");
            broken.addProperty("error", problems.stream().map(Problem::message).collect(Collectors.joining("; ")));
            all.add(broken);
        });
        return all;
    }

    @Command(
            name = "show",
            description = "Show a guest, its disks and network cards.",
            footer = {"", "Examples:", "  domzero vm show web1", "  domzero vm show web1 --json"})
    int show(
            @Parameters(paramLabel = "GUEST", description = GUEST) String name,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        HostTerminal terminal = HostTerminal.of(spec);
        HostGuests.Inventory here = terminal.inventory();
        Guest guest = here.guests().named(name);
        return terminal.show(json, () -> guest.toJson(here.volumes()), () -> text(guest, here.volumes()));
    }

    private static String text(Guest guest, Volumes volumes) {
        Definition definition = guest.definition();
        StringBuilder text = new StringBuilder();
        text.append("name         ").append(guest.name());
        text.append("\nuuid         ")
                .append(definition.uuid().map(Object::toString).orElse("another at each start"));
        text.append("\nstate        ").append(guest.state());
        text.append("\ntype         ").append(definition.type().word());
        text.append("\nmemory       ").append(definition.memory());
        text.append("\nvcpus        ").append(definition.vcpus());
        text.append("\nautostart    ").append(guest.autostart() ? "yes" : "no");
        text.append("\ndefinition   ").append(definition.file());
        text.append(definition.description().isEmpty() ? "" : "\ndescription  " + definition.description());
        text.append("\n");
        if (!definition.disks().isEmpty()) {
            Columns disks = new Columns("DISK", "SIZE>", "REPOSITORY", "WHAT");
            for (XlDisk disk : definition.disks()) {
                var volume = volumes.at(disk.target());
                String target = disk.target().isEmpty() ? "empty" : disk.target();
                disks.add(
                        disk.vdev(),
                        volume.map(one -> one.size().toString()).orElse("-"),
                        volume.map(one -> one.repository().name()).orElse("-"),
                        (Drive.isOne(disk) ? "CD: " : "") + target);
            }
            text.append('\n').append(disks.render());
        }
        if (!definition.nics().isEmpty()) {
            Columns nics = new Columns("NETWORK CARD", "BRIDGE");
            for (XlNic nic : definition.nics()) {
                nics.add(
                        nic.mac() == null ? "another address at each start" : nic.mac(),
                        nic.bridge() == null ? "xl's default" : nic.bridge());
            }
            text.append('\n').append(nics.render());
        }
        return text.toString();
    }

    @Command(
            name = "start",
            description = "Start a guest.",
            footer = {"", "Examples:", "  domzero vm start web1", "  domzero vm start web1 --console"})
    int start(
            @Parameters(paramLabel = "GUEST", description = GUEST) String name,
            @Option(names = "--console", description = "And show its console; leave it with Ctrl-].") boolean console) {
        HostTerminal terminal = HostTerminal.of(spec);
        terminal.guests().start(name);
        return console ? console(name) : ExitCode.DONE.status();
    }

    @Command(
            name = "stop",
            description = {
                "Let a guest shut itself down. If it has not by the limit, it is ended as by pulling the plug.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  domzero vm stop web1",
                "  domzero vm stop web1 --limit 30",
                "  domzero vm stop web1 --force",
                "  domzero vm stop --all"
            })
    int stop(
            @Parameters(paramLabel = "GUEST", arity = "0..1", description = GUEST) @Nullable String name,
            @Option(names = "--all", description = "All guests, at once.") boolean all,
            @Option(
                            names = "--limit",
                            paramLabel = "SECONDS",
                            defaultValue = "180",
                            description = "How long it has to shut down. Default: ${DEFAULT-VALUE}.")
                    int limit,
            @Option(names = "--force", description = "Pull the plug at once.") boolean force) {
        if (limit < 1) {
            throw UserError.usage("--limit " + limit + " leaves no time", "--force ends a guest at once");
        }
        HostGuests host = HostTerminal.of(spec).guests();
        if (name != null && !all) {
            host.stop(name, force ? null : Duration.ofSeconds(limit));
        } else if (name == null && all && !force) {
            host.stopAll(Duration.ofSeconds(limit));
        } else {
            throw UserError.usage("which guest?", "name one, or all with --all (and without --force)");
        }
        return ExitCode.DONE.status();
    }

    @Command(
            name = "reboot",
            description = "Let a guest restart itself.",
            footer = {"", "Example:", "  domzero vm reboot web1"})
    int reboot(@Parameters(paramLabel = "GUEST", description = GUEST) String name) {
        HostTerminal.of(spec).guests().reboot(name);
        return ExitCode.DONE.status();
    }

    @Command(
            name = "console",
            description = {"Show a running guest's console. Leave it with Ctrl-].", ""},
            footer = {"", "Example:", "  domzero vm console web1"})
    int console(@Parameters(paramLabel = "GUEST", description = GUEST) String name) {
        Guest guest = new HostGuests(HostTerminal.of(spec).looking()).guests().named(name);
        if (!guest.isRunning()) {
            throw UserError.usage(guest.name() + " is not running", "start it: domzero vm start " + guest.name());
        }
        return interactively("xl", "console", guest.name());
    }

    /** The terminal is the program's own for as long as it runs: nothing is captured. */
    private static int interactively(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw UserError.failed(command[0] + " could not be started: " + e.getMessage(), "is this Xen's dom0?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED.status();
        }
    }

    @Command(
            name = "set",
            description = {
                "Change what a guest is. A guest that runs has it after it was stopped and started again.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  domzero vm set web1 --memory 2GiB --vcpus 2",
                "  domzero vm set web1 --autostart",
                "  domzero vm set win1 --boot dc                  the CD before the disk",
            })
    int set(
            @Parameters(paramLabel = "GUEST", description = GUEST) String name,
            @Option(names = "--memory", paramLabel = "SIZE", description = "As 2GiB.") @Nullable String memory,
            @Option(names = "--vcpus", paramLabel = "COUNT", description = "Virtual processors.") @Nullable
                    Integer vcpus,
            @Option(names = "--autostart", negatable = true, description = "Start it with the host, or no longer.")
                    @Nullable
                    Boolean autostart,
            @Option(
                            names = "--boot",
                            paramLabel = "ORDER",
                            description = "Of an HVM guest: c the disk, d the CD, n the network.")
                    @Nullable
                    String boot,
            @Option(names = "--description", paramLabel = "TEXT", description = "In a few words.") @Nullable
                    String description) {
        Function<Definition, Definition> change = VmSettings.change(memory, vcpus, boot, description);
        HostTerminal.of(spec).guests().set(name, change, Optional.ofNullable(autostart));
        return ExitCode.DONE.status();
    }

    @Command(
            name = "rename",
            description = "Give a guest another name. It must not run.",
            footer = {"", "Example:", "  domzero vm rename web1 www"})
    int rename(
            @Parameters(paramLabel = "GUEST", description = GUEST) String name,
            @Parameters(paramLabel = "NAME", description = "The new one.") String newName) {
        HostTerminal.of(spec).guests().rename(name, newName);
        return ExitCode.DONE.status();
    }

    @Command(
            name = "clone",
            description = {
                "Make another guest with copies of a guest's disks. It must not run.",
                "",
                "The copy has a uuid and network addresses of its own. What is on its disks is the same: host name, SSH host"
                        + " keys and so on are to be changed inside.",
                ""
            },
            footer = {"", "Example:", "  domzero vm clone web1 web2"})
    int copy(
            @Parameters(paramLabel = "GUEST", description = GUEST) String name,
            @Parameters(paramLabel = "NAME", description = "What the copy is to be called.") String newName) {
        Cancellation.during(() -> HostTerminal.of(spec).guests().clone(name, newName));
        return ExitCode.DONE.status();
    }

    @Command(
            name = "delete",
            description = {"Delete a guest and its disks. It must not run.", ""},
            footer = {"", "Examples:", "  domzero vm delete web1", "  domzero vm delete web1 --yes"})
    int delete(
            @Parameters(paramLabel = "GUEST", description = GUEST) String name,
            @Option(names = "--yes", description = "Without asking.") boolean yes) {
        HostTerminal terminal = HostTerminal.of(spec);
        HostGuests.Inventory here = terminal.inventory();
        Guest guest = here.guests().named(name);
        terminal.show(GuestPlans.delete(here.guests(), guest, here.volumes()).render());
        List<String> kept = GuestPlans.kept(guest, here.volumes());
        if (!kept.isEmpty()) {
            terminal.show("not removed, as they are no volumes of a repository: " + String.join(", ", kept) + "\n");
        }
        if (!yes && !Consent.asked("Delete " + guest.name() + "? [y/N] ")) {
            terminal.show("nothing has been deleted\n");
            return ExitCode.DONE.status();
        }
        terminal.guests().delete(name);
        return ExitCode.DONE.status();
    }

    /** A size on the command line. */
    static ByteSize size(String option, String text) {
        try {
            ByteSize size = ByteSize.parse(text);
            if (text.strip().matches("\\d+")) {
                throw new IllegalArgumentException("\"" + text + "\" has no unit");
            }
            return size;
        } catch (IllegalArgumentException wrong) {
            throw UserError.usage(option + ": " + wrong.getMessage(), "as 512MiB or 20GiB");
        }
    }

    /** Whether the one at the terminal agrees. */
    static final class Consent {
        private Consent() {}

        // Java 22 and later always have a console; one that is no terminal then ends, which is no consent.
        @SuppressWarnings("SystemConsoleNull")
        static boolean asked(String question) {
            Console terminal = System.console();
            if (terminal == null) {
                throw UserError.usage("there is nobody to ask", "--yes does it without asking");
            }
            return RepairCommand.isYes(terminal.readLine("%s", question));
        }
    }
}
