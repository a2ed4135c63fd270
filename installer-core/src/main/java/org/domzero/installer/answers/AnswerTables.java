package org.domzero.installer.answers;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.domzero.partitioner.DiskSelector;
import org.domzero.partitioner.Policy;
import org.domzero.toolkit.ByteSize;
import org.jspecify.annotations.Nullable;

/** The answer file: every table and every key, declared once. */
final class AnswerTables {
    private static final String LOGIN =
            "at least one of `root-password-hash`, `root-password` and `ssh-authorized-keys` is required";

    /** Before all tables. */
    static final AnswerKey<Answers, Long> VERSION = AnswerKey.required(
            "version", new VersionKind(), answers -> Answers.VERSION, "1", "The version of the answer file's format.");

    /** Before all tables too. */
    static final AnswerKey<Answers, Mode> MODE = AnswerKey.defaultsTo(
            Mode.INSTALL,
            "mode",
            TextKind.oneOf(Mode.class),
            answers -> Mode.INSTALL,
            "\"install\"",
            "What the answers are for.");

    static final TextKind<String> WORDS = TextKind.checked(AnswerTables::checkedWords);
    static final TextKind<ByteSize> SIZE = TextKind.of(Sizes::parse, Sizes::exact);

    // host

    private static final AnswerKey<Answers.Host, String> HOSTNAME = AnswerKey.required(
            "hostname",
            TextKind.checked(HostName::checkOwn),
            Answers.Host::hostname,
            "\"xen01.example.org\"",
            "The host's name, best with its domain. At most 64 characters: letters, digits, hyphens, dots.");

    private static final AnswerKey<Answers.Host, ZoneId> TIMEZONE = AnswerKey.defaultsTo(
            ZoneId.of("Etc/UTC"),
            "timezone",
            TextKind.of(TimeZoneName::parse, ZoneId::getId),
            Answers.Host::timezone,
            "\"Europe/Berlin\"",
            "The time zone, by its area and city in the tz database.");

    private static final AnswerKey<Answers.Host, Keymap> KEYMAP = AnswerKey.defaultsTo(
            new Keymap("us", ""),
            "keymap",
            TextKind.of(Keymap::parse, Keymap::toString),
            Answers.Host::keymap,
            "\"de(nodeadkeys)\"",
            "The keyboard's layout, with its variant in parentheses.");

    private static final AnswerKey<Answers.Host, RootPassword.Hash> ROOT_PASSWORD_HASH =
            AnswerKey.<Answers.Host, RootPassword.Hash>optional(
                            LOGIN,
                            "root-password-hash",
                            TextKind.of(RootPassword.Hash::new, RootPassword.Hash::crypt),
                            host -> host.rootPassword() instanceof RootPassword.Hash hash ? hash : null,
                            "\"$6$zaMjnFZaNLx3bp8c$TuH/5NMSGfHVhfDRUFPPj8fJrScJRM6y6L0.89rdFS8ZBnrc6U2W61RURwP0NyvEunVKzxXZvs/BJO8mUwKUM1\"",
                            "Root's password as `openssl passwd -6` or `mkpasswd -m sha-512` prints it.")
                    .secret();

    private static final AnswerKey<Answers.Host, RootPassword.Plain> ROOT_PASSWORD =
            AnswerKey.<Answers.Host, RootPassword.Plain>optional(
                            LOGIN,
                            "root-password",
                            TextKind.of(RootPassword.Plain::new, RootPassword.Plain::password),
                            host -> host.rootPassword() instanceof RootPassword.Plain plain ? plain : null,
                            "\"correct horse battery staple\"",
                            "Root's password itself, readable by whoever reads the file: prefer the hash. Not together"
                                    + " with `root-password-hash`.")
                    .secret();

    private static final AnswerKey<Answers.Host, List<SshPublicKey>> SSH_AUTHORIZED_KEYS = AnswerKey.defaultsTo(
                    List.<SshPublicKey>of(),
                    "ssh-authorized-keys",
                    new ListKind<>(TextKind.of(SshPublicKey::parse, SshPublicKey::toString)),
                    Answers.Host::sshAuthorizedKeys,
                    "[\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHIwdAKZcBzicGM12J10RLXGtUSxN7W/dvPUU+Yq7aE+ ops@example.org\"]",
                    "The public SSH keys that may log in as root, each as in a `.pub` file.")
            .recommended();

    private static final AnswerKey<Answers.Host, List<String>> NTP_SERVERS = AnswerKey.defaultsTo(
            List.<String>of(),
            "ntp-servers",
            new ListKind<>(TextKind.checked(HostName::checkServer)),
            Answers.Host::ntpServers,
            "[\"ntp.example.org\"]",
            "Time servers, by name or address. Without any, those the system comes with are used.");

    static final AnswerTable<Answers.Host> HOST = new AnswerTable<>(
            "host",
            "The host itself, and who may log in.",
            List.of(HOSTNAME, TIMEZONE, KEYMAP, ROOT_PASSWORD_HASH, ROOT_PASSWORD, SSH_AUTHORIZED_KEYS, NTP_SERVERS),
            AnswerTables::checkLogin,
            values -> new Answers.Host(
                    values.get(HOSTNAME),
                    values.get(TIMEZONE),
                    values.get(KEYMAP),
                    rootPassword(values),
                    values.get(SSH_AUTHORIZED_KEYS),
                    values.get(NTP_SERVERS)));

    private static @Nullable RootPassword rootPassword(Values<Answers.Host> values) {
        RootPassword.Hash hash = values.find(ROOT_PASSWORD_HASH);
        return hash == null ? values.find(ROOT_PASSWORD) : hash;
    }

    private static void checkLogin(Values<Answers.Host> values) {
        if (values.has(ROOT_PASSWORD) && values.has(ROOT_PASSWORD_HASH)) {
            values.problem(
                    ROOT_PASSWORD,
                    "excludes host.root-password-hash, and both are there",
                    "keep root-password-hash, which tells nobody the password");
        }
        List<SshPublicKey> keys = values.find(SSH_AUTHORIZED_KEYS);
        if (!values.has(ROOT_PASSWORD) && !values.has(ROOT_PASSWORD_HASH) && keys != null && keys.isEmpty()) {
            values.problem(
                    "nobody could log in: there is no ssh-authorized-keys, root-password-hash or root-password",
                    "give at least one of them; 'openssl passwd -6' makes a root-password-hash");
        }
    }

    static final AnswerTable<Answers.Network> NETWORK = NetworkTable.NETWORK;

    // a disk

    /** The names that {@code lsblk} (util-linux) has for transports, in its column TRAN. */
    private static final List<String> TRANSPORTS =
            List.of("ata", "fc", "fcoe", "iscsi", "mmc", "nvme", "sas", "sata", "sbp", "spi", "usb", "virtio");

    private static final AnswerKey<DiskSelector, String> DISK_PATH = AnswerKey.optional(
            "any",
            "path",
            TextKind.checked(DevicePath::check),
            DiskSelector::path,
            "\"/dev/disk/by-id/wwn-0x5000c500a1b2c3d4\"",
            "The device or a link to it, below `/dev/`.");
    private static final AnswerKey<DiskSelector, String> DISK_SERIAL = AnswerKey.optional(
            "any", "serial", WORDS, DiskSelector::serial, "\"S3Z8NB0K123456\"", "The serial number.");
    private static final AnswerKey<DiskSelector, String> DISK_WWN = AnswerKey.optional(
            "any", "wwn", WORDS, DiskSelector::wwn, "\"0x5000c500a1b2c3d4\"", "The world wide name.");
    private static final AnswerKey<DiskSelector, String> DISK_MODEL = AnswerKey.optional(
            "any",
            "model",
            WORDS,
            DiskSelector::model,
            "\"INTEL*\"",
            "The model, as a glob: `*` is any text, `?` any character.");
    private static final AnswerKey<DiskSelector, ByteSize> DISK_MIN_SIZE = AnswerKey.optional(
            "any",
            "min-size",
            SIZE,
            DiskSelector::minSize,
            "\"100GiB\"",
            "The least size: a whole number with KiB, MiB, GiB, TiB (1024) or KB, MB, GB, TB (1000).");
    private static final AnswerKey<DiskSelector, ByteSize> DISK_MAX_SIZE = AnswerKey.optional(
            "any", "max-size", SIZE, DiskSelector::maxSize, "\"2TB\"", "The greatest size, written likewise.");
    private static final AnswerKey<DiskSelector, String> DISK_TRANSPORT = AnswerKey.optional(
            "any",
            "transport",
            TextKind.oneOf(TRANSPORTS),
            DiskSelector::transport,
            "\"nvme\"",
            "How the disk is attached.");
    private static final AnswerKey<DiskSelector, DiskSelector.Pick> DISK_PICK = AnswerKey.optional(
            "exactly one disk may match",
            "pick",
            TextKind.oneOf(DiskSelector.Pick.class),
            DiskSelector::pick,
            "\"smallest\"",
            "Which one to take of several that match.");

    /** Inside other tables, so it has no name of its own and is no part of the answers as such. */
    static final AnswerTable<DiskSelector> DISK = new AnswerTable<>(
            "",
            "A disk is named by its path, as a string, or by a table of conditions, all of which it must meet.",
            List.of(
                    DISK_PATH,
                    DISK_SERIAL,
                    DISK_WWN,
                    DISK_MODEL,
                    DISK_MIN_SIZE,
                    DISK_MAX_SIZE,
                    DISK_TRANSPORT,
                    DISK_PICK),
            AnswerTables::checkDisk,
            values -> new DiskSelector(
                    values.find(DISK_PATH),
                    values.find(DISK_SERIAL),
                    values.find(DISK_WWN),
                    values.find(DISK_MODEL),
                    values.find(DISK_MIN_SIZE),
                    values.find(DISK_MAX_SIZE),
                    values.find(DISK_TRANSPORT),
                    values.find(DISK_PICK)));

    private static void checkDisk(Values<DiskSelector> values) {
        if (values.sound() && DISK.keys().stream().noneMatch(values::has)) {
            values.problem("has no condition that chooses a disk", "for example: { model = \"INTEL*\" }");
        }
        ByteSize least = values.find(DISK_MIN_SIZE);
        ByteSize greatest = values.find(DISK_MAX_SIZE);
        if (least != null && greatest != null && least.compareTo(greatest) > 0) {
            values.problem("min-size " + least + " is more than max-size " + greatest, "no disk can meet both");
        }
    }

    private static String checkedWords(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new WrongValue(text, "must not be empty or hold control characters", null);
        }
        return text;
    }

    // storage

    private static final AnswerKey<Answers.Storage, DiskSelector> SYSTEM_DISK = AnswerKey.required(
            "system-disk",
            new DiskKind(),
            Answers.Storage::systemDisk,
            "{ model = \"INTEL*\", min-size = \"100GiB\", pick = \"smallest\" }",
            "The disk that gets the boot partition and both slots; its rest joins the storage repository.");

    private static final AnswerKey<Answers.Storage, List<DiskSelector>> REPOSITORY_DISKS = AnswerKey.defaultsTo(
            List.<DiskSelector>of(),
            "repository-disks",
            new ListKind<>(new DiskKind()),
            Answers.Storage::repositoryDisks,
            "[\"/dev/disk/by-id/wwn-0x5000c500a1b2c3d4\"]",
            "Further disks that join the storage repository, whole.");

    private static final AnswerKey<Answers.Storage, Policy.ExistingData> EXISTING_DATA = AnswerKey.defaultsTo(
            Policy.ExistingData.REFUSE,
            "existing-data",
            TextKind.oneOf(Policy.ExistingData.class),
            Answers.Storage::existingData,
            "\"erase\"",
            "What to do when a chosen disk holds partitions, filesystems, foreign LVM or RAID. A domzero storage"
                    + " repository is never meant by it.");

    private static final AnswerKey<Answers.Storage, UUID> ERASE_REPOSITORY = AnswerKey.optional(
            "default: none",
            "erase-repository",
            TextKind.of(AnswerTables::parseUuid, UUID::toString),
            Answers.Storage::eraseRepository,
            "\"0b6f3a52-7f0c-4d3e-9a41-2c5d8e6f7a90\"",
            "The uuid of the one domzero storage repository that may be erased, with all guests in it.");

    static final AnswerTable<Answers.Storage> STORAGE = new AnswerTable<>(
            "storage",
            "The disks.",
            List.of(SYSTEM_DISK, REPOSITORY_DISKS, EXISTING_DATA, ERASE_REPOSITORY),
            AnswerTables::checkDisksDiffer,
            values -> new Answers.Storage(
                    values.get(SYSTEM_DISK),
                    values.get(REPOSITORY_DISKS),
                    values.get(EXISTING_DATA),
                    values.find(ERASE_REPOSITORY)));

    private static void checkDisksDiffer(Values<Answers.Storage> values) {
        DiskSelector system = values.find(SYSTEM_DISK);
        List<DiskSelector> disks = values.find(REPOSITORY_DISKS);
        Set<DiskSelector> seen = new HashSet<>();
        for (int i = 0; disks != null && i < disks.size(); i++) {
            DiskSelector disk = disks.get(i);
            if (!disk.isPathOnly()) {
                continue;
            }
            if (disk.equals(system)) {
                values.problem(
                        REPOSITORY_DISKS,
                        i,
                        "\"" + disk.path() + "\" is the system disk",
                        "leave it out: the rest of the system disk joins the repository anyway");
            } else if (!seen.add(disk)) {
                values.problem(REPOSITORY_DISKS, i, "\"" + disk.path() + "\" is listed twice", "leave one out");
            }
        }
    }

    private static UUID parseUuid(String text) {
        if (!text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}")) {
            throw new WrongValue(
                    text,
                    "is not the uuid of a storage repository",
                    "it is what follows \"VG_XenStorage-\" in the name of the volume group");
        }
        return UUID.fromString(text.toLowerCase(Locale.ROOT));
    }

    // xen, console, finish

    private static final AnswerKey<Answers.Xen, Dom0Memory> DOM0_MEMORY = AnswerKey.defaultsTo(
            new Dom0Memory.Auto(),
            "dom0-memory",
            TextKind.of(Dom0Memory::parse, Dom0Memory::text),
            Answers.Xen::dom0Memory,
            "\"2GiB\"",
            "The memory of dom0, at least 512MiB, or `\"auto\"`: 752 MiB on hosts with less than 4 GiB, else 1 GiB and"
                    + " 5 % of the host's memory, at most 8 GiB.");

    private static final AnswerKey<Answers.Xen, String> XEN_OPTIONS = AnswerKey.defaultsTo(
            "",
            "options",
            TextKind.checked(XenOptions::check),
            Answers.Xen::options,
            "\"iommu=verbose sched=credit\"",
            "More options for Xen's command line, besides those that follow from `dom0-memory` and `serial`.");

    static final AnswerTable<Answers.Xen> XEN = new AnswerTable<>(
            "xen",
            "The hypervisor.",
            List.of(DOM0_MEMORY, XEN_OPTIONS),
            values -> {},
            values -> new Answers.Xen(values.get(DOM0_MEMORY), values.get(XEN_OPTIONS)));

    private static final AnswerKey<Answers.Console, SerialChoice> SERIAL = AnswerKey.defaultsTo(
            new SerialChoice.Auto(),
            "serial",
            TextKind.of(SerialChoice::parse, SerialChoice::text),
            Answers.Console::serial,
            "\"com1,115200,8n1\"",
            "The serial console of Xen and Linux: `com1` or `com2`, its speed, and 8n1; `\"none\"`; or `\"auto\"`, as the"
                    + " installer was booted or the firmware says.");

    static final AnswerTable<Answers.Console> CONSOLE = new AnswerTable<>(
            "console",
            "The console besides the screen.",
            List.of(SERIAL),
            values -> {},
            values -> new Answers.Console(values.get(SERIAL)));

    private static final AnswerKey<Answers.Finish, FinishAction> ACTION = AnswerKey.defaultsTo(
            FinishAction.REBOOT,
            "action",
            TextKind.oneOf(FinishAction.class),
            Answers.Finish::action,
            "\"poweroff\"",
            "What the machine does when an unattended installation, started by the boot menu, is done. After `domzero"
                    + " install` at a shell the machine is left as it is.");

    private static final AnswerKey<Answers.Finish, FinishScript> SCRIPT =
            AnswerKey.<Answers.Finish, FinishScript>optional(
                            "default: none",
                            "script",
                            TextKind.of(FinishScript::new, FinishScript::text),
                            Answers.Finish::script,
                            "\"#!/bin/sh\\nset -e\\necho managed > /etc/motd\\n\"",
                            "A program to run in the new system once all else is done, as root, for at most 30"
                                    + " minutes; if it fails, so does the installation. It begins with `#!`. Several"
                                    + " lines go between `'''` and `'''`.")
                    .secret();

    private static final AnswerKey<Answers.Finish, Webhook> WEBHOOK = AnswerKey.<Answers.Finish, Webhook>optional(
                    "default: none",
                    "webhook",
                    TextKind.of(Webhook::new, Webhook::url),
                    Answers.Finish::webhook,
                    "\"https://deploy.example.org/installed\"",
                    "An address, http or https, that is told of the installation's end, good or bad, by POST and in"
                            + " JSON.")
            .secret();

    static final AnswerTable<Answers.Finish> FINISH = new AnswerTable<>(
            "finish",
            "The end of the installation.",
            List.of(ACTION, SCRIPT, WEBHOOK),
            values -> {},
            values -> new Answers.Finish(values.get(ACTION), values.find(SCRIPT), values.find(WEBHOOK)));

    /** Of answers that install, in the order in which they are written and explained. */
    static final List<AnswerTable<?>> ALL = List.of(HOST, NETWORK, STORAGE, XEN, CONSOLE, FINISH);

    private AnswerTables() {}

    /** Those that answers for {@code mode} have. */
    static List<AnswerTable<?>> of(Mode mode) {
        return switch (mode) {
            case INSTALL -> ALL;
            case CLONE -> CloneTable.ALL;
        };
    }

    static List<String> names(Mode mode) {
        return of(mode).stream().<String>map(AnswerTable::name).toList();
    }

    /** The path of the key called or nearly called {@code name}, whatever its table; null when there is none. */
    static @Nullable String homeOf(String name, Mode mode) {
        Map<String, String> homes = new LinkedHashMap<>();
        homes.put(VERSION.name(), VERSION.name());
        homes.put(MODE.name(), MODE.name());
        of(mode).forEach(table -> table.keyNames().forEach(key -> homes.put(key, table.name() + "." + key)));
        String nearest = Suggestion.nearest(name, homes.keySet());
        return nearest == null ? null : homes.get(nearest);
    }
}
