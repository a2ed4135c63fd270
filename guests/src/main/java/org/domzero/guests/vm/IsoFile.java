package org.domzero.guests.vm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.RepositoryKind;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** Where an ISO is: by its path, or by its name in one of the libraries. */
public record IsoFile(Effects effects, Repositories repositories) {
    /**
     * Its absolute path.
     *
     * @throws UserError when there is no such file, or it is in several libraries
     */
    public String find(String pathOrName) {
        if (pathOrName.contains("/")) {
            String path = Path.of(pathOrName).toAbsolutePath().normalize().toString();
            if (!Files.isReadable(effects.resolve(path)) || Files.isDirectory(effects.resolve(path))) {
                throw UserError.usage(path + " cannot be read", "a file on this host, as /srv/iso/debian.iso");
            }
            return path;
        }
        List<String> found = libraries().stream()
                .map(library -> library.directory() + "/" + pathOrName)
                .filter(path -> Files.isReadable(effects.resolve(path)))
                .toList();
        if (found.isEmpty()) {
            throw UserError.usage("no ISO library holds " + pathOrName, hint());
        }
        if (found.size() > 1) {
            throw UserError.usage(
                    pathOrName + " is in several libraries", "name it by its path: " + String.join(" or ", found));
        }
        return found.get(0);
    }

    private String hint() {
        List<String> states = repositories.all().stream()
                .filter(IsoFile::isLibrary)
                .map(library -> library.name()
                        + (library.state() == Repository.State.READY
                                ? ""
                                : " (" + library.state().words() + ")"))
                .toList();
        return states.isEmpty()
                ? "there are none: name the file by its absolute path, or make one with 'domzero sr create --type iso'"
                : "the libraries are " + String.join(", ", states);
    }

    private List<Repository> libraries() {
        return repositories.all().stream()
                .filter(IsoFile::isLibrary)
                .filter(repository -> repository.state() == Repository.State.READY)
                .toList();
    }

    private static boolean isLibrary(Repository repository) {
        return repository.kind() == RepositoryKind.ISO;
    }
}
