package org.domzero.guests.remote;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.partitioner.StorageRepository;
import org.domzero.toolkit.plan.Action;
import org.jspecify.annotations.Nullable;

/**
 * A disk of an iSCSI server, as {@code iscsi://10.0.0.5/iqn.2026-11.org.example:san/1}.
 *
 * @param host the server's name or address; an IPv6 address is in brackets
 * @param target its name there, RFC 3720 3.2.6.3; null to be told which there are
 * @param lun the logical unit; null to be told which there are
 */
public record IscsiUnit(
        String host,
        int port,
        @Nullable String target,
        @Nullable Integer lun) implements NetworkPlace {
    private static final String SCHEME = "iscsi://";
    private static final int USUAL_PORT = 3260;
    private static final Pattern FORM =
            Pattern.compile("iscsi://([A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:]+])(?::(\\d{1,5}))?"
                    + "(?:/((?:iqn|eui|naa)\\.[A-Za-z0-9.:_-]{1,220})(?:/(\\d{1,5}))?)?/?");

    static boolean isOne(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads {@code iscsi://HOST[:PORT][/TARGET[/LUN]]}.
     *
     * @throws IllegalArgumentException when it is not that; the message is fit for a user
     */
    public static IscsiUnit parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a disk of an iSCSI server: iscsi://HOST[:PORT]/TARGET/LUN");
        }
        String port = parts.group(2);
        String lun = parts.group(4);
        return new IscsiUnit(
                parts.group(1),
                port == null ? USUAL_PORT : Integer.parseInt(port),
                parts.group(3),
                lun == null ? null : Integer.valueOf(lun));
    }

    @Override
    public String text() {
        return SCHEME
                + host
                + (port == USUAL_PORT ? "" : ":" + port)
                + (target == null ? "" : "/" + target)
                + (lun == null ? "" : "/" + lun);
    }

    IscsiUnit withTarget(String name) {
        return new IscsiUnit(host, port, name, null);
    }

    IscsiUnit withLun(int number) {
        return new IscsiUnit(host, port, target, number);
    }

    /** What iscsiadm(8) calls it. */
    String portal() {
        return host + ":" + port;
    }

    Server server() {
        return new Server(host, portal());
    }

    /** Whether both are units of the same target, and so come and go with one session. */
    public boolean sharesSessionWith(IscsiUnit other) {
        return target != null && target.equals(other.target);
    }

    private String linkEnding() {
        return "-iscsi-" + target + "-lun-";
    }

    /** The number of the unit of this target that such a link leads to; null when it leads elsewhere. */
    @Nullable
    Integer lunOf(String link) {
        int at = link.indexOf(linkEnding());
        String number = at < 0 ? "" : link.substring(at + linkEnding().length());
        return number.matches("\\d{1,5}") ? Integer.valueOf(number) : null;
    }

    /** Logs in, and lets this unit appear; all of the target when it names none. */
    public Action open() {
        return new OpenUnit(this);
    }

    /**
     * Lets all units of the target disappear, but those that are needed.
     *
     * @param kept logical units; with none of them the session ends
     */
    public Action close(Set<Integer> kept) {
        return new CloseUnits(this, kept);
    }

    @Override
    public List<Action> attach(UUID repository, boolean readOnly) {
        return List.of(open(), new ActivateGroup(new StorageRepository(repository), true));
    }

    @Override
    public List<Action> detach(UUID repository, Set<Integer> keptUnits) {
        return List.of(new ActivateGroup(new StorageRepository(repository), false), close(keptUnits));
    }
}
