package org.domzero.guests.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.domzero.toolkit.ByteSize;
import org.domzero.toolkit.Command;
import org.domzero.toolkit.JsonMembers;
import org.domzero.toolkit.plan.Effects;

/** All guests' disks in this host's repositories. */
public final class Volumes {
    private static final Command LVS =
            Command.of("lvs", "--reportformat", "json", "--units", "b", "--nosuffix", "-o", "vg_name,lv_name,lv_size");

    private final Map<String, Volume> byPath;
    private final List<Repository> repositories;

    private Volumes(Map<String, Volume> byPath, List<Repository> repositories) {
        this.byPath = byPath;
        this.repositories = repositories;
    }

    public static Volumes read(Repositories repositories, Effects effects) {
        Map<String, Volume> found = new LinkedHashMap<>();
        Map<String, Repository> groups = new LinkedHashMap<>();
        for (Repository repository : repositories.all()) {
            if (repository.kind().isGroup()) {
                groups.put(repository.group().vgName(), repository);
            } else if (repository.kind().holdsVolumes() && repository.isWithinReach()) {
                files(repository, effects).forEach(volume -> found.put(volume.path(), volume));
            }
        }
        for (JsonMembers line :
                VolumeGroup.Report.of("lvs", effects.commands().run(LVS).output(), "lv")) {
            Repository repository = groups.get(line.text("vg_name"));
            if (repository != null) {
                Volume.uuidOf(repository.group().volumeDevice(line.text("lv_name")))
                        .map(uuid -> Volume.in(repository, uuid, VolumeGroup.Report.size(line, "lv_size")))
                        .ifPresent(volume -> found.put(volume.path(), volume));
            }
        }
        return new Volumes(found, repositories.all());
    }

    /** By a program that can be ended: a server may be gone between two looks at it. */
    private static List<Volume> files(Repository repository, Effects effects) {
        List<Volume> volumes = new ArrayList<>();
        String directory = repository.directory();
        Command find = Command.of(
                        "find", directory, "-maxdepth", "1", "-type", "f", "-name", "vdi-*.raw", "-printf", "%s %f\\n")
                .withLimit(DirectorySpace.LIMIT);
        for (String line : effects.commands().run(find).lines()) {
            String[] sizeAndName = line.split(" ", 2);
            Volume.uuidOf(directory + "/" + sizeAndName[1])
                    .map(uuid -> Volume.in(repository, uuid, new ByteSize(Long.parseLong(sizeAndName[0]))))
                    .ifPresent(volumes::add);
        }
        volumes.sort(Comparator.comparing(Volume::path));
        return volumes;
    }

    public List<Volume> of(Repository repository) {
        return byPath.values().stream()
                .filter(volume -> volume.repository().uuid().equals(repository.uuid()))
                .toList();
    }

    /**
     * The volume that a guest's disk is; empty when it is something else, be it a copy of one elsewhere that is called the
     * same.
     */
    public Optional<Volume> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /**
     * Why nothing can be said of a guest's disk, in words that follow its path; empty when it is found, is certainly gone,
     * or is no volume at all.
     */
    public Optional<String> whyOutOfReach(String path) {
        if (at(path).isPresent() || Volume.uuidOf(path).isEmpty()) {
            return Optional.empty();
        }
        Optional<Repository> around =
                repositories.stream().filter(one -> one.contains(path)).findFirst();
        if (around.isPresent()) {
            return around.filter(one -> !one.isWithinReach())
                    .map(one -> "is in the repository " + one.name() + ", which "
                            + (one.state() == Repository.State.SILENT ? "" : "is ")
                            + one.state().words());
        }
        return Volume.isLogical(path) ? Optional.of("is in a repository that is not on this host") : Optional.empty();
    }
}
