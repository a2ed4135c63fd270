package org.domzero.installer.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options Linux was started with, as {@code /proc/cmdline} has them. */
public record KernelCommandLine(String text) {
    /** As the kernel parts them: at blanks, but not within double quotes. */
    private static final Pattern OPTION = Pattern.compile("(?:\"[^\"]*\"?|[^\\s\"])+");

    /** In their order. Those after {@code --}, which are for init, are not among them. */
    public List<String> options() {
        List<String> options = new ArrayList<>();
        Matcher matcher = OPTION.matcher(text);
        while (matcher.find() && !matcher.group().equals("--")) {
            options.add(matcher.group());
        }
        return options;
    }

    /** The value of the last option {@code name=…}; empty when there is none, or it has no value. */
    public Optional<String> value(String name) {
        return options().stream()
                .filter(option -> option.startsWith(name + "=") && option.length() > name.length() + 1)
                .map(option -> option.substring(name.length() + 1))
                .reduce((earlier, later) -> later);
    }
}
