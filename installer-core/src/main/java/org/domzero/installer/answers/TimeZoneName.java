package org.domzero.installer.answers;

import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Time zones by their names in the tz database. */
final class TimeZoneName {
    /** The areas of the database; its old names outside them, such as {@code EST5EDT}, are not always installed. */
    private static final Set<String> AREAS = Set.of(
            "Africa",
            "America",
            "Antarctica",
            "Arctic",
            "Asia",
            "Atlantic",
            "Australia",
            "Europe",
            "Indian",
            "Pacific",
            "Etc");

    private TimeZoneName() {}

    static ZoneId parse(String name) {
        if (!isArea(name) || !ZoneId.getAvailableZoneIds().contains(name)) {
            String nearest = nearest(name);
            throw new WrongValue(
                    name,
                    "is not a time zone such as \"Europe/Berlin\"",
                    nearest == null ? null : "did you mean \"" + nearest + "\"?");
        }
        return ZoneId.of(name);
    }

    private static boolean isArea(String name) {
        return name.indexOf('/') > 0 && AREAS.contains(name.substring(0, name.indexOf('/')));
    }

    private static @Nullable String nearest(String name) {
        TreeSet<String> known = ZoneId.getAvailableZoneIds().stream()
                .filter(TimeZoneName::isArea)
                .collect(Collectors.toCollection(TreeSet::new));
        String city = name.strip().replace(' ', '_');
        return known.stream()
                .filter(zone -> zone.substring(zone.lastIndexOf('/') + 1).equalsIgnoreCase(city))
                .findFirst()
                .orElseGet(() -> Suggestion.nearest(name, known));
    }
}
