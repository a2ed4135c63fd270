package org.domzero.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.domzero.guests.state.StateVolume;
import org.domzero.guests.vm.GuestType;
import org.domzero.guests.vm.HostGuests;
import org.domzero.guests.vm.XenInfo;
import org.domzero.installer.answers.CloneAnswers;
import org.domzero.p2v.copy.CopyReport;
import org.domzero.p2v.copy.Excerpt;
import org.domzero.p2v.copy.Source;
import org.domzero.p2v.job.CloneRecord;
import org.domzero.p2v.job.Pull;
import org.domzero.p2v.plan.ClonePlan;
import org.domzero.p2v.plan.CloneWishes;
import org.domzero.p2v.root.HostKernel;
import org.domzero.p2v.source.Probe;
import org.domzero.p2v.source.SourceFacts;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.ProcessStarter;
import org.domzero.toolkit.RunningProgram;
import org.domzero.toolkit.ShownText;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of a machine that is cloned, whichever way its files come here. */
final class CloneOptions {
    private static final int SHOWN = 20;

    @Option(names = "--name", paramLabel = "NAME", description = "The guest's name. Default: the machine's own.")
    private @Nullable String name;

    @Option(names = "--plan", description = "Only look at the machine, and show what would become of it.")
    private boolean planOnly;

    @Option(names = "--repository", paramLabel = "REPOSITORY", description = "Where its disks go, if not the default.")
    private @Nullable String repository;

    @Option(names = "--size", paramLabel = "SIZE", description = "Of the disk with its files. Default: room to grow.")
    private @Nullable String size;

    @Option(names = "--memory", paramLabel = "SIZE", description = "Of the guest. Default: the machine's.")
    private @Nullable String memory;

    @Option(names = "--type", paramLabel = "TYPE", description = "pvh, pv or hvm. Default: the best that it can be.")
    private @Nullable GuestType type;

    @Option(
            names = "--host-kernel",
            description = "Put this host's kernel into the guest where none of its own starts as a pv or pvh guest.")
    private boolean hostKernel;

    @Option(
            names = "--bridge",
            paramLabel = "BRIDGE",
            defaultValue = "xenbr0",
            description = "Default: ${DEFAULT-VALUE}.")
    private String bridge = "xenbr0";

    @Option(names = "--all-nics", description = "A card for each of the machine's, not for its default route alone.")
    private boolean allCards;

    @Option(
            names = "--new-mac",
            description = "Cards with addresses of their own, so that the machine and the guest may run at once.")
    private boolean newMac;

    @Option(
            names = "--again",
            description =
                    "Make a guest that was cloned before what the machine is now. What was written in the guest is lost.")
    private boolean again;

    @Option(
            names = "--despite-errors",
            description = "Make a guest of it even if some files could not be read; they are named.")
    private boolean despiteErrors;

    @Option(names = "--start", description = "Start the guest then.")
    private boolean start;

    @Option(
            names = "--as-template",
            paramLabel = "DIRECTORY",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "A template in place of a guest: in the repository, or below a directory that is mounted on the"
                            + " host. 'domzero vm create --clone-template' makes guests of it.")
    private @Nullable String template;

    @Option(names = "--yes", description = "Without asking.")
    private boolean yes;

    @Option(names = "--json", description = "Plan, progress and report as JSON.")
    private boolean json;

    /** What answers say of a guest, as if it had been said on the command line. */
    static CloneOptions of(CloneAnswers.Guest answers) {
        CloneOptions options = new CloneOptions();
        options.name = answers.name();
        options.repository = answers.repository();
        options.size = exact(answers.size());
        options.memory = exact(answers.memory());
        options.type =
                answers.type() == null ? null : GuestType.named(answers.type()).orElseThrow();
        options.hostKernel = answers.hostKernel();
        options.bridge = answers.bridge();
        options.allCards = answers.allCards();
        options.newMac = answers.newMac();
        options.again = answers.again();
        options.despiteErrors = answers.despiteErrors();
        options.start = answers.start();
        options.template = answers.template();
        return options;
    }

    private static @Nullable String exact(@Nullable ByteSize size) {
        return size == null ? null : size.bytes() + "B";
    }

    /**
     * Plans the clone and, unless only the plan is wanted, makes it.
     *
     * @param source the machine
     * @param from as it is called from now on
     * @param root where on the machine its root is
     * @return the exit code
     */
    int clone(Source source, String from, String root, HostTerminal terminal) throws IOException {
        refuseContradictions();
        Effects effects = terminal.changing(json);
        String directory = template == null || template.isEmpty() ? null : directory(template, effects);
        SourceFacts facts = look(source, root);
        ClonePlan plan = plan(facts, terminal);
        terminal.show(json, plan::toJson, plan::text);
        if (planOnly) {
            return ExitCode.DONE.status();
        }
        if (!yes && !VmCommand.Consent.asked("Clone it? [y/N] ")) {
            terminal.show("nothing has been copied\n");
            return ExitCode.DONE.status();
        }
        Pull.Report report = new Pull(
                        effects,
                        new ProcessStarter(),
                        source,
                        facts,
                        plan,
                        new Pull.Wishes(from, repository, bridge, again, despiteErrors, directory))
                .run();
        terminal.show(json, () -> json(plan, report), () -> text(plan, report, directory));
        if (report.defined() && start) {
            new HostGuests(effects).start(plan.name());
        }
        return (report.copy().isWhole() ? ExitCode.DONE : ExitCode.FAILED).status();
    }

    private void refuseContradictions() {
        if (hostKernel && type == GuestType.HVM) {
            throw UserError.usage(
                    "--host-kernel is for pv and pvh guests; an hvm guest starts what the machine starts",
                    "leave one of them out");
        }
        if (template == null) {
            return;
        }
        if (start || again) {
            throw UserError.usage(
                    (start ? "--start" : "--again") + " is for guests, and --as-template makes none",
                    "leave one of them out");
        }
        if (!template.isEmpty() && repository != null) {
            throw UserError.usage("--repository and a directory contradict each other", "leave one of them out");
        }
    }

    /** What is given on the machine is meant on the host, so it has to be a whole path. */
    private static String directory(String named, Effects effects) {
        if (!named.startsWith("/")) {
            throw UserError.usage(
                    "\"" + named + "\" is not the absolute path of a directory", "as --as-template=/mnt/templates");
        }
        String directory = StateVolume.directory(effects, named);
        String why = StateVolume.whyNotLasting(effects, directory);
        if (why != null) {
            throw UserError.usage(named + " " + why, "name a directory where a disk or an NFS export is mounted");
        }
        return directory;
    }

    /** The same options, for another domzero; but for those that are for one time: {@code --plan} and {@code --yes}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--name", name);
        add(arguments, "--repository", repository);
        add(arguments, "--size", size);
        add(arguments, "--memory", memory);
        add(arguments, "--type", type == null ? null : type.word());
        add(arguments, "--host-kernel", hostKernel);
        add(arguments, "--bridge", bridge);
        add(arguments, "--all-nics", allCards);
        add(arguments, "--new-mac", newMac);
        add(arguments, "--again", again);
        add(arguments, "--despite-errors", despiteErrors);
        add(arguments, "--start", start);
        if (template != null) {
            arguments.add(template.isEmpty() ? "--as-template" : "--as-template=" + template);
        }
        add(arguments, "--json", json);
        return arguments;
    }

    private static void add(List<String> arguments, String option, @Nullable String value) {
        if (value != null) {
            arguments.addAll(List.of(option, value));
        }
    }

    private static void add(List<String> arguments, String option, boolean given) {
        if (given) {
            arguments.add(option);
        }
    }

    boolean isPlanOnly() {
        return planOnly;
    }

    boolean isJson() {
        return json;
    }

    boolean isAgreed() {
        return yes;
    }

    private static SourceFacts look(Source source, String root) throws IOException {
        try (RunningProgram probe = source.start(Probe.command(root).line(), line -> {})) {
            try (OutputStream script = probe.input()) {
                script.write(Probe.script().getBytes(StandardCharsets.US_ASCII));
            }
            try (InputStream answers = probe.output()) {
                return SourceFacts.read(answers);
            }
        }
    }

    /** One that was begun before has its size and its uuids already. */
    private ClonePlan plan(SourceFacts facts, HostTerminal terminal) {
        Effects effects = terminal.looking();
        XenInfo xen = XenInfo.read(effects);
        Optional<ByteSize> asked = Optional.ofNullable(size).map(text -> VmCommand.size("--size", text));
        Optional<HostKernel> kernel = hostKernel
                ? Optional.of(HostKernel.of(xen.word("release", "kernel"), effects.root()))
                : Optional.empty();
        ClonePlan fresh = planned(facts, wishes(asked, UUID.randomUUID(), UUID.randomUUID(), xen, kernel));
        Optional<CloneRecord> known =
                CloneRecord.of(fresh.name(), effects).filter(record -> record.stage() != CloneRecord.Stage.BEGUN);
        if (known.isEmpty()) {
            return fresh;
        }
        CloneRecord record = known.get();
        if (asked.isPresent() && asked.get().compareTo(record.root().size()) < 0) {
            throw UserError.usage(
                    record.name() + " has a disk of " + record.root().size() + " already",
                    "a disk can only grow: leave --size out, or give a larger one");
        }
        return planned(
                facts,
                wishes(
                        Optional.of(asked.orElse(record.root().size())),
                        record.rootFileSystem(),
                        record.swap().map(CloneRecord.Swap::uuid).orElseGet(UUID::randomUUID),
                        xen,
                        kernel));
    }

    private ClonePlan planned(SourceFacts facts, CloneWishes wishes) {
        ClonePlan guest = ClonePlan.of(facts, wishes);
        return template == null ? guest : guest.asTemplate();
    }

    private CloneWishes wishes(
            Optional<ByteSize> diskSize, UUID root, UUID swap, XenInfo xen, Optional<HostKernel> kernel) {
        return new CloneWishes(
                Optional.ofNullable(name),
                diskSize,
                Optional.ofNullable(memory).map(text -> VmCommand.size("--memory", text)),
                Optional.ofNullable(type),
                newMac,
                allCards,
                ByteSize.mebibytes(xen.number("total_memory", "total_memory")),
                Math.toIntExact(xen.number("nr_cpus", "nr_cpus")),
                kernel,
                root,
                swap);
    }

    private static String text(ClonePlan plan, Pull.Report report, @Nullable String directory) {
        CopyReport copy = report.copy();
        StringBuilder text = new StringBuilder("\n");
        text.append(String.format(
                Locale.ROOT,
                "%d files and directories sent, %s; %d compared: the same here as there%n",
                copy.files(),
                new ByteSize(copy.bytes()),
                copy.verified()));
        add(text, "changed on the machine since, to be brought by --again", copy.changing());
        add(text, "could not be read there, and are not in the copy", copy.unreadable());
        add(text, "not the same here, for no reason known", copy.different());
        add(text, "said by tar", copy.complaints());
        add(text, "mended", report.done());
        add(text, "to be looked at by hand", report.warnings());
        if (!report.defined()) {
            text.append(plan.name()).append(plan.isTemplate() ? " is no template yet" : " is no guest yet");
            text.append(": run the same command again, or with --despite-errors\n");
        } else if (plan.isTemplate()) {
            text.append(plan.name()).append(" is a template now: domzero vm create NAME --clone-template ");
            text.append(directory == null ? plan.name() : directory + "/" + plan.name())
                    .append('\n');
        } else {
            text.append(plan.name())
                    .append(" is a guest now: domzero vm start ")
                    .append(plan.name());
            text.append(" --console\n");
        }
        return text.toString();
    }

    private static void add(StringBuilder text, String title, List<String> lines) {
        add(text, title, new Excerpt(lines, lines.size()));
    }

    private static void add(StringBuilder text, String title, Excerpt lines) {
        if (lines.isEmpty()) {
            return;
        }
        text.append(title).append(" (").append(lines.count()).append("):\n");
        lines.first().stream()
                .limit(SHOWN)
                .forEach(line ->
                        text.append("  ").append(ShownText.printable(line)).append('\n'));
        if (lines.count() > SHOWN) {
            text.append("  …\n");
        }
    }

    private static JsonObject json(ClonePlan plan, Pull.Report report) {
        JsonObject json = new JsonObject();
        json.addProperty("name", plan.name());
        json.addProperty("guest", report.defined() && !plan.isTemplate());
        json.addProperty("template", report.defined() && plan.isTemplate());
        json.addProperty("whole", report.copy().isWhole());
        json.addProperty("files", report.copy().files());
        json.addProperty("bytes", report.copy().bytes());
        json.addProperty("verified", report.copy().verified());
        JsonObject counts = new JsonObject();
        json.add("counts", counts);
        add(json, counts, "changing", report.copy().changing());
        add(json, counts, "unreadable", report.copy().unreadable());
        add(json, counts, "different", report.copy().different());
        add(json, counts, "complaints", report.copy().complaints());
        json.add("mended", list(report.done()));
        json.add("warnings", list(report.warnings()));
        return json;
    }

    private static void add(JsonObject json, JsonObject counts, String name, Excerpt some) {
        counts.addProperty(name, some.count());
        json.add(name, list(some.first()));
    }

    private static JsonArray list(List<String> lines) {
        JsonArray list = new JsonArray();
        lines.stream().map(ShownText::printable).forEach(list::add);
        return list;
    }
}
