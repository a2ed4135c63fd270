package org.domzero.installer.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.FinishScript;
import org.domzero.installer.answers.ParsedAnswers;
import org.domzero.installer.answers.RootPassword;
import org.domzero.installer.answers.UplinkChoice;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.NetworkCard;
import org.domzero.installer.finish.RunEnd;
import org.domzero.installer.finish.RunFinishScript;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.installer.source.AnswersSource;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.partitioner.DiskLayout;
import org.domzero.partitioner.LayoutRequest;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.IoReason;
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
        progress.info("answers: " + source);
        ParsedAnswers parsed = source.parse();
        end.answers(parsed.answers());
        ImageChoices.check(parsed, effects);
        FinishScript script = parsed.answers().finish().script();
        if (script != null) {
            RunFinishScript.check(script, parsed.places().get("finish.script"), effects);
        }
        MediumManifest manifest = MediumManifest.parse(read(manifestOf(medium)));
        progress.info("medium: domzero " + manifest.version() + ", Xen " + manifest.xenVersion() + ", Linux "
                + manifest.kernelRelease());
        // What is computed is computed while devices are waited for.
        Supplier<MachineFacts> reading = MachineFacts.begin(commands);
        waitForDevices(parsed.answers().network().uplink(), effects);
        MachineFacts facts = reading.get();
        end.facts(facts);
        progress.info("machine: " + summary(facts));
        Decision decision = Decision.of(parsed, facts, commandLine, progress);
        Answers answers = withHashedPassword(parsed.answers(), commands);
        LayoutRequest identities = LayoutRequest.random();
        Plan plan = InstallPlan.of(new InstallRequest(
                answers,
                decision.disks(),
                identities,
                decision.uplink(),
                facts.firmware(),
                facts.memory(),
                decision.console().port(),
                decision.kept(),
                manifest,
                medium.toString()));
        return new Preparation(
                answers,
                facts,
                plan,
                DiskLayout.of(decision.disks(), identities).drawing(),
                identities.repository());
    }

    /** A password is hashed before there is a plan, so that nothing that is written down can hold it. */
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
     * Disks and links appear some time after the kernel; each wait ends with what it waits for and has a limit. Of cards
     * that nobody named, the first to get link need not be the best one, so the others get a little longer.
     */
    private static void waitForDevices(UplinkChoice choice, Effects effects) {
        CommandRunner commands = effects.commands();
        commands.tryRun(Command.of("udevadm", "settle", "--timeout=60"));
        List<NetworkCard> cards = MachineFacts.networkCards(effects.root()).stream()
                .filter(NetworkCard::physical)
                .toList();
        List<NetworkCard> named = ManagementInterface.named(cards, choice);
        if (!named.isEmpty()) {
            commands.tryRun(waitForCables(named, choice instanceof UplinkChoice.Card, 30));
        } else if (!cards.isEmpty()
                && commands.tryRun(waitForCables(cards, true, 20)).succeeded()
                && cards.size() > 1) {
            commands.tryRun(waitForCables(cards, false, 8));
        }
    }

    /** systemd-networkd-wait-online would wait for DHCP too, which need not be there where addresses are fixed. */
    private static Command waitForCables(List<NetworkCard> cards, boolean oneWillDo, int seconds) {
        String wait = "until grep -qsx 1 ";
        List<String> command = new ArrayList<>(List.of(
                "timeout",
                String.valueOf(seconds),
                "sh",
                "-c",
                oneWillDo
                        ? wait + "\"$@\"; do sleep 0.2; done"
                        : "for card; do " + wait + "\"$card\"; do sleep 0.2; done; done",
                "sh"));
        cards.forEach(card -> command.add("/sys/class/net/" + card.name() + "/carrier"));
        return Command.of(command);
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
