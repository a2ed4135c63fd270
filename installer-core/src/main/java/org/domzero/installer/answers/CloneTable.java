package org.domzero.installer.answers;

import java.util.List;
import org.domzero.toolkit.ByteSize;

/** The tables of an answer file with {@code mode = "clone"}. */
final class CloneTable {
    private static final String LOGIN = "at least one of `ssh-password` and `ssh-key` is required";

    private static final String HVM = "hvm";

    private static final TextKind<String> WORDS = AnswerTables.WORDS;
    private static final TextKind<ByteSize> SIZE = AnswerTables.SIZE;

    /** Both halves of what the table says. */
    record Clone(CloneAnswers.Host host, CloneAnswers.Guest guest) {}

    private static final AnswerKey<Clone, String> TO = AnswerKey.required(
            "to",
            WORDS,
            clone -> clone.host().to(),
            "\"root@xen01.example.org\"",
            "The Xen host, by SSH: `[USER@]HOST[:PORT]`, an IPv6 address in brackets. domzero has to be installed there.");

    private static final AnswerKey<Clone, String> HOST_KEY = AnswerKey.required(
            "host-key",
            WORDS,
            clone -> clone.host().hostKey(),
            "\"SHA256:222kKampRGn2i00tuUhNMXaGWz6/4Qtf1tQKh2WziuI\"",
            "The fingerprint of the host's SSH key, by which it is known: nobody is there to ask."
                    + " `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` shows it there.");

    private static final AnswerKey<Clone, SshLogin.Password> SSH_PASSWORD =
            AnswerKey.<Clone, SshLogin.Password>optional(
                            LOGIN,
                            "ssh-password",
                            TextKind.of(SshLogin.Password::new, SshLogin.Password::text),
                            clone -> clone.host().password(),
                            "\"correct horse battery staple\"",
                            "The user's password there, or the passphrase of `ssh-key`; readable by whoever reads the"
                                    + " file.")
                    .secret();

    private static final AnswerKey<Clone, SshLogin.Key> SSH_KEY = AnswerKey.<Clone, SshLogin.Key>optional(
                    LOGIN,
                    "ssh-key",
                    TextKind.of(SshLogin.Key::new, SshLogin.Key::text),
                    clone -> clone.host().key(),
                    "\"-----BEGIN OPENSSH PRIVATE KEY-----\\nb3BlbnNzaC1rZXktdjEAAAAA…\\n-----END OPENSSH PRIVATE"
                            + " KEY-----\\n\"",
                    "A private key that logs in there: the text of its file, between `'''` and `'''`.")
            .secret()
            .recommended();

    private static final AnswerKey<Clone, String> ROOT = AnswerKey.optional(
            "the only system there is",
            "root",
            TextKind.checked(DevicePath::check),
            clone -> clone.guest().root(),
            "\"/dev/VolGroup00/LogVol00\"",
            "The device with the root, as `lsblk -p` names it, where there are several systems on the machine.");

    private static final AnswerKey<Clone, String> NAME = AnswerKey.optional(
            "the machine's own", "name", WORDS, clone -> clone.guest().name(), "\"old1\"", "The guest's name.");

    private static final AnswerKey<Clone, String> REPOSITORY = AnswerKey.optional(
            "the default one",
            "repository",
            WORDS,
            clone -> clone.guest().repository(),
            "\"Local storage\"",
            "The repository of the host that its disks go to.");

    private static final AnswerKey<Clone, ByteSize> DISK_SIZE = AnswerKey.optional(
            "room to grow",
            "size",
            SIZE,
            clone -> clone.guest().size(),
            "\"40GiB\"",
            "The size of the disk with its files.");

    private static final AnswerKey<Clone, ByteSize> MEMORY = AnswerKey.optional(
            "the machine's", "memory", SIZE, clone -> clone.guest().memory(), "\"2GiB\"", "The guest's memory.");

    private static final AnswerKey<Clone, String> TYPE = AnswerKey.optional(
            "the best that it can be",
            "type",
            TextKind.oneOf(List.of("pvh", "pv", HVM)),
            clone -> clone.guest().type(),
            "\"pv\"",
            "How the guest is virtualised.");

    private static final AnswerKey<Clone, Boolean> HOST_KERNEL = flag(
            "host-kernel",
            clone -> clone.guest().hostKernel(),
            "Put the host's kernel into the guest where none of its own starts as a pv or pvh guest. Not with `type ="
                    + " \"hvm\"`.");

    private static final AnswerKey<Clone, String> BRIDGE = AnswerKey.defaultsTo(
            "xenbr0", "bridge", WORDS, clone -> clone.guest().bridge(), "\"xenbr1\"", "The bridge of its cards.");

    private static final AnswerKey<Clone, Boolean> ALL_NICS = flag(
            "all-nics",
            clone -> clone.guest().allCards(),
            "A card for each of the machine's, not for its default route alone.");

    private static final AnswerKey<Clone, Boolean> NEW_MAC = flag(
            "new-mac",
            clone -> clone.guest().newMac(),
            "Cards with addresses of their own, so that the machine and the guest may run at once.");

    private static final AnswerKey<Clone, Boolean> AGAIN = flag(
            "again",
            clone -> clone.guest().again(),
            "Make a guest that was cloned before what the machine is now. What was written in the guest is lost.");

    private static final AnswerKey<Clone, Boolean> DESPITE_ERRORS = flag(
            "despite-errors",
            clone -> clone.guest().despiteErrors(),
            "Make a guest of it even if some files could not be read.");

    private static final AnswerKey<Clone, Boolean> START = flag(
            "start",
            clone -> clone.guest().start(),
            "Start the guest then. Not with `finish.action = \"reboot\"`, unless it has `new-mac`.");

    private static final AnswerKey<Clone, String> AS_TEMPLATE = AnswerKey.optional(
            "a guest is made",
            "as-template",
            TextKind.of(CloneTable::templatePlace, CloneTable::templateWord),
            clone -> clone.guest().template(),
            "\"repository\"",
            "A template in place of a guest: `\"repository\"`, or the absolute path of a directory that is mounted on the"
                    + " host. Not with `start` or `again`.");

    static final AnswerTable<Clone> CLONE = new AnswerTable<>(
            "clone",
            "Where to, and what becomes of the machine there: the options of `domzero p2v push`.",
            List.of(
                    TO,
                    HOST_KEY,
                    SSH_PASSWORD,
                    SSH_KEY,
                    ROOT,
                    NAME,
                    REPOSITORY,
                    DISK_SIZE,
                    MEMORY,
                    TYPE,
                    HOST_KERNEL,
                    BRIDGE,
                    ALL_NICS,
                    NEW_MAC,
                    AGAIN,
                    DESPITE_ERRORS,
                    START,
                    AS_TEMPLATE),
            CloneTable::check,
            values -> new Clone(
                    new CloneAnswers.Host(
                            values.get(TO), values.get(HOST_KEY), values.find(SSH_PASSWORD), values.find(SSH_KEY)),
                    new CloneAnswers.Guest(
                            values.find(ROOT),
                            values.find(NAME),
                            values.find(REPOSITORY),
                            values.find(DISK_SIZE),
                            values.find(MEMORY),
                            values.find(TYPE),
                            values.get(HOST_KERNEL),
                            values.get(BRIDGE),
                            values.get(ALL_NICS),
                            values.get(NEW_MAC),
                            values.get(AGAIN),
                            values.get(DESPITE_ERRORS),
                            values.get(START),
                            values.find(AS_TEMPLATE))));

    private static final AnswerKey<FinishAction, FinishAction> ACTION = AnswerKey.defaultsTo(
            FinishAction.POWEROFF,
            "action",
            TextKind.oneOf(FinishAction.class),
            action -> action,
            "\"shell\"",
            "What the machine does when it is cloned; after an error it stays, with a shell. A machine that restarts by"
                    + " `\"reboot\"` is itself again, beside its guest.");

    static final AnswerTable<FinishAction> FINISH = new AnswerTable<>(
            "finish", "The end of the cloning.", List.of(ACTION), values -> {}, values -> values.get(ACTION));

    /** In the order in which they are explained. */
    static final List<AnswerTable<?>> ALL = List.of(CLONE, FINISH);

    private CloneTable() {}

    private static AnswerKey<Clone, Boolean> flag(String name, AnswerKey.Part<Clone, Boolean> part, String meaning) {
        return AnswerKey.defaultsTo(false, name, new FlagKind(), part, "true", meaning);
    }

    private static String templatePlace(String text) {
        if (text.equals(REPOSITORY.name())) {
            return "";
        }
        if (!text.startsWith("/")) {
            throw new WrongValue(text, "is neither \"repository\" nor the absolute path of a directory", null);
        }
        return text;
    }

    private static String templateWord(String place) {
        return place.isEmpty() ? REPOSITORY.name() : place;
    }

    private static void check(Values<Clone> values) {
        checkLogin(values);
        if (Boolean.TRUE.equals(values.find(HOST_KERNEL)) && HVM.equals(values.find(TYPE))) {
            values.problem(
                    HOST_KERNEL,
                    "is for pv and pvh guests; an hvm guest starts what the machine starts",
                    "leave one of them out");
        }
        String template = values.find(AS_TEMPLATE);
        for (AnswerKey<Clone, Boolean> key : List.of(START, AGAIN)) {
            if (template != null && Boolean.TRUE.equals(values.find(key))) {
                values.problem(key, "is for guests, and as-template makes none", "leave one of them out");
            }
        }
        if (template != null && !template.isEmpty() && values.has(REPOSITORY)) {
            values.problem(REPOSITORY, "contradicts as-template, which names a directory", "leave one of them out");
        }
    }

    private static void checkLogin(Values<Clone> values) {
        if (!values.has(SSH_PASSWORD) && !values.has(SSH_KEY)) {
            values.problem(
                    "nobody could log in at the host: there is no ssh-key or ssh-password",
                    "give one of them: nobody is there to type it");
        }
    }

    /** What must hold between the two tables: the machine and its guest would be in the network with one address. */
    static void checkEnd(Values<Clone> clone, Values<FinishAction> finish) {
        if (finish.find(ACTION) == FinishAction.REBOOT
                && Boolean.TRUE.equals(clone.find(START))
                && Boolean.FALSE.equals(clone.find(NEW_MAC))) {
            clone.problem(
                    START,
                    "the machine restarts (finish.action = \"reboot\") and would have its guest's addresses at the same"
                            + " time",
                    "leave finish.action to \"poweroff\", or start out, or say new-mac = true");
        }
    }

    /** Called when nothing is wrong. */
    static CloneAnswers build(Values<Clone> clone, Values<FinishAction> finish) {
        Clone read = CLONE.build(clone);
        return new CloneAnswers(read.host(), read.guest(), FINISH.build(finish));
    }
}
