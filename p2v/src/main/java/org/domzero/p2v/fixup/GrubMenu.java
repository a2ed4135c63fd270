package org.domzero.p2v.fixup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.p2v.text.Lines;

/** A menu of GRUB Legacy, changed line by line for a guest; comments and what starts other systems stay. */
final class GrubMenu {
    private static final Pattern COMMAND = Pattern.compile("([ \\t]*)([A-Za-z]+)([ \\t]*=[ \\t]*|[ \\t]+)(.*)");
    private static final Pattern FILE = Pattern.compile("(\\([^)]*\\))?(/.*)");
    /** In comments, update-grub of Debian reads by what to make the menu anew. */
    private static final Pattern KERNEL_OPTIONS = Pattern.compile("(# kopt(?:_[A-Za-z0-9_]+)?=)(.*)");

    private static final Pattern GRUB_ROOT = Pattern.compile("(# groot=).*");

    private final GuestTarget target;
    private final KernelArguments arguments;
    private final List<String> kernels = new ArrayList<>();
    private boolean underXen;
    private boolean kernelSeen;

    private GrubMenu(GuestTarget target, KernelArguments arguments) {
        this.target = target;
        this.arguments = arguments;
    }

    /**
     * A menu after its change.
     *
     * @param kernels for each entry the path of its kernel; empty where it starts something else
     */
    record Edited(Lines lines, List<String> kernels) {
        Edited {
            kernels = List.copyOf(kernels);
        }
    }

    static Edited edited(String text, GuestTarget target, KernelArguments arguments) {
        GrubMenu menu = new GrubMenu(target, arguments);
        Lines lines = Lines.of(text).flatMapped(menu::line);
        return new Edited(lines, menu.kernels);
    }

    private List<String> line(String line) {
        Matcher options = KERNEL_OPTIONS.matcher(line);
        if (options.matches()) {
            return List.of(options.group(1) + arguments.edited(options.group(2)));
        }
        Matcher root = GRUB_ROOT.matcher(line);
        if (root.matches()) {
            return List.of(root.group(1) + target.grubRoot());
        }
        Matcher command = COMMAND.matcher(line);
        return command.matches()
                ? command(line, command.group(1), command.group(2), command.group(3), command.group(4))
                : List.of(line);
    }

    private List<String> command(String line, String indent, String word, String blank, String rest) {
        switch (word) {
            case "title" -> {
                kernels.add("");
                underXen = false;
                kernelSeen = false;
                return List.of(line);
            }
            case "root", "uuid" -> {
                return List.of(indent + "root" + (word.equals("root") ? blank : " ") + target.grubRoot());
            }
            case "splashimage", "gfxmenu" -> {
                return List.of(indent + word + blank + file(rest));
            }
            case "kernel" -> {
                return kernel(indent + word + blank, rest);
            }
            case "module", "modulenounzip" -> {
                return List.of(module(indent, word, blank, rest));
            }
            case "initrd" -> {
                return List.of(indent + word + blank + file(rest));
            }
            default -> {
                return List.of(line);
            }
        }
    }

    private List<String> kernel(String before, String rest) {
        if (!options(rest).isEmpty() || !isHypervisor(rest)) {
            return List.of(before + started(rest));
        }
        underXen = true;
        // The kernel of a Xen host starts as a guest without the hypervisor that it ran on.
        return target.isParavirtual() ? List.of() : List.of(before + file(rest));
    }

    private String module(String indent, String word, String blank, String rest) {
        if (!underXen || !target.isParavirtual()) {
            return indent + word + blank + file(rest);
        }
        if (kernelSeen) {
            return indent + "initrd" + blank + file(rest);
        }
        return indent + "kernel" + blank + started(rest);
    }

    private String started(String rest) {
        kernelSeen = true;
        String options = options(rest);
        String[] parts = rest.substring(options.length()).split("[ \\t]+", 2);
        String path = file(parts[0]);
        if (!kernels.isEmpty()) {
            kernels.set(kernels.size() - 1, path.replaceFirst("^\\([^)]*\\)", ""));
        }
        return options + path + " " + arguments.edited(parts.length > 1 ? parts[1] : "");
    }

    /** What GRUB itself is told before a kernel: {@code --no-mem-option}. */
    private static String options(String rest) {
        Matcher matcher = Pattern.compile("(--[^ \\t]+[ \\t]+)*").matcher(rest);
        return matcher.lookingAt() ? matcher.group() : "";
    }

    static boolean isHypervisor(String rest) {
        return rest.matches("(\\([^)]*\\))?(/boot)?/xen[^/ \\t]*\\.?gz.*");
    }

    /** A file by its path in the guest's one file system. */
    private String file(String rest) {
        Matcher matcher = FILE.matcher(rest);
        if (!matcher.matches()) {
            return rest;
        }
        String device = matcher.group(1) == null ? "" : target.grubRoot();
        String path = matcher.group(2);
        return device + (target.merges("/boot") && !path.startsWith("/boot/") ? "/boot" + path : path);
    }
}
