package org.domzero.installer.install;

import java.util.Optional;

/** The options Linux was started with, as {@code /proc/cmdline} has them. */
public record KernelCommandLine(String text) {
    /** The value of the last option {@code name=…}; empty when there is none, or it has no value. */
    public Optional<String> value(String name) {
        Optional<String> found = Optional.empty();
        for (String option : text.strip().split("\\s+")) {
            if (option.startsWith(name + "=") && option.length() > name.length() + 1) {
                found = Optional.of(option.substring(name.length() + 1));
            }
        }
        return found;
    }
}
