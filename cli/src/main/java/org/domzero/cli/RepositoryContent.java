package org.domzero.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.domzero.guests.storage.Repositories;
import org.domzero.guests.storage.Repository;
import org.domzero.guests.storage.Volume;
import org.domzero.guests.storage.Volumes;
import org.domzero.guests.vm.Guests;
import org.domzero.toolkit.Columns;
import org.domzero.toolkit.plan.Effects;

/**
 * A repository with the volumes in it, as {@code domzero sr show} has it.
 *
 * @param guests whose disks the volumes are
 */
record RepositoryContent(Repository repository, List<Volume> volumes, Guests guests) {
    RepositoryContent {
        volumes = List.copyOf(volumes);
    }

    static RepositoryContent read(String nameOrUuid, Effects effects) {
        Repositories repositories = Repositories.read(effects);
        Repository repository = repositories.named(nameOrUuid);
        return new RepositoryContent(
                repository, Volumes.read(repositories, effects).of(repository), Guests.read(effects));
    }

    JsonObject json() {
        JsonObject whole = repository.toJson();
        JsonArray all = new JsonArray();
        for (Volume volume : volumes) {
            JsonObject one = new JsonObject();
            one.addProperty("uuid", volume.uuid().toString());
            one.addProperty("path", volume.path());
            one.addProperty("size", volume.size().bytes());
            JsonArray users = new JsonArray();
            guests.usersOf(volume).forEach(users::add);
            one.add("guests", users);
            all.add(one);
        }
        whole.add("volumes", all);
        return whole;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("name         ").append(repository.name()).append(repository.usual() ? " (the default)" : "");
        text.append("\nuuid         ").append(repository.uuid());
        text.append("\ntype         ").append(repository.kind().word());
        text.append("\nstate        ").append(repository.state().words());
        text.append("\nlocation     ").append(String.join(", ", repository.location()));
        if (repository.free() != null) {
            text.append("\nsize         ").append(repository.size());
            text.append(", of which ").append(repository.free()).append(" are free");
        }
        text.append(repository.description().isEmpty() ? "" : "\ndescription  " + repository.description());
        text.append('\n');
        if (!volumes.isEmpty()) {
            Columns columns = new Columns("VOLUME", "SIZE>", "GUEST");
            for (Volume volume : volumes) {
                List<String> users = guests.usersOf(volume);
                columns.add(
                        volume.name(), volume.size().toString(), users.isEmpty() ? "none" : String.join(", ", users));
            }
            text.append('\n').append(columns.render());
        }
        return text.toString();
    }
}
