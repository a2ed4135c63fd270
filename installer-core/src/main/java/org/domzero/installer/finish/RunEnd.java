package org.domzero.installer.finish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.domzero.bootloader.efi.FirmwareEntries;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.Webhook;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.partitioner.RepositoryRefused;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.progress.Progress;
import org.domzero.toolkit.progress.ProgressEvent;
import org.jspecify.annotations.Nullable;

/** Gathers in the course of a run what its end needs: who is told what, and how the machine is left. */
public final class RunEnd implements Progress {
    private static final int LOG_LINES = 100;
    private static final String UUID = "/sys/class/dmi/id/product_uuid";

    private final long start = System.nanoTime();
    private @Nullable Answers answers;
    private @Nullable MachineFacts facts;
    /** Steps are told from two threads. */
    private volatile @Nullable String step;

    /** The answers, as soon as they are known to be right. */
    public void answers(Answers known) {
        answers = known;
    }

    /** The machine, as soon as it was looked at. */
    public void facts(MachineFacts known) {
        facts = known;
    }

    @Override
    public void on(ProgressEvent event) {
        if (event instanceof ProgressEvent.Step begun) {
            step = begun.summary();
        }
    }

    /**
     * Tells the webhook of the answers, if there is one.
     *
     * @param error what the run ended with; null after success
     * @param medium where the installation medium is mounted
     * @param records where the log is
     */
    public void tell(@Nullable Throwable error, Path medium, Path records, Effects effects) {
        Webhook webhook = answers == null ? null : answers.finish().webhook();
        if (webhook == null) {
            return;
        }
        InstallReport report = new InstallReport(
                answers,
                facts,
                text(effects.resolve(UUID)),
                LiveAddresses.parse(addresses(effects)),
                error == null ? TellHostKeys.read(records) : List.of(),
                error,
                error == null ? null : step,
                Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                lastLines(records.resolve("install.log")));
        SendReport.to(webhook, report.toJson(Secrets.of(answers)), medium.resolve(MediumManifest.CA_PATH), effects);
    }

    /**
     * After an unattended install: restarts the machine, or whatever the answers say.
     *
     * @return whether the machine is about to go down; else a shell follows
     */
    public boolean leaveInstalled(Effects effects) {
        Answers known = Objects.requireNonNull(answers);
        return leave(new Ending.Result.Installed(known.finish().action()), effects, effects.progress()::info);
    }

    /**
     * After an unattended run that failed: boots the host that is on the disks, if it was refused to erase its
     * repository.
     *
     * @return whether the machine is about to restart; else a shell follows
     */
    public boolean leaveFailed(Throwable error, Effects effects, Consumer<String> shown) {
        return leave(result(error, effects), effects, shown);
    }

    private Ending.Result result(Throwable error, Effects effects) {
        if (!(error instanceof RepositoryRefused refused) || facts == null) {
            return new Ending.Result.Failed();
        }
        try {
            return new Ending.Result.RepositoryRefused(
                    BootPartition.find(refused.repositories(), facts.disks(), effects));
        } catch (UserError unreadable) {
            effects.progress().warn("the host on the disk could not be looked at: " + unreadable.getMessage());
            return new Ending.Result.RepositoryRefused(Optional.empty());
        }
    }

    private boolean leave(Ending.Result result, Effects effects, Consumer<String> shown) {
        Firmware firmware = facts == null ? Firmware.BIOS : facts.firmware();
        BootMedium medium = BootMedium.of(BootMedium.resolved(facts == null ? null : facts.bootMedium()));
        Ending ending = Ending.of(result, medium, firmware, firmwareEntries(firmware, effects));
        return LeaveMachine.as(ending, result, effects, shown);
    }

    private static List<FirmwareEntries.Entry> firmwareEntries(Firmware firmware, Effects effects) {
        if (firmware != Firmware.UEFI) {
            return List.of();
        }
        try {
            return FirmwareEntries.parse(
                    effects.commands().tryRun(Command.of("efibootmgr")).lines());
        } catch (UserError missing) {
            return List.of();
        }
    }

    private static String addresses(Effects effects) {
        try {
            return effects.commands()
                    .tryRun(Command.of("ip", "-json", "address"))
                    .output();
        } catch (UserError missing) {
            return "";
        }
    }

    private static List<String> lastLines(Path log) {
        try {
            List<String> lines =
                    Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
        } catch (IOException none) {
            return List.of();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unknown) {
            return "";
        }
    }
}
