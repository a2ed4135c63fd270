package org.domzero.p2v.fixup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.domzero.guests.vm.GuestType;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Distribution;
import org.domzero.p2v.system.Family;

/** A root with no more in it than a test puts there. */
record Sample(Path directory) {
    static final GuestTarget PV = target(GuestType.PV, "/dev/xvda", GuestConsole.HVC0, "/boot");
    static final GuestTarget HVM = target(GuestType.HVM, "/dev/sda1", GuestConsole.TTYS0, "/boot");

    static final Distribution RHEL5 = new Distribution(Family.RED_HAT, "rhel", "RHEL", "5.11");
    static final Distribution DEBIAN = new Distribution(Family.DEBIAN, "debian", "Debian", "11");
    static final Distribution OTHER = new Distribution(Family.OTHER, "", "", "");

    static GuestTarget target(GuestType type, String root, GuestConsole console, String... merged) {
        return new GuestTarget(type, root, "ext4", Optional.of("/dev/xvdb"), List.of(merged), console, "eth0");
    }

    Sample with(String path, String text) {
        try {
            Path file = directory.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Sample withProgram(String path) {
        with(path, "");
        try {
            Files.setPosixFilePermissions(
                    directory.resolve(path.substring(1)), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Sample withLink(String path, String target) {
        root().symlink(path, target);
        return this;
    }

    GuestRoot root() {
        return GuestRoot.of(directory);
    }

    String text(String path) {
        return root().text(path).orElseThrow();
    }

    FixUpReport apply(FixUp fixUp) {
        return fixUp.apply(root(), PV);
    }
}
