package org.domzero.iso;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code 20-domzero.squashfs}: the program, the Java runtime it runs on, and what makes dpkg and update-initramfs call
 * it when there is another kernel or Xen.
 */
final class ProgramLayer {
    /**
     * What the program uses of Java. {@code jdk.crypto.ec} is loaded by name only, for TLS: tools that look at
     * references miss it.
     */
    static final List<String> RUNTIME_MODULES = List.of(
            "java.base", "java.logging", "java.management", "java.net.http", "jdk.unsupported", "jdk.crypto.ec");

    private static final String HOME = "usr/lib/domzero/";

    private ProgramLayer() {}

    /**
     * @param runtime a directory linked from {@link #RUNTIME_MODULES}
     * @param jars the program's own jars and those it uses
     * @param completion a script for bash
     */
    static Layer layer(Path runtime, List<Path> jars, String completion) {
        List<Layer.Entry> entries = new ArrayList<>();
        entries.add(new Layer.Copied(HOME + "runtime", runtime));
        for (Path jar : jars.stream().sorted().toList()) {
            entries.add(new Layer.Copied(HOME + "lib/" + jar.getFileName(), jar));
        }
        entries.add(new Layer.TextFile("usr/bin/domzero", Resource.text("program/domzero"), true));
        entries.add(new Layer.TextFile(HOME + "boot-in-step", Resource.text("program/boot-in-step"), true));
        entries.add(new Layer.TextFile("etc/dpkg/dpkg.cfg.d/domzero", Resource.text("program/dpkg.cfg"), false));
        entries.add(new Layer.TextFile(
                "etc/initramfs/post-update.d/zz-domzero", Resource.text("program/initramfs-post-update"), true));
        entries.add(new Layer.TextFile("usr/share/bash-completion/completions/domzero", completion, false));
        return new Layer(entries);
    }
}
