package org.domzero.tests.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.Sha256;

/** What an old machine has on its disks. The programs of all of them are Debian's. */
public enum OldSystem {
    /** Debian itself. */
    DEBIAN("old-files.sh", "old-debian.sh", "systemd-sysv"),
    /** Debian 12 for 32-bit PCs, whose packages have to be installed yet. */
    DEBIAN_32("old-files.sh", "old-debian-i386.sh", ""),
    /**
     * As Red Hat laid systems out until RHEL 5, with its files of configuration, GRUB Legacy and init of System V. It stands
     * for them: there is nobody any more to install those from.
     */
    RED_HAT("red-hat-files.sh", "old-debian.sh", "sysvinit-core"),
    /** A distribution of which nothing is known, with a kernel that somebody has built. */
    NEBULA("nebula-files.sh", "old-debian.sh", "sysvinit-core");

    /** A whole Debian is downloaded and installed, where it is not in the cache. */
    private static final Duration BOOTSTRAP = Duration.ofMinutes(40);

    private final String files;
    private final String bootstrap;
    private final String init;

    /**
     * @param bootstrap a script that makes the tar, given its path and, if there is one, the init
     * @param init the package; empty where the script has its own
     */
    OldSystem(String files, String bootstrap, String init) {
        this.files = files;
        this.bootstrap = bootstrap;
        this.init = init;
    }

    /** Its files, without what makes them those of a machine: {@link #files} does. */
    public Path tar(CommandRunner commands) throws IOException {
        String script = script(bootstrap);
        String digest = Sha256.of((script + init).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, 16);
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "domzero");
        Path tar = cache.resolve("old-debian-" + digest + ".tar");
        if (!Files.exists(tar)) {
            Files.createDirectories(cache);
            Path making = cache.resolve("making-" + tar.getFileName());
            List<String> argv = new ArrayList<>(List.of("sh", "-c", script, bootstrap, making.toString()));
            if (!init.isEmpty()) {
                argv.add(init);
            }
            commands.run(Command.of(AsRoot.command(argv.toArray(new String[0]))).withLimit(BOOTSTRAP));
            Files.move(making, tar, StandardCopyOption.ATOMIC_MOVE);
        }
        return tar;
    }

    /** A script: {@code sh files TREE FSTAB BOOT_UUID ROOT}, with the tar on its standard input. */
    public String files() {
        return script(files) + "\n" + script("odd-files.sh");
    }

    static String script(String name) {
        try (InputStream in = Objects.requireNonNull(OldSystem.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
