package org.domzero.tests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;

/** Which scenarios to run, in which order. */
final class Selection {
    private final Map<String, Scenario> providers = new HashMap<>();
    private final Set<Scenario> ordered = new LinkedHashSet<>();
    private final List<Scenario> pending = new ArrayList<>();

    private Selection(List<Scenario> known) {
        for (Scenario scenario : known) {
            for (String product : scenario.provides()) {
                Scenario other = providers.putIfAbsent(product, scenario);
                if (other != null) {
                    throw new IllegalStateException(
                            other.name() + " and " + scenario.name() + " both provide \"" + product + "\"");
                }
            }
        }
    }

    /**
     * Those asked for, and those that provide what they need, each after its providers, else in the order of
     * {@code known}.
     *
     * @throws UserError when a name is not known
     */
    static List<Scenario> of(RunRequest request, List<Scenario> known) {
        refuseUnknown(request.only(), known);
        Selection selection = new Selection(known);
        for (Scenario scenario : known) {
            boolean asked = request.all()
                    || (request.gate() && scenario.gate())
                    || request.only().contains(scenario.name());
            if (asked) {
                selection.add(scenario);
            }
        }
        if (selection.ordered.isEmpty()) {
            throw UserError.usage("there is no such scenario yet, so nothing would be checked", "see --list");
        }
        return List.copyOf(selection.ordered);
    }

    private static void refuseUnknown(List<String> names, List<Scenario> known) {
        Set<String> knownNames = known.stream().map(Scenario::name).collect(Collectors.toCollection(TreeSet::new));
        String hint = "the scenarios are " + String.join(", ", knownNames);
        List<Problem> problems = names.stream()
                .filter(name -> !knownNames.contains(name))
                .map(name -> Problem.of("there is no scenario \"" + name + "\"", hint))
                .toList();
        if (!problems.isEmpty()) {
            throw new UserError(ExitCode.USAGE, problems);
        }
    }

    private void add(Scenario scenario) {
        if (pending.contains(scenario)) {
            throw new IllegalStateException(scenario.name() + " needs what can only be there after it");
        }
        pending.add(scenario);
        for (String product : new TreeSet<>(scenario.needs())) {
            Scenario provider = providers.get(product);
            if (provider == null) {
                throw new IllegalStateException(scenario.name() + " needs \"" + product + "\", which nobody provides");
            }
            add(provider);
        }
        pending.remove(scenario);
        ordered.add(scenario);
    }
}
