package org.domzero.iso;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.Sha256;

/**
 * What the medium needs beside dom0, made with tools of the dom0's own suite: the Java runtime, the medium's boot
 * loaders, {@code xen.efi} without its debug data. A directory of the cache.
 */
record MediumTools(Path directory) {
    Path runtime() {
        return directory.resolve("runtime");
    }

    /** What the runtime needs of a system, a shell and {@code openssl}: by their paths there. */
    Path base() {
        return directory.resolve("base");
    }

    /** ISOLINUX, its modules and the MBR for a USB stick. */
    Path isolinux() {
        return directory.resolve("isolinux");
    }

    /** GRUB for UEFI, which looks for its menu on the ISO file system. */
    Path bootx64() {
        return directory.resolve("bootx64.efi");
    }

    Path xenEfi() {
        return directory.resolve("xen.efi");
    }

    static MediumTools build(ImageCache cache, BuildContext context, Dom0Image dom0) throws IOException {
        List<String> packages = Resource.list("tools-packages.txt");
        String script = Resource.text("tools.sh");
        String early = Resource.text("boot/grub-early.cfg");
        List<String> ingredients = new ArrayList<>(packages);
        ingredients.addAll(List.of(script, early, Sha256.ofFile(dom0.xenEfi()).hex()));
        ingredients.addAll(ProgramLayer.RUNTIME_MODULES);
        ingredients.addAll(context.archive().sources());
        ingredients.addAll(context.releases().ingredients());
        Path directory =
                cache.get("tools", ingredients, making -> make(making, packages, script, early, context, dom0));
        return new MediumTools(directory);
    }

    private static void make(
            Path making, List<String> packages, String text, String early, BuildContext context, Dom0Image dom0)
            throws IOException {
        context.effects().progress().info("medium: linking the Java runtime, making the boot loaders");
        Path earlyConfig = making.resolve("grub-early.cfg");
        Files.writeString(earlyConfig, early);
        List<String> hooks = List.of(
                "mkdir \"$1\"/in",
                "copy-in " + Bootstrap.quoted(earlyConfig) + " " + Bootstrap.quoted(dom0.xenEfi()) + " /in",
                "modules=" + String.join(",", ProgramLayer.RUNTIME_MODULES) + "\n" + text,
                "sync-out /out " + Bootstrap.quoted(making));
        context.bootstrap(new Bootstrap(context.archive(), packages, List.of(), hooks, null), List.of(), making);
        Files.delete(earlyConfig);
    }
}
