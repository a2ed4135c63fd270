package org.domzero.p2v.fixup;

import java.util.List;
import java.util.regex.Pattern;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;

/**
 * Takes away what one machine alone is known by, so that each guest made of a template makes its own at its first start:
 * the keys of its SSH server, its machine id, what its random numbers began with. No copies of these are kept.
 */
public record IdentityFixUp(Distribution distribution) implements FixUp {
    private static final String SSH = "/etc/ssh";
    private static final Pattern HOST_KEY = Pattern.compile("ssh_host_(?:\\w+_)?key(?:-cert)?(?:\\.pub)?");
    private static final String MACHINE_ID = "/etc/machine-id";
    private static final String MARK = "# By domzero: a guest made of a template makes SSH host keys of its own.\n";

    /** For any shell; types that its ssh-keygen does not know are passed over. */
    private static final String MAKE_KEYS = """
            for type in rsa dsa ecdsa ed25519; do
                [ -e /etc/ssh/ssh_host_${type}_key ] ||
                    ssh-keygen -q -N '' -t $type -f /etc/ssh/ssh_host_${type}_key > /dev/null 2>&1 || :
            done
            """;

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public String description() {
        return "Has each guest make its own SSH host keys and machine id.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        root.list(SSH).stream()
                .filter(name -> HOST_KEY.matcher(name).matches())
                .forEach(name -> changes.erase(SSH + "/" + name, "each guest makes its own"));
        if (root.text(MACHINE_ID).filter(text -> !text.isEmpty()).isPresent()) {
            changes.erase(MACHINE_ID, "each guest makes its own");
            // Empty and not absent: systemd then makes one, and may mount it where the root is read-only.
            changes.write(MACHINE_ID, "", "made, empty");
        }
        // systemd would take this one for its own.
        changes.erase("/var/lib/dbus/machine-id", "each guest makes its own");
        for (String seed : List.of(
                "/var/lib/systemd/random-seed",
                "/var/lib/urandom/random-seed",
                "/var/lib/random-seed",
                "/var/lib/misc/random-seed",
                "/etc/random-seed")) {
            changes.erase(seed, "no two guests begin with the same");
        }
        if (root.isExecutable("/usr/sbin/sshd")) {
            makeKeysAtTheStart(root, changes);
        }
        return changes.report();
    }

    /** Most systems' SSH servers make what is missing when they start; Debian's package has made it once. */
    private void makeKeysAtTheStart(GuestRoot root, Changes changes) {
        if (distribution.family() == Family.OTHER) {
            changes.warn("the SSH server of the guests has to make its host keys when it starts: look whether it does");
        }
        if (distribution.family() != Family.DEBIAN) {
            return;
        }
        if (Systemd.isIn(root)) {
            String unit = "domzero-ssh-keys.service";
            changes.write(Systemd.CONFIGURED + "/" + unit, MARK + """
                    [Unit]
                    Description=SSH host keys
                    DefaultDependencies=no
                    ConditionPathExistsGlob=!/etc/ssh/ssh_host_*_key
                    After=local-fs.target
                    Before=ssh.service ssh.socket

                    [Service]
                    Type=oneshot
                    ExecStart=/usr/bin/ssh-keygen -A

                    [Install]
                    WantedBy=multi-user.target
                    """, "written");
            changes.symlink(
                    Systemd.CONFIGURED + "/multi-user.target.wants/" + unit,
                    Systemd.CONFIGURED + "/" + unit,
                    "made, it starts before the SSH server");
        } else if (root.exists("/etc/init/ssh.conf")) {
            changes.write(
                    "/etc/init/domzero-ssh-keys.conf", MARK + """
                    start on starting ssh
                    task
                    script
                    """ + MAKE_KEYS.indent(4) + "end script\n", "written");
        } else {
            String settings = "/etc/default/ssh";
            String text = root.text(settings).orElse("");
            if (!text.contains(MARK)) {
                String before = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
                changes.write(settings, before + MARK + MAKE_KEYS, "host keys that are missing are made");
            }
        }
    }
}
