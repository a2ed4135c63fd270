package org.domzero.installer.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.AnswersParser;
import org.domzero.installer.answers.FinishScript;
import org.domzero.installer.answers.InterfaceChoice;
import org.domzero.installer.answers.ParsedAnswers;
import org.domzero.installer.answers.RootPassword;
import org.domzero.installer.facts.Link;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.installer.facts.Requirements;
import org.domzero.installer.finish.RunEnd;
import org.domzero.installer.finish.RunFinishScript;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.partitioner.DiskChoice;
import org.domzero.partitioner.DiskLayout;
import org.domzero.partitioner.LayoutRequest;
import org.domzero.partitioner.Policy;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.IoReason;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.progress.Progress;

/**
 * Everything before the first write: reading the answers and the machine, and deciding.
 *
 * @param drawing the disks as they will be, for people
 * @param repository uuid of the storage repository that the plan makes
 */
public record Preparation(Answers answers, MachineFacts facts, Plan plan, String drawing, UUID repository) {
    private static final String WAIT_ONLINE = "/usr/lib/systemd/systemd-networkd-wait-online";
    private static final String TIME_ZONES = "/usr/share/zoneinfo";

    /**
     * Looks and decides; writes to no disk.
     *
     * @param medium where the installation medium is mounted
     * @throws UserError when the answers are wrong or do not fit the machine, with everything that is wrong
     */
    public static Preparation make(AnswersSource source, Path medium, KernelCommandLine commandLine, Effects effects) {
        return make(source, medium, commandLine, effects, new RunEnd());
    }

    /**
     * As {@link #make(AnswersSource, Path, KernelCommandLine, Effects)}.
     *
     * @param end is told what becomes known on the way
     */
    public static Preparation make(
            AnswersSource source, Path medium, KernelCommandLine commandLine, Effects effects, RunEnd end) {
        CommandRunner commands = effects.commands();
        Progress progress = effects.progress();
        progress.info("answers: " + source.file() + ", " + source.why());
        ParsedAnswers parsed = AnswersParser.parse(source.file().toString(), bytes(source.file()));
        end.answers(parsed.answers());
        checkTimeZone(parsed, effects.resolve(TIME_ZONES));
        FinishScript script = parsed.answers().finish().script();
        if (script != null) {
            RunFinishScript.check(script, parsed.places().get("finish.script"), effects);
        }
        MediumManifest manifest = MediumManifest.parse(read(manifestOf(medium)));
        progress.info("medium: domzero " + manifest.version() + ", Xen " + manifest.xenVersion() + ", Linux "
                + manifest.kernelRelease());
        InterfaceChoice choice = parsed.answers().network().networkInterface();
        waitForDevices(effects);
        MachineFacts facts = MachineFacts.read(commands);
        end.facts(facts);
        progress.info("machine: " + summary(facts));
        Requirements requirements = Requirements.check(facts);
        requirements.warnings().forEach(warning -> progress.warn(warning.message()));
        if (!requirements.errors().isEmpty()) {
            throw new UserError(ExitCode.FAILED, requirements.errors());
        }
        Answers answers = withHashedPassword(parsed.answers(), commands);
        DiskChoice disks = chooseDisks(parsed, facts);
        progress.detail("network cards: " + ManagementInterface.list(facts.networkCards()));
        NetworkCard card = ManagementInterface.choose(
                facts.networkCards(), choice, parsed.places().get("network.interface"));
        progress.info("management network: " + ManagementInterface.explain(card, choice));
        LayoutRequest identities = LayoutRequest.random();
        Plan plan = InstallPlan.of(new InstallRequest(
                answers,
                disks,
                identities,
                card,
                facts.firmware(),
                facts.memory(),
                Consoles.serial(answers.console().serial(), commandLine.text()),
                manifest,
                medium.toString()));
        return new Preparation(
                answers, facts, plan, DiskLayout.of(disks, identities).drawing(), identities.repository());
    }

    /**
     * Java knows old names that a system need not have. The host gets the time zones of the live system: it is the
     * same image.
     */
    private static void checkTimeZone(ParsedAnswers parsed, Path zones) {
        ZoneId zone = parsed.answers().host().timezone();
        if (!Files.isDirectory(zones) || Files.exists(zones.resolve(zone.getId()))) {
            return;
        }
        String hint = sameTime(zone, zones)
                .map(other -> "did you mean \"" + other + "\"?")
                .orElse("'timedatectl list-timezones' lists those that it has");
        throw new UserError(
                ExitCode.USAGE,
                List.of(new Problem(
                        parsed.places().get("host.timezone"),
                        "host.timezone: \"" + zone + "\" is not among the time zones that the host will have",
                        hint)));
    }

    /** A zone that the system has, with the same rules; best one in the same area of the world. */
    private static Optional<String> sameTime(ZoneId zone, Path zones) {
        String area = zone.getId().replaceFirst("/.*", "/");
        return ZoneId.getAvailableZoneIds().stream()
                .filter(other -> other.indexOf('/') > 0 && Files.exists(zones.resolve(other)))
                .filter(other -> ZoneId.of(other).getRules().equals(zone.getRules()))
                .min(Comparator.comparing((String other) -> !other.startsWith(area))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static DiskChoice chooseDisks(ParsedAnswers parsed, MachineFacts facts) {
        Answers.Storage storage = parsed.answers().storage();
        Policy policy = new Policy(
                storage.existingData(),
                Optional.ofNullable(storage.eraseRepository()),
                facts.bootMedium() == null ? Set.of() : Set.of(facts.bootMedium()),
                Policy.MINIMUM_SYSTEM_DISK);
        return DiskChoice.choose(
                facts.disks(),
                storage.systemDisk(),
                storage.repositoryDisks(),
                policy,
                key -> parsed.places().get(key));
    }

    /** A password is hashed before anything is decided, so that nothing that is written down can hold it. */
    private static Answers withHashedPassword(Answers answers, CommandRunner commands) {
        if (answers.host().rootPassword() instanceof RootPassword.Plain plain) {
            String hash = commands.run(
                            Command.of("openssl", "passwd", "-6", "-stdin").withSecretInput(plain.password() + "\n"))
                    .output()
                    .strip();
            return answers.withRootPasswordHash(hash);
        }
        return answers;
    }

    /**
     * Disks and links appear some time after the kernel; each wait ends with the event and has a limit. The first link
     * to come up need not be the best one, so the others get a little longer.
     */
    private static void waitForDevices(Effects effects) {
        CommandRunner commands = effects.commands();
        commands.tryRun(Command.of("udevadm", "settle", "--timeout=60"));
        commands.tryRun(Command.of(WAIT_ONLINE, "--any", "--operational-state=carrier", "--timeout=20", "--quiet"));
        List<Link> links = MachineFacts.networkCards(effects.root()).stream()
                .filter(NetworkCard::physical)
                .map(NetworkCard::link)
                .toList();
        if (links.contains(Link.UP) && links.stream().anyMatch(link -> link != Link.UP)) {
            commands.tryRun(Command.of(WAIT_ONLINE, "--operational-state=carrier", "--timeout=8"));
        }
    }

    private static String summary(MachineFacts facts) {
        return Stream.of(
                        facts.firmware().toString(),
                        facts.memory() + " of memory",
                        count(facts.disks().size(), "disk"),
                        count(facts.networkCards().size(), "network card"))
                .collect(Collectors.joining(", "));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static Path manifestOf(Path medium) {
        Path manifest = medium.resolve(MediumManifest.PATH);
        if (!Files.isReadable(manifest)) {
            throw UserError.failed(
                    "no installation medium at " + medium,
                    "boot the domzero ISO and install from there, or say where it is mounted with --medium");
        }
        return manifest;
    }

    private static String read(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw UserError.failed(
                    file + " cannot be read: " + IoReason.of(e), "is it a file, on a medium that is whole?", e);
        }
    }
}
