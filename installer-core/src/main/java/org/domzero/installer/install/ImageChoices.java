package org.domzero.installer.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.domzero.installer.answers.Keymap;
import org.domzero.installer.answers.ParsedAnswers;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/**
 * Answers that name something the host's image has, or has not. The live system is the same image, so its files tell;
 * what they do not tell is let pass.
 */
final class ImageChoices {
    private static final String TIME_ZONES = "/usr/share/zoneinfo";

    private ImageChoices() {}

    /** @throws UserError of {@link ExitCode#USAGE} naming everything that the host would not have */
    static void check(ParsedAnswers parsed, Effects effects) {
        List<Problem> problems = new ArrayList<>();
        timeZone(parsed, effects.resolve(TIME_ZONES)).ifPresent(problems::add);
        keymap(parsed, effects.resolve(Keymaps.LIST)).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw new UserError(ExitCode.USAGE, problems);
        }
    }

    /** Java knows old names that a system need not have. */
    private static Optional<Problem> timeZone(ParsedAnswers parsed, Path zones) {
        ZoneId zone = parsed.answers().host().timezone();
        if (!Files.isDirectory(zones) || Files.exists(zones.resolve(zone.getId()))) {
            return Optional.empty();
        }
        String hint = sameTime(zone, zones)
                .map(other -> "did you mean \"" + other + "\"?")
                .orElse("'timedatectl list-timezones' lists those that it has");
        return Optional.of(new Problem(
                parsed.places().get("host.timezone"),
                "host.timezone: \"" + zone + "\" is not among the time zones that the host will have",
                hint));
    }

    /** A zone that the system has, with the same rules; best one in the same area of the world. */
    private static Optional<String> sameTime(ZoneId zone, Path zones) {
        String area = zone.getId().replaceFirst("/.*", "/");
        return ZoneId.getAvailableZoneIds().stream()
                .filter(other -> other.indexOf('/') > 0 && Files.exists(zones.resolve(other)))
                .filter(other -> ZoneId.of(other).getRules().equals(zone.getRules()))
                .min(Comparator.comparing((String other) -> !other.startsWith(area))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static Optional<Problem> keymap(ParsedAnswers parsed, Path list) {
        Keymap keymap = parsed.answers().host().keymap();
        Keymaps known;
        try {
            // Only names decide: no odd byte of a description must keep an install from going on.
            known = Keymaps.parse(new String(Files.readAllBytes(list), StandardCharsets.UTF_8));
        } catch (IOException notThere) {
            return Optional.empty();
        }
        if (known.layouts().isEmpty() || known.has(keymap)) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                parsed.places().get("host.keymap"),
                "host.keymap: \"" + keymap + "\" is not among the keyboard layouts that the host will have",
                known.hint(keymap)));
    }
}
