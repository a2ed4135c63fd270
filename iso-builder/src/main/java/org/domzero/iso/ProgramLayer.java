package org.domzero.iso;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code 20-domzero.squashfs}: the program, the Java runtime it runs on, and what calls it: dpkg and update-initramfs
 * when there is another kernel or Xen, systemd when the host starts and ends.
 */
final class ProgramLayer {
    /**
     * What the program uses of Java. {@code jdk.crypto.ec} is loaded by name only, for TLS: tools that look at
     * references miss it.
     */
    static final List<String> RUNTIME_MODULES = List.of(
            "java.base", "java.logging", "java.management", "java.net.http", "jdk.unsupported", "jdk.crypto.ec");

    /** Where the program is, without the leading slash. */
    static final String HOME = "usr/lib/domzero/";

    static final String JAVA = "/" + HOME + "runtime/bin/java";
    /** The classes as the runtime has them in memory: {@link ClassArchive}. */
    static final String CLASS_ARCHIVE = HOME + "domzero.jsa";

    /**
     * One process, a small heap: a dom0 has 752 MiB, the live system 1 GiB for everything. A run is short, and most of
     * what it does it does once, so only what is called ten times as often as usual is compiled. What Java itself has
     * to say goes to standard error: standard output may be JSON.
     */
    static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=10",
            "-XX:-UsePerfData",
            "-Xmx160m",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr");

    /**
     * What {@code domzero p2v} has beside them where the processor has instructions for AES: only C2 compiles to them, which
     * are ten times as fast, and it has to come to that at once.
     */
    static final List<String> CLONING_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=4",
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.1");

    private static final String UNITS = "usr/lib/systemd/system/";
    private static final String ISCSI_RULES = "68-domzero-iscsi.rules";
    private static final String REPOSITORIES = "domzero-repositories.service";
    private static final String MAIN = "org.domzero.cli.Domzero";

    private ProgramLayer() {}

    /**
     * @param tools with the runtime, linked from {@link #RUNTIME_MODULES}
     * @param jars the program's own jars and those it uses
     * @param classes the class archive made of these; null while it is being made
     * @param completion a script for bash
     */
    static Layer layer(MediumTools tools, List<Path> jars, @Nullable Path classes, String completion) {
        List<Layer.Entry> entries = new ArrayList<>();
        entries.add(new Layer.Copied(HOME + "runtime", tools.runtime()));
        entries.add(new Layer.Copied(HOME + "guest-bios", tools.guestBios()));
        for (Path jar : sorted(jars)) {
            entries.add(new Layer.Copied(HOME + "lib/" + jar.getFileName(), jar));
        }
        if (classes != null) {
            entries.add(new Layer.Copied(CLASS_ARCHIVE, classes));
        }
        entries.add(new Layer.TextFile("usr/bin/domzero", launcher(jars), true));
        entries.add(new Layer.TextFile(HOME + "boot-in-step", Resource.text("program/boot-in-step"), true));
        entries.add(new Layer.TextFile(HOME + "guest-kernel", Resource.text("program/guest-kernel"), true));
        entries.add(new Layer.TextFile("etc/dpkg/dpkg.cfg.d/domzero", Resource.text("program/dpkg.cfg"), false));
        entries.add(new Layer.TextFile(
                "etc/initramfs/post-update.d/zz-domzero", Resource.text("program/initramfs-post-update"), true));
        entries.add(new Layer.TextFile(UNITS + REPOSITORIES, Resource.text("program/" + REPOSITORIES), false));
        entries.add(new Layer.Link(
                "etc/systemd/system/multi-user.target.wants/" + REPOSITORIES, "/" + UNITS + REPOSITORIES));
        entries.add(new Layer.TextFile(
                "usr/lib/udev/rules.d/" + ISCSI_RULES, Resource.text("program/" + ISCSI_RULES), false));
        entries.add(new Layer.TextFile("usr/share/bash-completion/completions/domzero", completion, false));
        return new Layer(entries);
    }

    /**
     * What follows the path of Java when the program is started. The class path names each jar: it has to begin with
     * the one that the class archive was made with.
     */
    static List<String> arguments(List<Path> jars) {
        List<String> arguments = new ArrayList<>(OPTIONS);
        arguments.addAll(program(jars));
        return arguments;
    }

    private static List<String> program(List<Path> jars) {
        List<String> arguments = new ArrayList<>();
        arguments.add("-Ddomzero.home=/" + HOME.substring(0, HOME.length() - 1));
        arguments.add("-cp");
        arguments.add(sorted(jars).stream()
                .map(jar -> "/" + HOME + "lib/" + jar.getFileName())
                .collect(Collectors.joining(":")));
        arguments.add(MAIN);
        return arguments;
    }

    /** An archive that does not fit only makes the start slower. */
    private static String launcher(List<Path> jars) {
        String java = JAVA + " -XX:SharedArchiveFile=/" + CLASS_ARCHIVE + " -Xshare:auto " + String.join(" ", OPTIONS);
        return Resource.text("program/domzero")
                .replace("@cloning@", String.join(" ", CLONING_OPTIONS))
                .replace("@java@", java)
                .replace("@main@", String.join(" ", program(jars)));
    }

    static List<Path> sorted(List<Path> jars) {
        return jars.stream().sorted().toList();
    }
}
