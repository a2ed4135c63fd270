package org.domzero.guests.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.domzero.guests.xl.XlConfig;
import org.domzero.guests.xl.XlDisk;
import org.domzero.guests.xl.XlNic;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * What a guest is to be when it starts: an ordinary configuration of xl, xl.cfg(5), that people may edit. A change of it
 * leaves everything else as it stands, comments too.
 *
 * @param file where it is
 */
public record Definition(String file, XlConfig config) {
    /** What domzero keeps for itself in a configuration; xl passes over keys that it does not know. */
    private static final String DESCRIPTION = "domzero_description";

    /** What a number of bytes can still be made of. */
    private static final long MOST_MEBIBYTES = 1L << 40;

    /**
     * Reads a configuration, with all that is asked of it here.
     *
     * @throws UserError naming the place when it is not a configuration of a guest with a name
     */
    public static Definition parse(String file, String text) {
        Definition definition = new Definition(file, XlConfig.parse(file, text));
        if (definition.config.string("name") == null) {
            throw UserError.failed(file + ": the guest has no name", "add a line: name = \"…\"");
        }
        definition.uuid();
        definition.type();
        definition.description();
        definition.memory();
        definition.vcpus();
        definition.disks();
        definition.nics();
        return definition;
    }

    public String name() {
        return String.valueOf(config.string("name"));
    }

    /** Empty where nobody has given it one: xl then makes another at each start. */
    public Optional<UUID> uuid() {
        String text = config.string("uuid");
        return text != null && text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    public GuestType type() {
        return GuestType.of(config);
    }

    public String description() {
        String text = config.string(DESCRIPTION);
        return text == null ? "" : text;
    }

    /** What it starts with; xl's own default is 128 MiB. */
    public ByteSize memory() {
        return ByteSize.mebibytes(number("memory", 128, MOST_MEBIBYTES));
    }

    public int vcpus() {
        return (int) number("vcpus", 1, Integer.MAX_VALUE);
    }

    private long number(String key, long usual, long most) {
        long number = config.number(key).orElse(usual);
        if (number < 0 || number > most) {
            throw wrong(key, key + " cannot be " + number, "see xl.cfg(5)");
        }
        return number;
    }

    /**
     * Its disks and drives, in the order of the file.
     *
     * @throws UserError naming the place of one that is not understood
     */
    public List<XlDisk> disks() {
        List<XlDisk> disks = new ArrayList<>();
        for (String spec : config.list("disk")) {
            try {
                disks.add(XlDisk.parse(spec));
            } catch (IllegalArgumentException wrong) {
                throw notUnderstood("disk", wrong);
            }
        }
        return disks;
    }

    /**
     * Its network cards, in the order of the file.
     *
     * @throws UserError naming the place of one that is not understood
     */
    public List<XlNic> nics() {
        List<XlNic> nics = new ArrayList<>();
        for (String spec : config.list("vif")) {
            try {
                nics.add(XlNic.parse(spec));
            } catch (IllegalArgumentException wrong) {
                throw notUnderstood("vif", wrong);
            }
        }
        return nics;
    }

    private UserError notUnderstood(String key, IllegalArgumentException wrong) {
        return wrong(
                key,
                key + ": " + wrong.getMessage(),
                "see xl-" + (key.equals("disk") ? "disk" : "network") + "-configuration(5)");
    }

    private UserError wrong(String key, String message, String hint) {
        return new UserError(ExitCode.FAILED, List.of(new Problem(config.place(key), message, hint)));
    }

    /** The disk or drive that the guest sees under this name. */
    public Optional<XlDisk> disk(String vdev) {
        return disks().stream().filter(disk -> disk.vdev().equals(vdev)).findFirst();
    }

    Definition withName(String newFile, String name) {
        return new Definition(newFile, config.with("name", name));
    }

    public Definition withDescription(String description) {
        return new Definition(
                file, description.isEmpty() ? config.without(DESCRIPTION) : config.with(DESCRIPTION, description));
    }

    /** A guest that may balloon up to a maximum keeps that, where it is larger. */
    public Definition withMemory(ByteSize memory) {
        XlConfig changed = config.with("memory", memory.mebibytes());
        OptionalLong most = config.number("maxmem");
        return new Definition(
                file,
                most.isPresent() && most.getAsLong() < memory.mebibytes()
                        ? changed.with("maxmem", memory.mebibytes())
                        : changed);
    }

    public Definition withVcpus(int vcpus) {
        XlConfig changed = config.with("vcpus", vcpus);
        OptionalLong most = config.number("maxvcpus");
        return new Definition(
                file, most.isPresent() && most.getAsLong() < vcpus ? changed.with("maxvcpus", vcpus) : changed);
    }

    /**
     * With another order of what it tries to boot.
     *
     * @throws UserError when it is no HVM guest: the others have no firmware that goes through drives
     */
    public Definition withBoot(String order) {
        if (type() != GuestType.HVM) {
            throw UserError.usage(
                    name() + " is a " + type().word() + " guest, and boots its disk or its kernel",
                    "a boot order is for HVM guests");
        }
        return new Definition(file, config.with("boot", order));
    }

    Definition withDisk(XlDisk disk) {
        List<String> specs = new ArrayList<>(config.list("disk"));
        specs.add(disk.spec());
        return new Definition(file, config.with("disk", specs));
    }

    /** Puts {@code disk} in place of the one of the same name, or of none takes that away. */
    Definition replacingDisk(String vdev, @Nullable XlDisk disk) {
        List<String> specs = new ArrayList<>();
        for (String spec : config.list("disk")) {
            if (!XlDisk.parse(spec).vdev().equals(vdev)) {
                specs.add(spec);
            } else if (disk != null) {
                specs.add(disk.spec());
            }
        }
        return new Definition(file, config.with("disk", specs));
    }

    Definition withNics(List<String> specs) {
        return new Definition(file, config.with("vif", specs));
    }
}
