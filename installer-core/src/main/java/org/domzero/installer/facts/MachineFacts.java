package org.domzero.installer.facts;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.domzero.partitioner.Disk;
import org.domzero.partitioner.Disks;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.JsonMembers;
import org.jspecify.annotations.Nullable;

/**
 * What a machine is, as far as installing on it goes. {@code domzero probe} shows it.
 *
 * @param secureBoot whether the firmware starts nothing that is not signed
 * @param memory what Linux has to give out: a little less than is built in, and under Xen only dom0's share
 * @param bootMedium the device that holds the live system this runs from, {@code /dev/sr0} or {@code /dev/sdb1}; null
 *     when it runs from elsewhere
 * @param underXen whether this runs on Xen, in dom0 or as a guest; processor and memory are then what Xen shows
 * @param firmwareConsole the serial console that the firmware uses; null when it names none
 */
public record MachineFacts(
        Product product,
        Firmware firmware,
        boolean secureBoot,
        Processor processor,
        ByteSize memory,
        @Nullable String bootMedium,
        boolean underXen,
        @Nullable FirmwareConsole firmwareConsole,
        List<NetworkCard> networkCards,
        List<Disk> disks) {
    public MachineFacts {
        networkCards = List.copyOf(networkCards);
        disks = List.copyOf(disks);
    }

    /**
     * Those of the machine this runs on. Nothing is changed by looking; an interface that is down stays down, and its
     * link unknown.
     *
     * @throws org.domzero.toolkit.UserError when the disks cannot be listed
     */
    public static MachineFacts read(CommandRunner commands) {
        return begin(commands).get();
    }

    /** As {@link #read}, once it is asked for; what no command is needed for is begun with now. */
    public static Supplier<MachineFacts> begin(CommandRunner commands) {
        CompletableFuture<OshiFacts> oshi = CompletableFuture.supplyAsync(OshiFacts::read, MachineFacts::inBackground);
        return () -> {
            List<Disk> disks = Disks.read(commands);
            return of(new SystemTree(Path.of("/")), joined(oshi), disks);
        };
    }

    /** Disks are waited for, OSHI is computed: both at once take half the time. */
    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "oshi");
        // Answers that are wrong end the run before anybody asks for it.
        thread.setDaemon(true);
        thread.start();
    }

    private static OshiFacts joined(CompletableFuture<OshiFacts> oshi) {
        try {
            return oshi.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** The network cards alone, which takes no time; {@code root} is where the kernel's files are. */
    public static List<NetworkCard> networkCards(Path root) {
        return NetworkCards.read(new SystemTree(root));
    }

    /** The firmware's console alone, for those who want to write to it before all else. */
    public static @Nullable FirmwareConsole firmwareConsole(Path root) {
        return Spcr.parse(new SystemTree(root).bytes(Spcr.PATH));
    }

    /** The device that holds the live system alone, as {@link #bootMedium()}. */
    public static @Nullable String bootMedium(Path root) {
        return KernelFacts.bootMedium(new SystemTree(root).text("proc/mounts"));
    }

    static MachineFacts of(SystemTree tree, OshiFacts oshi, List<Disk> disks) {
        Set<String> flags = KernelFacts.flags(tree.text("proc/cpuinfo"));
        return new MachineFacts(
                oshi.product(),
                tree.has("sys/firmware/efi") ? Firmware.UEFI : Firmware.BIOS,
                KernelFacts.secureBoot(tree.bytes(KernelFacts.SECURE_BOOT)),
                new Processor(
                        oshi.processorModel(),
                        oshi.logicalCores(),
                        flags.contains("lm"),
                        KernelFacts.virtualization(flags)),
                oshi.memory(),
                KernelFacts.bootMedium(tree.text("proc/mounts")),
                "xen".equals(tree.text("sys/hypervisor/type")),
                Spcr.parse(tree.bytes(Spcr.PATH)),
                NetworkCards.read(tree),
                disks);
    }

    /**
     * As JSON, an object with the members of this record under their names, words in lower case, sizes in bytes, and
     * {@code "version": 1}. What is not known is left out; a later domzero may add members to the same version.
     */
    public JsonObject toJson() {
        return FactsJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it is not that; the message is fit for a user
     */
    public static MachineFacts fromJson(JsonObject json) {
        return FactsJson.read(JsonMembers.of(json));
    }

    /** For people: a line for each fact, then tables of the network cards and the disks. */
    public String render() {
        return FactsTable.render(this);
    }
}
