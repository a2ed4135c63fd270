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
        return phases.stream().flatMap(phase -> phase.actions().stream());
    }

    /** The plan for people: phases as headings, one line an action, {@code !} before those that destroy something. */
    public String render() {
        StringBuilder text = new StringBuilder(title).append('\n');
        for (Phase phase : phases) {
            text.append('\n').append(phase.title()).append('\n');
            for (Action action : phase.actions()) {
                text.append(action.destructive() ? "  ! " : "  - ")
                        .append(action.summary().replace("\n", "\n      "))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
