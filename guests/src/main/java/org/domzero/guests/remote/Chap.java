package org.domzero.guests.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.domzero.guests.state.StateVolume;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/**
 * By what an iSCSI server knows who may log in to a target: CHAP, RFC 7143 12.1. It is kept by target, since all units of
 * one come with the same session: a file for root alone, with the user in its first line and the password in the second.
 *
 * @param user up to 255 characters, as the password; neither has control characters, nor blanks around it
 */
public record Chap(String user, String password) {
    private static final String DIRECTORY = StateVolume.MOUNT + "/iscsi/chap/";

    /** Where open-iscsi notes how it logs in, since Debian 13 and before: a file for each portal, or a directory with one. */
    private static final List<String> NODES = List.of("/var/lib/iscsi/nodes/", "/etc/iscsi/nodes/");

    private static final int LONGEST = 255;
    private static final String KEYS = "node.session.auth.";
    private static final String END = "# END RECORD";

    /** @throws IllegalArgumentException when open-iscsi would not take them; the message is fit for a user */
    public Chap {
        require("user", user);
        require("password", password);
    }

    private static void require(String what, String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a " + what + " of CHAP has 1 to " + LONGEST + " characters");
        }
        if (!value.equals(value.strip()) || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a " + what + " of CHAP has no blanks around it, and no control characters");
        }
    }

    /** Where what is known for a target is kept. */
    public static String file(String target) {
        return DIRECTORY + target;
    }

    /**
     * What is kept for a target.
     *
     * @throws UserError when it cannot be read
     */
    public static Optional<Chap> of(String target, Effects effects) {
        Path file = effects.resolve(file(target));
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = StateVolume.text(file).lines().toList();
        try {
            if (lines.size() != 2) {
                throw new IllegalArgumentException("it has " + lines.size() + " lines");
            }
            return Optional.of(new Chap(lines.get(0), lines.get(1)));
        } catch (IllegalArgumentException wrong) {
            throw UserError.failed(
                    file(target) + " does not tell how to log in: " + wrong.getMessage(),
                    "it has a user in its first line and the password in the second",
                    wrong);
        }
    }

    /** Keeps it for a target. */
    public void keep(String target, Effects effects) {
        StateVolume.write(effects, file(target), (user + "\n" + password + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Tells open-iscsi, in its own file: as an argument of iscsiadm the password would be everybody's to read.
     *
     * @param target of which open-iscsi has a record
     */
    void note(String target, Effects effects) {
        String records = NODES.stream()
                .map(directory -> directory + target)
                .filter(directory -> Files.isDirectory(effects.resolve(directory)))
                .findFirst()
                .orElseThrow(() -> UserError.failed(
                        "open-iscsi has no record of " + target + " in " + NODES,
                        "'iscsiadm --mode node' shows its records"));
        effects.onFile(records, directory -> {
            try (Stream<Path> files = Files.find(directory, 2, (path, attributes) -> attributes.isRegularFile())) {
                for (Path record : files.toList()) {
                    Files.write(record, with(Files.readAllLines(record)));
                }
            }
        });
    }

    private List<String> with(List<String> record) throws IOException {
        List<String> lines = new ArrayList<>(record);
        lines.removeIf(line -> line.startsWith(KEYS + "authmethod")
                || line.startsWith(KEYS + "username ")
                || line.startsWith(KEYS + "password "));
        int end = lines.indexOf(END);
        if (end < 0) {
            throw new IOException("it has no line \"" + END + "\"");
        }
        lines.addAll(
                end, List.of(KEYS + "authmethod = CHAP", KEYS + "username = " + user, KEYS + "password = " + password));
        return lines;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Chap[user=" + user + "]";
    }
}
