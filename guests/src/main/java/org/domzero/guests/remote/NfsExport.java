package org.domzero.guests.remote;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.plan.Action;

/**
 * A directory that a server exports by NFS.
 *
 * @param server its name or address; an IPv6 address is in brackets
 * @param path on the server, absolute
 * @param options for the mount, as in nfs(5), beside those that domzero gives; empty for none
 */
public record NfsExport(String server, String path, String options) implements NetworkPlace {
    private static final String MOUNTS = "/run/sr-mount/";
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.%a-z]+]):(/.*)");

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Reads {@code server:/path}.
     *
     * @throws IllegalArgumentException when it is not that; the message is fit for a user
     */
    public static NfsExport parse(String text, String options) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a directory of an NFS server: SERVER:/PATH");
        }
        if (!options.matches("[A-Za-z0-9_=.,:/-]*")) {
            throw new IllegalArgumentException("\"" + options + "\" are no options of a mount");
        }
        return new NfsExport(parts.group(1), parts.group(2), options);
    }

    @Override
    public String text() {
        return server + ":" + path;
    }

    /** Where the repository is mounted: the same place at every boot, since guests' definitions name it. */
    public static String mountPoint(UUID repository) {
        return MOUNTS + repository;
    }

    @Override
    public List<Action> attach(UUID repository, boolean readOnly) {
        return List.of(new MountExport(this, mountPoint(repository), readOnly));
    }

    @Override
    public List<Action> detach(UUID repository, Set<Integer> keptUnits) {
        return List.of(new UnmountExport(this, mountPoint(repository)));
    }

    /** Finds out whether this host may write there and reads the same again, once it is mounted. */
    public Action tryWriting(UUID repository) {
        return new TryWriting(this, mountPoint(repository));
    }

    /** Finds out whether this host can read what is there, once it is mounted. */
    public Action tryReading(UUID repository) {
        return new TryReading(this, mountPoint(repository));
    }
}
