package org.domzero.installer.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.domzero.installer.medium.MediumManifest;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.CommandRunner;
import org.domzero.toolkit.ShownUrl;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/** Where the answers of a run can come from, the first place before all others. */
public final class AnswersSearch {
    /** Kernel option that names an answer file: an absolute path, or a URL. */
    public static final String OPTION = "domzero.answers";

    /** Ways to give answers to a medium that has none, for a hint. */
    public static final String WAYS = "put them into the ISO with 'domzero iso customize', name a file or a URL with "
            + OPTION + "= on the kernel command line, or plug in a volume labelled " + AnswersVolume.LABEL + " with "
            + AnswersVolume.FILE + " on it";

    private final List<AnswersPlace> places;
    private final Path medium;

    private AnswersSearch(List<AnswersPlace> places, Path medium) {
        this.places = List.copyOf(places);
        this.medium = medium;
    }

    /**
     * In this order: the file named by the caller, {@code domzero.answers=} on the kernel command line, the file
     * embedded in the medium, the volume labelled {@value AnswersVolume#LABEL}. Only looks whether they are there.
     *
     * @param root what {@code /dev} is under
     * @throws UserError when one is named that cannot be: going on with another would be a surprise
     */
    public static AnswersSearch of(@Nullable Path named, KernelCommandLine commandLine, Path medium, Path root) {
        List<AnswersPlace> places = new ArrayList<>();
        if (named != null) {
            places.add(readable(named, "given with --answers"));
        }
        Optional<String> option = commandLine.value(OPTION);
        if (option.isPresent()) {
            String why = "named by " + OPTION + "= on the kernel command line";
            places.add(
                    places.isEmpty()
                            ? named(option.get(), why)
                            : new AnswersPlace.Unused(ShownUrl.of(option.get()), why));
        }
        Path embedded = medium.resolve(MediumManifest.ANSWERS_PATH);
        if (Files.exists(embedded)) {
            places.add(new AnswersPlace.InFile(embedded, "embedded in the installation medium"));
        }
        if (Files.exists(root.resolve(AnswersVolume.LINK.substring(1)), LinkOption.NOFOLLOW_LINKS)) {
            places.add(new AnswersPlace.OnVolume());
        }
        return new AnswersSearch(places, medium);
    }

    /** As {@link #of}; where there is nothing yet, a stick is given some time to appear. */
    public static AnswersSearch patient(
            @Nullable Path named, KernelCommandLine commandLine, Path medium, Path root, CommandRunner commands) {
        AnswersSearch atOnce = of(named, commandLine, medium, root);
        if (!atOnce.isEmpty()) {
            return atOnce;
        }
        awaitVolume(commands);
        return of(named, commandLine, medium, root);
    }

    /** Gives a stick that the kernel is still getting to know some time to appear; ends when it does. */
    static void awaitVolume(CommandRunner commands) {
        commands.tryRun(Command.of("udevadm", "settle", "--timeout=60"));
        commands.tryRun(
                Command.of("udevadm", "wait", "--timeout=5", AnswersVolume.LINK).withLimit(Duration.ofSeconds(30)));
    }

    public boolean isEmpty() {
        return places.isEmpty();
    }

    /**
     * Gets the answers from the first place, and says so.
     *
     * @return empty when there is no place, or the last one turns out to hold none
     * @throws UserError when they cannot be had
     */
    public Optional<AnswersSource> get(Effects effects) {
        if (places.isEmpty()) {
            return Optional.empty();
        }
        AnswersPlace first = places.get(0);
        for (AnswersPlace other : places.subList(1, places.size())) {
            effects.progress().info("answers: not used: " + other.describe() + ", " + other.why());
        }
        if (first instanceof AnswersPlace.InFile file) {
            return Optional.of(AnswersSource.ofFile(file.file(), file.why()));
        }
        if (first instanceof AnswersPlace.AtUrl url) {
            return Optional.of(new AnswersFetch(effects, InstantSource.system(), medium).fetch(url.url(), url.why()));
        }
        return AnswersVolume.read(effects, first.why());
    }

    private static AnswersPlace named(String value, String why) {
        if (value.startsWith("/")) {
            return readable(Path.of(value), why);
        }
        if (value.regionMatches(true, 0, "file:", 0, 5)) {
            return readable(ofFileUrl(value), why);
        }
        if (value.contains("://")) {
            return new AnswersPlace.AtUrl(AnswersUrl.parse(value), why);
        }
        throw UserError.usage(
                OPTION + "=" + ShownUrl.of(value) + " is neither an absolute path nor a URL",
                "for example " + OPTION + "=/run/live/medium/domzero/rack7.toml or " + OPTION
                        + "=https://deploy.example.org/rack7.toml");
    }

    private static Path ofFileUrl(String value) {
        try {
            URI uri = new URI(value);
            if (uri.getAuthority() == null
                    && uri.getPath() != null
                    && uri.getPath().startsWith("/")) {
                return Path.of(uri.getPath());
            }
        } catch (URISyntaxException wrong) {
            // Told below.
        }
        throw UserError.usage(
                OPTION + "=" + ShownUrl.of(value) + " does not name a file of this machine",
                "for example " + OPTION + "=file:///run/live/medium/domzero/rack7.toml");
    }

    private static AnswersPlace readable(Path file, String why) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw UserError.usage(
                    file + " (" + why + ") cannot be read",
                    "'domzero answers example' prints an answer file to start from");
        }
        return new AnswersPlace.InFile(file, why);
    }
}
