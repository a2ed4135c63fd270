package org.domzero.installer.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.domzero.bootloader.efi.XenCfg;
import org.domzero.toolkit.Sha256;

/**
 * What a slot's entry is to boot.
 *
 * @param kernelRelease as {@code uname -r} will say it
 * @param xenVersion as in the names of Debian's files
 * @param options with the slot's root file system
 * @param files of a generation, apart from what describes it
 * @param modules releases of the kernels whose modules the slot has: others cannot run in it
 */
public record SlotContent(
        Slot slot,
        String kernelRelease,
        String xenVersion,
        CommandLines options,
        List<NewFile> files,
        Set<String> modules) {
    public SlotContent {
        files = List.copyOf(files);
        modules = Set.copyOf(modules);
    }

    /** A file where it is now, with what it has to be. */
    public record Origin(String path, long size, Sha256 sha256) {}

    /** From files that are taken as they are. */
    public static SlotContent of(
            Slot slot,
            String kernelRelease,
            String xenVersion,
            CommandLines options,
            Origin kernel,
            Origin initrd,
            Origin xen,
            Origin xenEfi) {
        return of(
                slot,
                kernelRelease,
                xenVersion,
                options,
                List.of(
                        copied(BootFile.KERNEL, kernel),
                        copied(BootFile.INITRD, initrd),
                        copied(BootFile.XEN, xen),
                        copied(BootFile.XEN_EFI, xenEfi)),
                Set.of(kernelRelease));
    }

    static SlotContent of(
            Slot slot,
            String kernelRelease,
            String xenVersion,
            CommandLines options,
            List<NewFile> programs,
            Set<String> modules) {
        List<NewFile> files = new ArrayList<>(programs);
        files.add(NewFile.text(
                BootFile.XEN_CFG, XenCfg.domzero(options.xen(), options.linux()).render()));
        return new SlotContent(slot, kernelRelease, xenVersion, options, files, modules);
    }

    private static NewFile copied(String name, Origin origin) {
        return new NewFile(new BootFile(name, origin.size(), origin.sha256()), new FileSource.Copied(origin.path()));
    }

    Generation generation(int number) {
        return new Generation(
                number,
                kernelRelease,
                xenVersion,
                options,
                files.stream().map(NewFile::file).toList());
    }

    /** Whether a generation's kernel can run in the slot. */
    Predicate<Generation> runs() {
        return generation -> modules.contains(generation.kernelRelease());
    }
}
