package org.domzero.toolkit.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that will happen to a machine, in order, decided beforehand. Made by pure code, printed by {@code --plan},
 * compared in tests, carried out by {@link PlanRunner}.
 *
 * @param title what it is for: "install xen01 on /dev/sda"
 */
public record Plan(String title, List<Phase> phases) {
    public Plan {
        phases = List.copyOf(phases);
    }

    public Stream<Action> actions() {
        return phases.stream().flatMap(Phase::all);
    }

    /**
     * The plan for people: phases as headings, one line an action, {@code !} before those that destroy something. What
     * goes on meanwhile follows, further to the right.
     */
    public String render() {
        StringBuilder text = new StringBuilder(title).append('\n');
        for (Phase phase : phases) {
            text.append('\n').append(phase.title()).append('\n');
            phase.actions().forEach(action -> append(text, "  ", action));
            if (!phase.meanwhile().isEmpty()) {
                text.append("  meanwhile\n");
                phase.meanwhile().forEach(action -> append(text, "    ", action));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String indent, Action action) {
        text.append(indent)
                .append(action.destructive() ? "! " : "- ")
                .append(action.summary().replace("\n", "\n    " + indent))
                .append('\n');
    }
}
