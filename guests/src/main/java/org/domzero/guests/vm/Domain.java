package org.domzero.guests.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;

/**
 * A domain that Xen runs, as {@code xl list} tells it.
 *
 * @param state xl's six letters: running, blocked, paused, shutdown, crashed, dying
 */
record Domain(String name, int id, ByteSize memory, int vcpus, String state) {
    static final Command LIST = Command.of("xl", "list");

    private static final Pattern LINE =
            Pattern.compile("(.+?)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+([a-z-]{6})\\s+[\\d.]+\\s*");

    /** Without dom0; a domain that is being taken down has no name for a moment, and is left out too. */
    static List<Domain> parse(String list) {
        List<Domain> domains = new ArrayList<>();
        for (String line : list.lines().skip(1).toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()
                    && !matcher.group(2).equals("0")
                    && !matcher.group(1).equals("(null)")) {
                domains.add(new Domain(
                        matcher.group(1),
                        Integer.parseInt(matcher.group(2)),
                        ByteSize.mebibytes(Long.parseLong(matcher.group(3))),
                        Integer.parseInt(matcher.group(4)),
                        matcher.group(5)));
            }
        }
        return domains;
    }

    /** In a word. */
    String word() {
        if (state.contains("c")) {
            return "crashed";
        }
        if (state.contains("p")) {
            return "paused";
        }
        return state.contains("s") || state.contains("d") ? "ending" : "running";
    }
}
