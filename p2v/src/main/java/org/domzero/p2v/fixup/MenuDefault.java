package org.domzero.p2v.fixup;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.p2v.system.Kernel;
import org.domzero.p2v.system.SystemFiles;
import org.domzero.p2v.text.Lines;

/**
 * What a menu of GRUB Legacy starts when nobody chooses: somebody may have had reason to leave the newest kernel alone.
 *
 * @param path of the kernel as the menu has it, below {@code /boot} or below a partition that is mounted there
 * @param arguments what it is told; may be empty
 */
record MenuDefault(String path, String arguments) {
    private static final Pattern DEFAULT = Pattern.compile("[ \\t]*default[ \\t=]+(\\d{1,4})[ \\t]*");
    private static final Pattern TITLE = Pattern.compile("[ \\t]*title\\b.*");
    private static final Pattern KERNEL = Pattern.compile(
            "[ \\t]*(?:kernel|module|modulenounzip)[ \\t=]+(?:--\\S+[ \\t]+)*(?:\\([^)]*\\))?(/\\S*)[ \\t]*(.*?)[ \\t]*");

    /** Of the menu that is in force; empty where there is none, or where it starts something else. */
    static Optional<MenuDefault> of(SystemFiles files) {
        BootFiles boot = BootFiles.of(files);
        return boot.grub2() || boot.menus().isEmpty()
                ? Optional.empty()
                : files.text(boot.menus().get(0)).flatMap(text -> of(Lines.of(text)));
    }

    static Optional<MenuDefault> of(Lines menu) {
        int wanted = index(menu);
        int entry = -1;
        for (String line : menu.contents()) {
            Matcher kernel = KERNEL.matcher(line);
            if (TITLE.matcher(line).matches()) {
                entry++;
            } else if (entry == wanted && kernel.matches() && !GrubMenu.isHypervisor(kernel.group(1))) {
                return Optional.of(new MenuDefault(kernel.group(1), kernel.group(2)));
            }
        }
        return Optional.empty();
    }

    /** The number of its entry; GRUB takes the last word on it, and the first entry where there is none. */
    static int index(Lines menu) {
        List<Integer> numbers = menu.contents().stream()
                .map(DEFAULT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .toList();
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    boolean starts(Kernel kernel) {
        return kernel.path().equals(path) || kernel.path().equals("/boot" + path);
    }
}
