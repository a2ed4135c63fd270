package org.domzero.guests.vm;

import java.nio.file.Files;
import java.nio.file.Path;
import org.domzero.guests.state.StateVolume;
import org.domzero.toolkit.UserError;
import org.domzero.toolkit.plan.Effects;

/** Where templates are found: by name those in repositories of this host, by a directory all others. */
public final class Templates {
    private static final String DIRECTORY = StateVolume.MOUNT + "/templates";
    private static final String ENDING = ".toml";

    private Templates() {}

    /** The description of one in a repository of this host. */
    public static String file(String name) {
        return DIRECTORY + "/" + name + ENDING;
    }

    public static boolean isThere(String name, Effects effects) {
        return Files.exists(effects.resolve(file(name)));
    }

    /**
     * Reads one. The image is then the absolute path of a file, or of a volume.
     *
     * @param nameOrDirectory what has a slash in it is a directory
     * @throws UserError when there is none, or its description is wrong
     */
    public static Template find(String nameOrDirectory, Effects effects) {
        if (!nameOrDirectory.contains("/")) {
            Path file = effects.resolve(file(nameOrDirectory));
            if (!Files.exists(file)) {
                throw UserError.usage(
                        "there is no template " + nameOrDirectory,
                        "'domzero p2v list' shows those in repositories; one in a directory is named by its path");
            }
            return TemplateReader.read(file.toString(), StateVolume.text(file), true);
        }
        String directory = StateVolume.directory(effects, nameOrDirectory);
        Path file = effects.resolve(directory + "/" + Template.FILE);
        if (!Files.exists(file)) {
            throw UserError.usage(
                    "there is no template in " + nameOrDirectory + ": it has no " + Template.FILE,
                    "name the directory that 'domzero p2v … --as-template=DIRECTORY' has made in DIRECTORY");
        }
        Template read = TemplateReader.read(file.toString(), StateVolume.text(file), false);
        Template.Image image = read.root();
        return new Template(
                read.name(),
                read.from(),
                read.type(),
                read.memory(),
                read.processors(),
                read.cards(),
                new Template.Image(directory + "/" + image.file(), image.size(), image.fileSystem()),
                read.swap());
    }
}
