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
    /** What GRUB has inside: that of the medium, and that of hvm guests. */
    private static final List<String> CONFIGS = List.of("grub-early.cfg", "guest-bios.cfg");

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

    /** GRUB for the boot tracks of hvm guests: boot.img and core.img. */
    Path guestBios() {
        return directory.resolve("guest-bios");
    }

    /** What the live system has of mdadm: its program, and the rules by which udev tells what is on an array. */
    Path mdadm() {
        return directory.resolve("live");
    }

    Path xenEfi() {
        return directory.resolve("xen.efi");
    }

    static MediumTools build(ImageCache cache, BuildContext context, Dom0Image dom0) throws IOException {
        List<String> packages = Resource.list("tools-packages.txt");
        String script = Resource.text("tools.sh");
        List<String> ingredients = new ArrayList<>(packages);
        ingredients.add(script);
        CONFIGS.forEach(config -> ingredients.add(text(config)));
        ingredients.add(Sha256.ofFile(dom0.xenEfi()).hex());
        ingredients.addAll(ProgramLayer.RUNTIME_MODULES);
        ingredients.addAll(context.archive().sources());
        ingredients.addAll(context.releases().ingredients());
        Path directory = cache.get("tools", ingredients, making -> make(making, packages, script, context, dom0));
        return new MediumTools(directory);
    }

    private static String text(String config) {
        return Resource.text("boot/" + config);
    }

    private static void make(Path making, List<String> packages, String text, BuildContext context, Dom0Image dom0)
            throws IOException {
        context.effects().progress().info("medium: linking the Java runtime, making the boot loaders");
        List<String> hooks =
                new ArrayList<>(List.of("mkdir \"$1\"/in", "copy-in " + Bootstrap.quoted(dom0.xenEfi()) + " /in"));
        List<Path> files = new ArrayList<>();
        for (String config : CONFIGS) {
            Path file = Files.writeString(making.resolve(config), text(config));
            files.add(file);
            hooks.add("copy-in " + Bootstrap.quoted(file) + " /in");
        }
        hooks.add("modules=" + String.join(",", ProgramLayer.RUNTIME_MODULES) + "\n" + text);
        hooks.add("sync-out /out " + Bootstrap.quoted(making));
        context.bootstrap(new Bootstrap(context.archive(), packages, List.of(), hooks, null), List.of(), making);
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
