package org.domzero.guests.vm;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.domzero.guests.state.StateVolume;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.Volume;
import org.domzero.toolkit.ExitCode;
import org.domzero.toolkit.Problem;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;
import org.jspecify.annotations.Nullable;

/**
 * All guests of this host as they are at this moment: the definitions in the state volume, joined with the domains that
 * run.
 *
 * @param guests by name
 * @param broken what is wrong with definitions that cannot be read, by their file
 * @param others names of domains that run without a definition here, started by hand
 */
public record Guests(List<Guest> guests, Map<String, List<Problem>> broken, List<String> others) {
    static final String DIRECTORY = StateVolume.MOUNT + "/guests";

    /** What is linked to from here starts with the host: xendomains of the Xen packages. */
    static final String AUTOSTART = "/etc/xen/auto";

    private static final String ENDING = ".cfg";

    /** As people who come from xe type it. */
    private static final Pattern XE_KEY = Pattern.compile("^((?:vm|uuid|name-label)=)(.+)$");

    public Guests {
        guests = List.copyOf(guests);
        broken = Map.copyOf(broken);
        others = List.copyOf(others);
    }

    static String file(String name) {
        return DIRECTORY + "/" + name + ENDING;
    }

    static String autostartLink(String file) {
        return AUTOSTART + "/" + Objects.requireNonNull(Path.of(file).getFileName());
    }

    /**
     * Asks Xen, and reads the definitions.
     *
     * @throws UserError when Xen cannot be asked
     */
    public static Guests read(Effects effects) {
        return read(effects, Domain.parse(effects.commands().run(Domain.LIST).output()));
    }

    /**
     * The name of a guest, for which neither Xen nor LVM has to be asked.
     *
     * @throws UserError as {@link #named}
     */
    static String nameOf(String nameOrUuid, Effects effects) {
        return read(effects, List.of()).named(nameOrUuid).name();
    }

    private static Guests read(Effects effects, List<Domain> domains) {
        List<Guest> guests = new ArrayList<>();
        Map<String, List<Problem>> broken = new LinkedHashMap<>();
        for (Path path : StateVolume.files(effects, DIRECTORY, ENDING)) {
            String file = DIRECTORY + "/" + path.getFileName();
            try {
                Definition definition = Definition.parse(file, StateVolume.text(path));
                Optional<Domain> domain = domains.stream()
                        .filter(one -> one.name().equals(definition.name()))
                        .findFirst();
                guests.add(new Guest(definition, domain, isLinked(effects, file)));
            } catch (UserError error) {
                broken.put(file, error.problems());
            }
        }
        guests.sort(Comparator.comparing(Guest::name));
        TreeSet<String> others = domains.stream().map(Domain::name).collect(Collectors.toCollection(TreeSet::new));
        guests.forEach(guest -> others.remove(guest.name()));
        return new Guests(guests, broken, List.copyOf(others));
    }

    private static boolean isLinked(Effects effects, String file) {
        return Files.exists(effects.resolve(autostartLink(file)), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The one that is called so.
     *
     * @throws UserError when there is none of this name or uuid, or its definition is broken
     */
    public Guest named(String nameOrUuid) {
        List<Guest> fitting =
                guests.stream().filter(guest -> guest.is(nameOrUuid)).toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        if (fitting.size() > 1) {
            throw UserError.failed(
                    "several definitions are called " + nameOrUuid + ": "
                            + fitting.stream()
                                    .map(guest -> guest.definition().file())
                                    .collect(Collectors.joining(", ")),
                    "change the name in all but one of them");
        }
        List<Problem> problems = broken.get(file(nameOrUuid));
        if (problems != null) {
            throw new UserError(ExitCode.FAILED, problems);
        }
        throw UserError.usage("there is no guest " + nameOrUuid, hint(nameOrUuid));
    }

    private String hint(String notThere) {
        if (XE_KEY.matcher(notThere).find()) {
            return "without " + XE_KEY.matcher(notThere).replaceFirst("$1: $2");
        }
        return guests.isEmpty()
                ? "there are none yet: 'domzero vm create' makes one"
                : "here are " + guests.stream().map(Guest::name).collect(Collectors.joining(", "));
    }

    /**
     * Makes sure that a guest can be called so, and its definition's file be named after it.
     *
     * @throws UserError when the name is not one, or taken, be it by a domain that was started by hand, or the file is
     *     there: a definition that was edited may be another guest's than its file's name says
     */
    String free(String name) {
        return free(name, null);
    }

    /** As {@link #free(String)}, for one that has a file already. */
    String free(String name, @Nullable Guest own) {
        GuestName.require(name);
        for (Guest guest : guests) {
            if (guest.name().equals(name)) {
                throw inUse("there is a guest " + name + " already");
            }
            if (guest.definition().file().equals(file(name)) && !guest.equals(own)) {
                throw inUse(file(name) + " is the definition of " + guest.name());
            }
        }
        if (others.contains(name) || broken.containsKey(file(name))) {
            throw inUse("the name " + name + " is in use");
        }
        return name;
    }

    private static UserError inUse(String why) {
        return UserError.usage(why, "choose another name; 'domzero vm list' shows those that are taken");
    }

    /** Names of guests that have a disk in a repository. */
    public List<String> usersOf(Repository repository) {
        return guests.stream()
                .filter(guest ->
                        guest.definition().disks().stream().anyMatch(disk -> repository.contains(disk.target())))
                .map(Guest::name)
                .toList();
    }

    /** Names of guests that run and have a disk or a CD in a repository. */
    public List<String> runningIn(Repository repository) {
        List<String> users = usersOf(repository);
        return guests.stream()
                .filter(Guest::isRunning)
                .map(Guest::name)
                .filter(users::contains)
                .toList();
    }

    /** Names of guests that a volume is a disk of: one, unless somebody has copied a definition. */
    public List<String> usersOf(Volume volume) {
        return guests.stream()
                .filter(guest -> guest.definition().disks().stream()
                        .anyMatch(disk -> disk.target().equals(volume.path())))
                .map(Guest::name)
                .toList();
    }
}
