package org.domzero.guests.remote;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.guests.state.StateVolume;
import org.domzero.toolkit.plan.Effects;

/**
 * What this host is called towards iSCSI servers, which let hosts in by that name: so it has to stay the same when the
 * slot is replaced. It is kept in the state volume, and put where open-iscsi reads it.
 */
public final class InitiatorName {
    private static final String KEPT = "/var/lib/domzero/iscsi/initiatorname";
    private static final String USED = "/etc/iscsi/initiatorname.iscsi";
    private static final Pattern LINE = Pattern.compile("(?m)^InitiatorName=(\\S+)$");

    private InitiatorName() {}

    /** The name; on the first call one is made. */
    public static String ensure(Effects effects) {
        // An administrator who changes it does so in open-iscsi's file, as everywhere.
        Optional<String> used = read(effects, USED);
        Optional<String> kept = read(effects, KEPT);
        String name = used.or(() -> kept).orElseGet(InitiatorName::fresh);
        if (!kept.equals(Optional.of(name))) {
            write(effects, KEPT, name);
        }
        if (used.isEmpty()) {
            write(effects, USED, name);
            // One that runs has read the file already.
            effects.commands().run("systemctl", "try-restart", "iscsid.service");
        }
        return name;
    }

    /** Of the form that Debian's own tool makes. */
    private static String fresh() {
        return "iqn.1993-08.org.debian:01:"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private static Optional<String> read(Effects effects, String file) {
        Path path = effects.resolve(file);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Matcher line = LINE.matcher(StateVolume.text(path));
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    private static void write(Effects effects, String file, String name) {
        StateVolume.write(effects, file, ("InitiatorName=" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
