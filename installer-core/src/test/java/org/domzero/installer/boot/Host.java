package org.domzero.installer.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.domzero.installer.DigestsBelow;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandResult;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Action;
import org.domzero.toolkit.plan.Effects;
import org.domzero.toolkit.plan.Phase;
import org.domzero.toolkit.plan.Plan;
import org.domzero.toolkit.plan.PlanRunner;
import org.domzero.toolkit.progress.ProgressEvent;

/** A host that runs from a slot, in a directory. */
final class Host {
    static final String ROOT_UUID = "aaaaaaaa-0000-4000-8000-00000000000a";
    static final String BOOT_TOML = """
            xen-options = "dom0_mem=752M,max:752M ucode=scan"
            linux-options = "ro console=tty0"
            serial = "none"
            timeout = 3
            """;

    private static final Pattern COMPARE = Pattern.compile("dpkg --compare-versions (\\S+) gt (\\S+)");
    private static final Pattern FOLDER = Pattern.compile("/([ab])/(\\d+)/");

    final Path root;
    final List<ProgressEvent> events = new ArrayList<>();
    final List<String> commands = new ArrayList<>();
    private final TreeMap<String, CommandResult> answers = new TreeMap<>();

    Host(Path root) {
        this.root = root;
        answer("findmnt --noheadings --raw --output PARTLABEL --mountpoint /", "domzero-a\n");
        answer(
                "findmnt --noheadings --raw --output FSTYPE,OPTIONS --mountpoint /boot/domzero",
                "vfat rw,relatime,fmask=0077\n");
        slot("", "domzero-a");
        kernel("6.12.48+deb13-amd64", "one");
        xen("4.20-amd64", "one");
        write("/boot/domzero/.keep", "");
    }

    /** The files of a slot that are not of a package. */
    void slot(String at, String label) {
        write(at + "/etc/fstab", """
                # %s
                UUID=%s / ext4 errors=remount-ro 0 1
                UUID=1A2B-3C4D /boot/domzero vfat umask=0077,nofail 0 2
                """.formatted(label, ROOT_UUID));
        write(at + "/etc/domzero/boot.toml", BOOT_TOML);
    }

    void kernel(String release, String content) {
        kernel("", release, content);
    }

    void kernel(String at, String release, String content) {
        write(at + "/boot/vmlinuz-" + release, "kernel " + content);
        write(at + "/boot/initrd.img-" + release, "initrd " + content);
        write(at + "/boot/System.map-" + release, "");
        write(at + "/usr/lib/modules/" + release + "/modules.dep", "");
    }

    void removeKernel(String release) {
        delete("/boot/vmlinuz-" + release);
        delete("/boot/initrd.img-" + release);
        delete("/usr/lib/modules/" + release + "/modules.dep");
        delete("/usr/lib/modules/" + release);
    }

    void xen(String version, String content) {
        xen("", version, content);
    }

    void xen(String at, String version, String content) {
        write(at + "/boot/xen-" + version + ".gz", "xen " + content);
        write(at + "/boot/xen-" + version + ".efi", "xen.efi " + content);
        write(at + "/boot/xen-" + version + ".config", "");
    }

    Host answer(String line, String output) {
        return answer(line, new CommandResult(0, output, ""));
    }

    Host answer(String line, CommandResult result) {
        answers.put(line, result);
        return this;
    }

    private CommandResult run(Command command, Consumer<String> onOutput) {
        String line = command.line();
        commands.add(line);
        Matcher compare = COMPARE.matcher(line);
        if (compare.matches()) {
            return new CommandResult(newer(compare.group(1), compare.group(2)) ? 0 : 1, "", "");
        }
        CommandResult result = answers.getOrDefault(line, new CommandResult(0, "", ""));
        result.lines().forEach(onOutput);
        return result;
    }

    /** Number by number, which is enough here. */
    private static boolean newer(String one, String other) {
        String[] numbers = one.split("\\D+");
        String[] others = other.split("\\D+");
        for (int i = 0; i < Math.min(numbers.length, others.length); i++) {
            if (!numbers[i].equals(others[i])) {
                return Integer.parseInt(numbers[i]) > Integer.parseInt(others[i]);
            }
        }
        return numbers.length > others.length;
    }

    Effects effects() {
        return new Effects(new DigestsBelow(root, this::run), root, events::add);
    }

    BootUpdate prepare() {
        return BootUpdate.prepare(effects());
    }

    /** Brings the boot partition in step; returns the plan, in which nothing may be left to do. */
    Plan update() {
        Plan plan = prepare().plan();
        PlanRunner.run(plan, effects());
        assertBootable();
        assertThat(prepare().isInStep()).isTrue();
        return plan;
    }

    /** Performs the first {@code steps} actions, as if the power failed then; returns whether there were more. */
    boolean updateUntil(int steps) {
        Plan plan = prepare().plan();
        List<Action> actions = plan.actions().toList();
        PlanRunner.run(
                new Plan("cut", List.of(new Phase("cut", actions.subList(0, Math.min(steps, actions.size()))))),
                effects());
        return steps < actions.size();
    }

    BootPartition partition() {
        return BootPartition.read(effects(), BootPartition.MOUNT_POINT);
    }

    /** Everything that an entry of either boot loader names is whole. */
    void assertBootable() {
        BootPartition partition = partition();
        List<String> texts = Stream.concat(
                        Stream.ofNullable(partition.extlinuxConf()), partition.entries().values().stream())
                .toList();
        assertThat(texts).anySatisfy(text -> assertThat(text).contains("/vmlinuz"));
        for (String text : texts) {
            Matcher named = FOLDER.matcher(text);
            while (named.find()) {
                Slot slot = named.group(1).equals("a") ? Slot.A : Slot.B;
                assertThat(partition.generations(slot))
                        .as("whole generations of %s: %s is named", slot, named.group())
                        .extracting(Generation::number)
                        .contains(Integer.valueOf(named.group(2)));
            }
        }
    }

    String boot(String path) {
        return read("/boot/domzero" + path);
    }

    /** Without what fills it up. */
    String extlinux() {
        return boot("/extlinux/extlinux.conf").replaceAll("\n{2,}", "\n\n").strip();
    }

    String entry(String label) {
        return boot("/loader/entries/domzero-" + label + ".conf").strip();
    }

    List<String> numbers(Slot slot) {
        return partition().folders(slot).stream()
                .map(folder -> folder.number() + (folder.generation() == null ? "!" : ""))
                .toList();
    }

    String read(String path) {
        try {
            return Files.readString(root.resolve(path.substring(1)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String path, String content) {
        write(path, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(String path, byte[] content) {
        Path file = root.resolve(path.substring(1));
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String path) {
        try {
            Files.delete(root.resolve(path.substring(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static UserError errorOf(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(UserError.class, call), "no error");
    }
}
