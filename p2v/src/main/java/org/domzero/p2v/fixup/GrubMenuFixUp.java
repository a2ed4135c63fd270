package org.domzero.p2v.fixup;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.domzero.p2v.root.GuestRoot;
import org.domzero.p2v.system.Answer;
import org.domzero.p2v.system.Kernel;
import org.domzero.p2v.text.Lines;

/** Makes the menu of GRUB Legacy the guest's: its paths, its root and console, and a kernel that starts there. */
record GrubMenuFixUp() implements FixUp {
    private static final Pattern DEFAULT = Pattern.compile("([ \\t]*default[ \\t=]+)(\\S+)[ \\t]*");

    @Override
    public String name() {
        return "grub-menu";
    }

    @Override
    public String description() {
        return "Makes the menu of GRUB Legacy start a kernel of the guest with the guest's root and console.";
    }

    @Override
    public FixUpReport apply(GuestRoot root, GuestTarget target) {
        Changes changes = new Changes(root);
        BootFiles files = BootFiles.of(root);
        if (!files.menus().isEmpty() && !files.grub2()) {
            files.configs().forEach(config -> changes.remove(config, "the host would read it before the menu"));
            BootKernels kernels = BootKernels.of(root, target);
            KernelArguments arguments = KernelArguments.of(root, target);
            for (String menu : files.menus()) {
                // The second is as a rule a link to the first, and finds all done.
                String text = root.text(menu).orElse("");
                boolean first = menu.equals(files.menus().get(0));
                changes.write(
                        menu,
                        edited(text, target, arguments, kernels, first ? changes : new Changes(root)),
                        "starts from " + target.grubRoot() + " with root=" + target.root());
            }
        }
        return changes.report();
    }

    private static String edited(
            String text, GuestTarget target, KernelArguments arguments, BootKernels kernels, Changes changes) {
        GrubMenu.Edited menu = GrubMenu.edited(text, target, arguments);
        int present = MenuDefault.index(menu.lines());
        Optional<Kernel> started = kernel(menu, present, kernels);
        List<Kernel> suitable = kernels.suitable();
        if (suitable.isEmpty()) {
            changes.warn(kernels.none());
            return menu.lines().text();
        }
        if (started.filter(suitable::contains).isPresent()) {
            kernels.check(started.get(), changes);
            return menu.lines().text();
        }
        OptionalInt best = best(menu, kernels, suitable);
        if (best.isPresent()) {
            kernel(menu, best.getAsInt(), kernels).ifPresent(kernel -> kernels.check(kernel, changes));
            return withDefault(menu.lines(), best.getAsInt()).text();
        }
        Kernel kernel = suitable.get(0);
        kernels.check(kernel, changes);
        Lines longer = menu.lines();
        for (String line : MenuEntries.legacy("Linux " + kernel.version(), kernel, target, arguments.edited("ro"))) {
            longer = longer.appended(line);
        }
        return withDefault(longer, menu.kernels().size()).text();
    }

    private static Optional<Kernel> kernel(GrubMenu.Edited menu, int index, BootKernels kernels) {
        return index < menu.kernels().size() ? kernels.at(menu.kernels().get(index)) : Optional.empty();
    }

    /** The entry of the best kernel that has one; of several entries, the first: others are for repairs. */
    private static OptionalInt best(GrubMenu.Edited menu, BootKernels kernels, List<Kernel> suitable) {
        return suitable.stream()
                .filter(kernel -> kernels.starts(kernel) != Answer.NO)
                .flatMapToInt(kernel -> IntStream.range(0, menu.kernels().size())
                        .filter(index -> menu.kernels().get(index).equals(kernel.path())))
                .findFirst();
    }

    private static Lines withDefault(Lines lines, int index) {
        boolean there =
                lines.contents().stream().anyMatch(line -> DEFAULT.matcher(line).matches());
        return there
                ? lines.mapped(line -> {
                    Matcher matcher = DEFAULT.matcher(line);
                    return matcher.matches() ? matcher.group(1) + index : line;
                })
                : lines.inserted(0, List.of("default " + index));
    }
}
