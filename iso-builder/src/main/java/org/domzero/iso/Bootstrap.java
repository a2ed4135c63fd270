package org.domzero.iso;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Command;
import org.jspecify.annotations.Nullable;

/**
 * A run of {@code mmdebstrap}, as a value: Debian packages unpacked and configured in a new root, without root's rights
 * where the machine has user namespaces.
 *
 * @param archive where the packages come from
 * @param packages beside the essential ones
 * @param earlyHooks of mmdebstrap, run when only the essential packages are there
 * @param hooks of mmdebstrap, in order, run once everything is installed: its own, or shell text with the root as
 *     {@code $1}. Text, not files: inside a user namespace the user's own files may be out of reach
 * @param target the tar file to write; null keeps nothing but what the hooks copied out
 */
record Bootstrap(
        Archive archive,
        List<String> packages,
        List<String> earlyHooks,
        List<String> hooks,
        @Nullable Path target,
        Kind kind) {
    /** What becomes of the packages. */
    enum Kind {
        /** Essential packages are there too, and all are configured. */
        SYSTEM("minbase", "--customize-hook="),
        /** They are unpacked, and no program of theirs is run: they may be for another processor. */
        FILES("extract", "--extract-hook=");

        private final String variant;
        /** mmdebstrap's option for what comes last. */
        private final String lastHook;

        Kind(String variant, String lastHook) {
            this.variant = variant;
            this.lastHook = lastHook;
        }
    }

    /**
     * What dom0 does without: nobody reads manuals or translations there, and GRUB boots guests only, as the ready images
     * of grub-xen-host. Licences stay.
     */
    private static final List<String> LEFT_OUT = List.of(
            "path-exclude=/usr/lib/grub/*",
            "path-exclude=/usr/share/grub/*",
            "path-exclude=/usr/bin/grub-*",
            "path-exclude=/usr/sbin/grub-*",
            "path-exclude=/usr/share/man/*",
            "path-exclude=/usr/share/info/*",
            "path-exclude=/usr/share/locale/*",
            "path-exclude=/usr/share/doc/*",
            "path-include=/usr/share/doc/*/copyright");

    /** A system. */
    Bootstrap(
            Archive archive,
            List<String> packages,
            List<String> earlyHooks,
            List<String> hooks,
            @Nullable Path target) {
        this(archive, packages, earlyHooks, hooks, target, Kind.SYSTEM);
    }

    /**
     * Without root's rights a user namespace stands in for them.
     *
     * @param scratch where the root is built
     */
    Command command(BuildContext context, Path scratch) {
        List<String> argv = new ArrayList<>(List.of("env", "TMPDIR=" + scratch));
        if (context.asRoot()) {
            // What it mounts in the root is then mounted nowhere else, and is gone when it is killed.
            argv.addAll(List.of("unshare", "--mount"));
        }
        argv.addAll(List.of(
                "mmdebstrap",
                "--variant=" + kind.variant,
                "--mode=" + (context.asRoot() ? "root" : "unshare"),
                "--format=" + (target == null ? "null" : "tar"),
                "--architectures=" + archive.architecture(),
                // Build machines are often not Debian, or an older one: name the keys instead of relying on theirs.
                "--keyring=/usr/share/keyrings/debian-archive-keyring.gpg",
                "--include=" + String.join(",", packages)));
        if (kind == Kind.FILES) {
            argv.add("--skip=check/qemu");
        }
        if (target != null) { // an image; what only lends its tools may be as fat as it likes, and a JDK needs its man
            // pages
            LEFT_OUT.forEach(rule -> argv.add("--dpkgopt=" + rule));
        }
        argv.add("--aptopt=Acquire::Retries \"3\"");
        Path settings = context.apt().file();
        if (settings != null) {
            argv.add("--setup-hook=copy-in " + quoted(settings) + " /etc/apt/apt.conf.d");
        }
        earlyHooks.forEach(hook -> argv.add("--essential-hook=" + hook));
        hooks.forEach(hook -> argv.add(kind.lastHook + hook));
        if (settings != null) { // of the build, not of the hosts; and it may hold a password
            argv.add(kind.lastHook + "rm \"$1\"/etc/apt/apt.conf.d/" + AptSettings.NAME);
        }
        argv.add(archive.suite());
        argv.add(target == null ? "-" : target.toString());
        argv.addAll(archive.sources());
        return context.dated(argv).withLimit(Duration.ofMinutes(40));
    }

    /** A path for the hooks of mmdebstrap's own, which are split at blanks unless they are quoted. */
    static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
