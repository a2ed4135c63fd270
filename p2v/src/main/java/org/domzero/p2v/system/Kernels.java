package org.domzero.p2v.system;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kernels of a system, the newest first. Those of rescue systems and crash dumps are left out. */
public final class Kernels {
    private static final Pattern KERNEL = Pattern.compile("(?:vmlinuz|kernel|bzImage)(?:-(.+))?");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+.*");
    private static final Pattern SPECIAL = Pattern.compile(".*(rescue|kdump|\\.old|memtest).*");

    private final SystemFiles files;
    private final List<String> boot;
    private final List<String> modules;

    private Kernels(SystemFiles files) {
        this.files = files;
        this.boot = files.list("/boot");
        this.modules = files.list("/lib/modules");
    }

    public static List<Kernel> of(SystemFiles files) {
        return new Kernels(files).all();
    }

    private List<Kernel> all() {
        List<Kernel> kernels = new ArrayList<>();
        List<Kernel> nameless = new ArrayList<>();
        for (String name : boot) {
            Matcher matcher = KERNEL.matcher(name);
            if (!matcher.matches() || SPECIAL.matcher(name).matches()) {
                continue;
            }
            String label = matcher.group(1) == null ? "" : matcher.group(1);
            Matcher version = VERSION.matcher(label);
            boolean versioned = version.find();
            (versioned ? kernels : nameless).add(kernel(name, label, versioned ? version.group() : ""));
        }
        // A name without version is as a rule a link to one that has it.
        List<Kernel> found = kernels.isEmpty() ? nameless : kernels;
        found.sort(
                Comparator.comparing(Kernel::version, Kernels::compareVersions).reversed());
        return List.copyOf(found);
    }

    private Kernel kernel(String name, String label, String version) {
        Optional<String> config = first(Stream.of(label.isEmpty() ? "config" : "config-" + label, "config-" + version)
                        .filter(boot::contains)
                        .map(file -> "/boot/" + file))
                .or(() -> Optional.of("/lib/modules/" + version + "/config")
                        .filter(path ->
                                modules.contains(version) && files.text(path).isPresent()));
        XenSupport xen = config.flatMap(files::text)
                .map(text -> XenSupport.ofConfig(text, version))
                .orElseGet(() -> XenSupport.ofVersion(version));
        return new Kernel("/boot/" + name, version, initrd(label), config, modules.contains(version), xen);
    }

    private Optional<String> initrd(String label) {
        Stream<String> names = label.isEmpty()
                ? Stream.of("initrd.img", "initrd", "initramfs", "initrd.gz")
                : Stream.of(
                        "initramfs-" + label + ".img",
                        "initrd-" + label + ".img",
                        "initrd.img-" + label,
                        "initrd-" + label,
                        "initramfs-" + label);
        return first(names.filter(boot::contains).map(file -> "/boot/" + file));
    }

    private static Optional<String> first(Stream<String> paths) {
        return paths.findFirst();
    }

    /** Number by number, so that 2.6.9 comes before 2.6.18. */
    public static int compareVersions(String left, String right) {
        List<String> lefts = parts(left);
        List<String> rights = parts(right);
        for (int i = 0; i < Math.min(lefts.size(), rights.size()); i++) {
            int order = compareParts(lefts.get(i), rights.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(lefts.size(), rights.size());
    }

    private static List<String> parts(String version) {
        return Stream.of(version.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)|[.\\-_]"))
                .filter(part -> !part.isEmpty() && !part.matches("[.\\-_]+"))
                .toList();
    }

    private static int compareParts(String left, String right) {
        boolean leftNumber = Character.isDigit(left.charAt(0));
        boolean rightNumber = Character.isDigit(right.charAt(0));
        if (leftNumber != rightNumber) {
            return leftNumber ? 1 : -1;
        }
        if (!leftNumber) {
            return left.compareTo(right);
        }
        String first = left.replaceFirst("^0+(?=.)", "");
        String second = right.replaceFirst("^0+(?=.)", "");
        int order = Integer.compare(first.length(), second.length());
        return order != 0 ? order : first.compareTo(second);
    }
}
