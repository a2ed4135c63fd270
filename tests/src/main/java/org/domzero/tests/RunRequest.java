package org.domzero.tests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.domzero.toolkit.UserError;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param only names of single scenarios
 * @param list only tell what there is
 */
record RunRequest(
        boolean all,
        boolean gate,
        List<String> only,
        boolean list,
        @Nullable Path iso,
        Path work) {
    static final String USAGE = "use --list, or --iso PATH with --gate, --all or --only NAME (again for more), and"
            + " optionally --work DIR";

    static RunRequest parse(List<String> arguments) {
        boolean all = false;
        boolean gate = false;
        boolean list = false;
        List<String> only = new ArrayList<>();
        Path iso = null;
        Path work = Path.of("target", "check");
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            switch (option) {
                case "--all" -> all = true;
                case "--gate" -> gate = true;
                case "--list" -> list = true;
                case "--only" -> only.add(value(arguments, ++i));
                case "--iso" -> iso = Path.of(value(arguments, ++i));
                case "--work" -> work = Path.of(value(arguments, ++i));
                default -> throw UserError.usage("\"" + option + "\" is no option here", USAGE);
            }
        }
        if (!list && !all && !gate && only.isEmpty()) {
            throw UserError.usage("no scenario was asked for", USAGE);
        }
        return new RunRequest(all, gate, List.copyOf(only), list, iso, work);
    }

    private static String value(List<String> arguments, int index) {
        if (index == arguments.size()) {
            throw UserError.usage(arguments.get(index - 1) + " needs a value", USAGE);
        }
        return arguments.get(index);
    }
}
