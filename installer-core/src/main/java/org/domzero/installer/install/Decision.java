package org.domzero.installer.install;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.domzero.installer.answers.Answers;
import org.domzero.installer.answers.Dom0Memory;
import org.domzero.installer.answers.ParsedAnswers;
import org.domzero.installer.facts.Firmware;
import org.domzero.installer.facts.MachineFacts;
import org.domzero.installer.facts.Requirements;
import org.domzero.installer.source.AnswersVolume;
import org.domzero.installer.source.KernelCommandLine;
import org.domzero.partitioner.Disk;
import org.domzero.partitioner.DiskChoice;
import org.domzero.partitioner.DiskContent;
import org.domzero.partitioner.Format;
import org.domzero.partitioner.Policy;
import org.domzero.partitioner.RepositoryRefused;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What an install makes of a machine. It follows from the answers, the machine's facts and the kernel's command line
 * alone, so it can be made on another machine too.
 *
 * @param disks chosen, and looked at: they may be erased
 * @param uplink that the host is managed by
 * @param dom0Memory what dom0 gets
 * @param console the host's serial console
 * @param kept options of the installer's kernel that the host's gets too
 */
public record Decision(
        DiskChoice disks, Uplink uplink, ByteSize dom0Memory, Consoles.Choice console, KeptOptions kept) {
    /**
     * Decides.
     *
     * @param progress is told of what may go wrong, and why what was chosen; nothing else happens
     * @throws UserError with everything that is wrong: {@link ExitCode#FAILED} when the machine cannot be a host at
     *     all, {@link ExitCode#REFUSED} when data is in the way, else {@link ExitCode#USAGE}
     */
    public static Decision of(
            ParsedAnswers parsed, MachineFacts facts, KernelCommandLine commandLine, Progress progress) {
        Requirements requirements = Requirements.check(facts);
        requirements.warnings().forEach(warning -> progress.warn(warning.message()));
        if (!requirements.errors().isEmpty()) {
            throw new UserError(ExitCode.FAILED, requirements.errors());
        }
        Answers answers = parsed.answers();
        List<UserError> errors = new ArrayList<>();
        DiskChoice disks = orNote(errors, () -> chooseDisks(parsed, facts));
        progress.detail("network cards: " + ManagementInterface.list(facts.networkCards()));
        ManagementInterface.Chosen chosen = orNote(
                errors,
                () -> ManagementInterface.choose(
                        facts.networkCards(), answers.network().uplink(), parsed.places()));
        orNote(errors, () -> checkDom0Memory(parsed, facts));
        if (disks == null || chosen == null || !errors.isEmpty()) {
            throw together(errors);
        }
        repositoryThatIsNowhere(answers.storage(), facts).ifPresent(progress::warn);
        if (facts.firmware() == Firmware.BIOS) {
            bootOrder(disks.system(), facts).ifPresent(progress::warn);
        }
        progress.info("management network: " + ManagementInterface.explain(chosen.uplink(), answers.network()));
        chosen.warnings().forEach(progress::warn);
        Consoles.Choice console = Consoles.choose(answers.console().serial(), commandLine, facts.firmwareConsole());
        if (facts.firmwareConsole() != null) {
            progress.detail(
                    "the firmware's serial console: " + facts.firmwareConsole().describe());
        }
        progress.info("serial console: " + console.describe());
        KeptOptions kept = KeptOptions.of(commandLine);
        kept.tell(progress);
        return new Decision(
                disks,
                chosen.uplink(),
                BootOptions.dom0Memory(answers.xen().dom0Memory(), facts.memory()),
                console,
                kept);
    }

    /** Under Xen only its share of the machine's memory is known. */
    private static Dom0Memory checkDom0Memory(ParsedAnswers parsed, MachineFacts facts) {
        Dom0Memory memory = parsed.answers().xen().dom0Memory();
        if (memory instanceof Dom0Memory.Fixed fixed
                && !facts.underXen()
                && fixed.size().compareTo(facts.memory()) > 0) {
            throw new UserError(
                    ExitCode.USAGE,
                    List.of(new Problem(
                            parsed.places().get("xen.dom0-memory"),
                            "xen.dom0-memory: " + fixed.size() + " is more than this machine has, " + facts.memory(),
                            "auto, or what leaves room for guests")));
        }
        return memory;
    }

    /** It may have been erased by the run before, so nothing is refused; but a mistyped uuid should be seen. */
    private static Optional<String> repositoryThatIsNowhere(Answers.Storage storage, MachineFacts facts) {
        UUID named = storage.eraseRepository();
        boolean found = facts.disks().stream()
                .flatMap(disk -> disk.repositories().stream())
                .anyMatch(repository -> repository.uuid().equals(named));
        return named == null || found
                ? Optional.empty()
                : Optional.of("storage.erase-repository names a repository that is on no disk here: " + named);
    }

    /** By UEFI the firmware is told what to start; a BIOS knows one disk, and which one is its own affair. */
    private static Optional<String> bootOrder(Disk system, MachineFacts facts) {
        String medium = facts.bootMedium();
        return facts.disks().stream()
                .filter(disk -> !"usb".equals(disk.transport()) && (medium == null || !disk.hasDevice(medium)))
                .findFirst()
                .filter(first -> !first.path().equals(system.path()))
                .map(first -> "a BIOS boots from one disk only, most likely " + first.path()
                        + ": see in its setup that " + system.describe() + " comes first");
    }

    static Policy policy(Answers.Storage storage, MachineFacts facts) {
        return new Policy(
                storage.existingData(),
                Optional.ofNullable(storage.eraseRepository()),
                media(facts),
                Policy.MINIMUM_SYSTEM_DISK);
    }

    /** What the installer came from, and what brings answers: neither is to be installed on. */
    private static Set<String> media(MachineFacts facts) {
        Set<String> media = facts.disks().stream()
                .flatMap(disk -> disk.contents().stream())
                .filter(content -> content.format() instanceof Format.Filesystem filesystem
                        && AnswersVolume.LABEL.equals(filesystem.label()))
                .map(DiskContent::device)
                .collect(Collectors.toSet());
        if (facts.bootMedium() != null) {
            media.add(facts.bootMedium());
        }
        return media;
    }

    private static DiskChoice chooseDisks(ParsedAnswers parsed, MachineFacts facts) {
        Answers.Storage storage = parsed.answers().storage();
        return DiskChoice.choose(
                facts.disks(),
                storage.systemDisk(),
                storage.repositoryDisks(),
                policy(storage, facts),
                key -> parsed.places().get(key));
    }

    private static <T> @Nullable T orNote(List<UserError> errors, Supplier<T> choose) {
        try {
            return choose.get();
        } catch (UserError error) {
            errors.add(error);
            return null;
        }
    }

    /** Data in the way counts for more than a wrong request, and that for more than what the machine lacks. */
    private static UserError together(List<UserError> errors) {
        List<Problem> problems =
                errors.stream().flatMap(error -> error.problems().stream()).toList();
        ExitCode code = errors.stream()
                .map(UserError::exitCode)
                .max(Comparator.comparing(ExitCode::status))
                .orElse(ExitCode.USAGE);
        return errors.stream()
                .filter(RepositoryRefused.class::isInstance)
                .map(error -> ((RepositoryRefused) error).with(problems))
                .findFirst()
                .orElseGet(() -> new UserError(code, problems));
    }
}
